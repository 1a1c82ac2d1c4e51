import BetterSqlite from 'better-sqlite3'
import mysql from 'mysql2/promise'
import type { Ask, BareStore, Steps } from './bareSteps.ts'

/** The bare drivers, set up as the hub sets up its own. */
export const openBareStore = (url: string): BareStore =>
  url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openMysql(url)

function openSqlite(file: string): BareStore {
  const db = new BetterSqlite(file)
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'cache_size = -65536'])
    db.pragma(pragma)
  const prepared = new Map<string, BetterSqlite.Statement>()
  const ask = ([sql, parameters]: Ask): unknown[] => {
    let statement = prepared.get(sql)
    if (!statement) prepared.set(sql, (statement = db.prepare(sql)))
    if (statement.reader) return statement.all(...parameters)
    statement.run(...parameters)
    return []
  }
  const run = <Result>(steps: Steps<Result>): Result => {
    let step = steps.next()
    while (!step.done) step = steps.next(ask(step.value))
    return step.value
  }
  const inTransaction = db.transaction((steps: Steps<unknown>) => run(steps))
  return {
    forUpdate: '',
    read: async (steps) => run(steps),
    transaction: async <Result>(steps: Steps<Result>) => inTransaction.immediate(steps) as Result,
  }
}

function openMysql(url: string): BareStore {
  const pool = mysql.createPool({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    connectionLimit: 16,
    charset: 'utf8mb4_bin',
    supportBigNumbers: true,
    trace: false,
  })
  pool.on('connection', (connection) => void connection.query('set session transaction isolation level read committed'))
  const run = async <Result>(connection: mysql.Pool | mysql.PoolConnection, steps: Steps<Result>): Promise<Result> => {
    let step = steps.next()
    while (!step.done) {
      const [sql, parameters] = step.value
      const [rows] = await connection.query(sql, [...parameters])
      step = steps.next(Array.isArray(rows) ? rows : [])
    }
    return step.value
  }
  return {
    forUpdate: ' for update',
    read: (steps) => run(pool, steps),
    async transaction(steps) {
      const connection = await pool.getConnection()
      try {
        await connection.beginTransaction()
        const result = await run(connection, steps)
        await connection.commit()
        return result
      } catch (error) {
        await connection.rollback()
        throw error
      } finally {
        connection.release()
      }
    },
  }
}
