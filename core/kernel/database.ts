import { AsyncLocalStorage } from 'node:async_hooks'
import type { EntityManager, EntitySchema, MigrationInterface, ObjectLiteral } from 'typeorm'
import { openMysql } from './mysql.ts'
import { findRow } from './rows.ts'
import { openSqlite } from './sqlite.ts'
import { StartError } from './startError.ts'

/** An open transaction. Only `Database.transaction` makes one. */
export type Transaction = EntityManager & { readonly '~transaction': true }

export type DatabaseKind = 'sqlite' | 'mysql'

export interface Database {
  readonly kind: DatabaseKind
  /**
   * For queries outside a transaction; on SQLite a connection of its own that cannot write.
   * @throws Error inside a transaction, where it would see another state, or wait for itself.
   */
  readonly read: EntityManager
  /**
   * The only way to write. Commits when `work` resolves, rolls back when it rejects. On SQLite, which has one writing
   * connection, transactions run one after the other and let the event loop turn between them; on MySQL a deadlock or
   * lock timeout runs `work` again, at most six times in all. So `work` has no effect outside the transaction, and
   * waits for nothing but it.
   * @throws Error inside another transaction: what is to run in one takes `tx`.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Calls `listener` after every commit of this process; resolves nothing, must not throw. Returns how to stop it. */
  onCommit(listener: () => void): () => void
  /** Calls the listeners: another process has committed something. */
  noteCommit(): void
  /** Waits for the running transactions, then closes the connections. */
  close(): Promise<void>
}

export interface Schema {
  tables: readonly EntitySchema[]
  migrations: readonly (new () => MigrationInterface)[]
}

/** What a kind of database brings; the rules of `Database` are laid around it here. */
export interface OpenedDatabase {
  reader: EntityManager
  write<T>(work: (tx: EntityManager) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * Opens the database that `url` names (`sqlite:FILE`, `mysql://…`, `mariadb://…`) and brings its schema up to date.
 * @throws StartError when the address is wrong, the server or file cannot be used, or another process has the file.
 */
export async function openDatabase(url: string, schema: Schema): Promise<Database> {
  const kind = kindOf(url)
  const opened = await (kind === 'sqlite' ? openSqlite(url.slice('sqlite:'.length), schema) : openMysql(url, schema))
  const inside = new AsyncLocalStorage<true>()
  const listeners = new Set<() => void>()
  const running = new Set<Promise<unknown>>()
  let closing: Promise<void> | undefined
  const refuseInside = (what: string) => {
    if (inside.getStore()) throw new Error(`${what} inside a transaction`)
  }
  return {
    kind,
    get read() {
      refuseInside('database.read')
      return opened.reader
    },
    async transaction(work) {
      refuseInside('database.transaction')
      const writing = opened.write((tx) => inside.run(true, work, tx as Transaction))
      running.add(writing)
      const result = await writing.finally(() => running.delete(writing))
      for (const listener of listeners) listener()
      return result
    },
    noteCommit() {
      for (const listener of listeners) listener()
    },
    onCommit(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close() {
      closing ??= Promise.allSettled(running).then(opened.close)
      return closing
    },
  }
}

function kindOf(url: string): DatabaseKind {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) return 'sqlite'
  if (/^(mysql|mariadb):\/\//.test(url) && URL.canParse(url)) return 'mysql'
  throw new StartError(
    `DATABASE_URL: not a database address: expected sqlite:FILE, mysql://user:password@host:port/name or mariadb://…`,
  )
}

const onSqlite = (manager: EntityManager) => manager.dataSource.options.type === 'better-sqlite3'

/**
 * Reads a row and keeps others from changing it until the transaction ends. `where` names its primary key, or a unique
 * key that never changes: by any other, MySQL can miss a row that moves within the index while it is waited for.
 */
export async function lockOne<T extends ObjectLiteral>(
  tx: Transaction,
  table: EntitySchema<T>,
  where: Partial<T>,
): Promise<T | null> {
  return findRow(tx, table, where, forUpdate(tx))
}

/**
 * For SQL that claims rows for one of several workers: the ending of a SELECT that locks what it finds and passes over
 * what others hold. SQLite has one writer, and needs none.
 */
export const skipLocked = (manager: EntityManager): string => (onSqlite(manager) ? '' : ' for update skip locked')
/** The ending of a SELECT that locks what it finds. */
export const forUpdate = (manager: EntityManager): string => (onSqlite(manager) ? '' : ' for update')
/** The ending of a SELECT that lets others read and share what it finds, and nobody change it. */
export const forShare = (manager: EntityManager): string => (onSqlite(manager) ? '' : ' lock in share mode')
