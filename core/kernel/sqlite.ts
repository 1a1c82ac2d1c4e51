import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import BetterSqlite from 'better-sqlite3'
import { DataSource } from 'typeorm'
import { type Checkpointer, createCheckpointer } from './checkpointer.ts'
import type { OpenedDatabase, Schema } from './database.ts'
import { StartError } from './startError.ts'

const pragmas = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'busy_timeout = 5000',
  'cache_size = -65536',
]
const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** One writing connection, one reading connection, one process. */
export async function openSqlite(file: string, schema: Schema): Promise<OpenedDatabase> {
  // The cache drops what it has held the longest, however often that is used: it must hold all that a hub says.
  const options = { entities: [...schema.tables], migrations: [...schema.migrations], statementCacheSize: 1_000 }
  makeFolder(file)
  const lock = lockFile(`${file}.lock`)
  let checkpointer: Checkpointer | undefined
  const writer = new DataSource({
    ...options,
    type: 'better-sqlite3',
    database: file,
    prepareDatabase(db: BetterSqlite.Database) {
      for (const pragma of pragmas) db.pragma(pragma)
      checkpointer = createCheckpointer(db, file)
    },
  })
  const reader = new DataSource({
    ...options,
    type: 'better-sqlite3',
    database: file,
    readonly: true,
    prepareDatabase: (db: BetterSqlite.Database) => void db.pragma('cache_size = -65536'),
  })
  try {
    refuseDamage(file)
    await writer.initialize()
    await writer.runMigrations({ transaction: 'each' })
    await reader.initialize()
  } catch (error) {
    for (const source of [writer, reader]) if (source.isInitialized) await source.destroy()
    lock.close()
    throw explain(error, file)
  }

  let last: Promise<unknown> = Promise.resolve()
  return {
    reader: reader.manager,
    write(work) {
      const next = last.then(() => checkpointer?.room()).then(() => writer.transaction(work))
      const turn = () => {
        checkpointer?.committed()
        return setImmediate()
      }
      last = next.then(turn, turn)
      return next
    },
    async close() {
      await last
      await checkpointer?.close()
      // The writer last: it puts its log back into the file.
      await reader.destroy()
      await writer.destroy()
      lock.close()
    },
  }
}

function makeFolder(file: string) {
  try {
    mkdirSync(dirname(file), { recursive: true })
  } catch (error) {
    throw new StartError(`The folder of the database ${file} cannot be made: ${codeOf(error)}`)
  }
}

/** A database that looks whole until some page is read would fail in the middle of somebody's payment: look first. */
function refuseDamage(file: string) {
  if (!existsSync(file)) return
  const db = new BetterSqlite(file)
  try {
    const found = db.pragma('quick_check(1)', { simple: true })
    if (found !== 'ok') throw new StartError(damaged(file))
  } finally {
    db.close()
  }
}

const damaged = (file: string) =>
  `The database file ${file} is damaged or not a SQLite database. Move it away, or put a back-up in its place, and start again.`

function explain(error: unknown, file: string): unknown {
  const code = codeOf(error)
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return new StartError(damaged(file))
  if (code === 'SQLITE_CANTOPEN' || code.startsWith('SQLITE_READONLY') || code === 'SQLITE_IOERR')
    return new StartError(`The database file ${file} cannot be opened for writing (${code}).`)
  return error
}

/** SQLite serves one process. The operating system frees the lock when that process dies, however it dies. */
function lockFile(file: string): BetterSqlite.Database {
  let lock: BetterSqlite.Database | undefined
  try {
    lock = new BetterSqlite(file, { timeout: 0 })
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock?.close()
    if (codeOf(error) === 'SQLITE_BUSY')
      throw new StartError(`Another process has this database open (${file}); several processes need MySQL or MariaDB.`)
    throw new StartError(`The lock file ${file} cannot be used (${codeOf(error)}).`)
  }
}
