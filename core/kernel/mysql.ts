import { setTimeout } from 'node:timers/promises'
import mysql from 'mysql2/promise'
import { DataSource, type EntityManager } from 'typeorm'
import type { OpenedDatabase, Schema } from './database.ts'
import { StartError } from './startError.ts'

const attempts = 6
const poolSize = 16
const migrationLockSeconds = 60
const retryable = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT'])
const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ER_ACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_BAD_DB_ERROR',
])
/** The connection went away under a transaction: the server was restarted, or the network failed. */
const lost = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNRESET',
  'EPIPE',
  'ECONNREFUSED',
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
])
const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** A pool on MySQL 8 or MariaDB 10.6 and newer. */
export async function openMysql(url: string, schema: Schema): Promise<OpenedDatabase> {
  // TypeORM compares column defaults by server: as 'mysql' it takes every nullable column of a MariaDB for changed.
  const type = new URL(url).protocol === 'mariadb:' ? 'mariadb' : 'mysql'
  const pool = new DataSource({
    type,
    url,
    entities: [...schema.tables],
    migrations: [...schema.migrations],
    charset: 'utf8mb4_bin',
    poolSize,
    timezone: 'Z',
    connectTimeout: 10_000,
    // Numbers as numbers in raw results, too, as SQLite has them; what is beyond a safe integer stays text.
    supportBigNumbers: true,
    bigNumberStrings: false,
    // A stack for each statement costs as much as sending it; TypeORM's error has one.
    extra: { decimalNumbers: true, trace: false },
  })
  try {
    await pool.initialize()
    await migrateAlone(url, pool)
  } catch (error) {
    if (pool.isInitialized) await pool.destroy()
    if (unreachable.has(codeOf(error)))
      throw new StartError(`DATABASE_URL: the database cannot be used: ${sentence(error)}`)
    throw error
  }
  const prepared = new WeakSet<object>()
  /** As `pool.transaction`, but a connection learns its isolation level once and not by a round trip each time. */
  async function inTransaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const runner = pool.createQueryRunner()
    try {
      const connection: object = await runner.connect()
      if (!prepared.has(connection)) {
        await runner.query('set session transaction isolation level read committed')
        prepared.add(connection)
      }
      return await runner.manager.transaction(work)
    } finally {
      await runner.release()
    }
  }

  return {
    reader: pool.manager,
    async write(work) {
      for (let attempt = 1; ; attempt++) {
        // A connection that is lost while committing leaves open what became of it: then whoever asked has to look.
        let committing = false
        try {
          return await inTransaction(async (tx) => {
            const result = await work(tx)
            committing = true
            return result
          })
        } catch (error) {
          const again = retryable.has(codeOf(error)) || (lost.has(codeOf(error)) && !committing)
          if (attempt === attempts || !again) throw error
          await setTimeout(Math.random() * 2 ** attempt * (lost.has(codeOf(error)) ? 50 : 5))
        }
      }
    },
    close: () => pool.destroy(),
  }
}

/** Two processes that start at once must not both migrate: MySQL does not roll half a migration back. */
async function migrateAlone(url: string, pool: DataSource) {
  if (!(await hasMigrations(pool))) return
  const connection = await mysql.createConnection(url.replace(/^mariadb:/, 'mysql:'))
  const name = `hub-migrations-${new URL(url).pathname.slice(1)}`.slice(0, 64)
  try {
    const [rows] = await connection.query<mysql.RowDataPacket[]>('select get_lock(?, ?) as held', [
      name,
      migrationLockSeconds,
    ])
    if (rows[0]?.['held'] !== 1) throw new StartError('Another process has been migrating this database for a minute.')
    await pool.runMigrations({ transaction: 'each' })
  } finally {
    await connection.end()
  }
}

/** Whether any are to be done; so there are when another process is just making the table that says which were. */
async function hasMigrations(pool: DataSource): Promise<boolean> {
  try {
    return await pool.showMigrations()
  } catch (error) {
    if (codeOf(error) === 'ER_TABLE_EXISTS_ERROR') return true
    throw error
  }
}

/** Without the address: it holds a password. */
function sentence(error: unknown): string {
  const code = codeOf(error)
  if (code === 'ECONNREFUSED') return 'nothing answers at its host and port (ECONNREFUSED)'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `its host is not known (${code})`
  if (code === 'ER_BAD_DB_ERROR') return 'there is no database of that name on the server (ER_BAD_DB_ERROR)'
  if (code.startsWith('ER_')) return `user or password are refused (${code})`
  return `the server cannot be reached (${code})`
}
