import type { DatabaseKind } from '#core/kernel/database.ts'
import { createMysqlArchive } from './mysqlArchive.ts'
import { createSqliteArchive } from './sqliteArchive.ts'

export type RowCounts = Record<string, number>
/** Parts done, of how many. */
export type OnPart = (done: number, total: number) => void

/** One database, as what can be copied out of it while it is in use, and back into it while it is empty. */
export interface DatabaseArchive {
  readonly kind: DatabaseKind
  /** The name of its copy in a back-up. */
  readonly file: string
  /** Product and version. @throws BackupError when there is no such database */
  describe(): Promise<string>
  migrations(): Promise<string[]>
  /** Copies one moment of it to a file, and counts the rows of that moment. */
  dump(to: string, onPart: OnPart): Promise<RowCounts>
  isEmpty(): Promise<boolean>
  load(from: string, onPart: OnPart): Promise<void>
  /** Of the tables named. */
  count(tables: readonly string[]): Promise<RowCounts>
}

export const databaseArchive = (url: string): DatabaseArchive =>
  url.startsWith('sqlite:') ? createSqliteArchive(url.slice('sqlite:'.length)) : createMysqlArchive(url)
