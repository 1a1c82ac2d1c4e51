import { existsSync, rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { BackupError } from './backup.errors.ts'
import { copyFile, syncToDisk } from './copyFile.ts'
import type { DatabaseArchive, RowCounts } from './databaseArchive.ts'

/** Of four kilobytes each; between two turns others may write. */
const pagesAtOnce = 2_000

/** A file that a hub may have open: it is read beside it, and the hub goes on writing. */
export function createSqliteArchive(file: string): DatabaseArchive {
  function reading<T>(from: string, work: (db: Sqlite.Database) => T): T {
    if (!existsSync(from)) throw new BackupError(`There is no database ${from}.`)
    const db = new Sqlite(from, { readonly: true, fileMustExist: true, timeout: 5_000 })
    try {
      return work(db)
    } finally {
      db.close()
    }
  }
  return {
    kind: 'sqlite',
    file: 'hub.db',
    describe: async () =>
      reading(file, (db) => `SQLite ${String(db.prepare('select sqlite_version()').pluck().get())}`),
    migrations: async () =>
      reading(file, (db) => db.prepare('select name from migrations order by id').pluck().all().map(String)),
    async dump(to, onPart) {
      const db = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5_000 })
      try {
        // All pages are those of one moment: without it the copying would begin anew whenever somebody writes.
        db.exec('begin')
        db.prepare('select count(*) from sqlite_master').get()
        await db.backup(to, {
          progress({ totalPages, remainingPages }) {
            onPart(totalPages - remainingPages, totalPages)
            return pagesAtOnce
          },
        })
      } finally {
        db.close()
      }
      const rows = settle(to)
      await syncToDisk(to)
      return rows
    },
    isEmpty: async () => !existsSync(file) || reading(file, (db) => tablesOf(db).length === 0),
    async load(from, onPart) {
      for (const left of [file, `${file}-wal`, `${file}-shm`]) rmSync(left, { force: true })
      await copyFile(from, file)
      onPart(1, 1)
    },
    count: async (tables) => reading(file, (db) => countIn(db, tables)),
  }
}

/** Makes the copy one file that is whole by itself. */
function settle(copy: string): RowCounts {
  const db = new Sqlite(copy)
  try {
    db.pragma('journal_mode = DELETE')
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok')
      throw new BackupError('The copy of the database is damaged: npm run doctor tells whether the database is, too.')
    return countIn(db, tablesOf(db))
  } finally {
    db.close()
  }
}

const tablesOf = (db: Sqlite.Database): string[] =>
  db
    .prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)
    .pluck()
    .all()
    .map(String)

const countIn = (db: Sqlite.Database, tables: readonly string[]): RowCounts =>
  Object.fromEntries(
    tables.map((table) => [table, Number(db.prepare(`select count(*) from "${table}"`).pluck().get())]),
  )
