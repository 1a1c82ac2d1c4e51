import { createHash } from 'node:crypto'
import type { Database, Schema, Transaction } from '#core/kernel/database.ts'

/** Databases of one kind for tests; several may be open at the same time. */
export interface DatabaseSource {
  /** Migrated and empty. The test closes it when it is done, so that it can serve another. */
  open(): Promise<Database>
  /** The address of a database that is migrated and empty, for a process of its own. */
  migratedUrl(): Promise<string>
  /** The address of a database without any table. */
  emptyUrl(): Promise<string>
}

/** Changes with the tables and migrations: what was prepared for others must not be used. */
export function fingerprint(schema: Schema): string {
  const tables = schema.tables.map((table) => table.options)
  const migrations = schema.migrations.map((Migration) => new Migration().name)
  return createHash('sha256')
    .update(JSON.stringify([tables, migrations]))
    .digest('hex')
    .slice(0, 12)
}

/** A database as a test holds it: `close` ends its use by this test, and gives it back instead of disconnecting it. */
export function lend(database: Database, giveBack: () => void): Database {
  const running = new Set<Promise<unknown>>()
  const stops: (() => void)[] = []
  let closed = false
  const refuseClosed = () => {
    if (closed) throw new Error('this database was closed')
  }
  return {
    kind: database.kind,
    get read() {
      refuseClosed()
      return database.read
    },
    async transaction<T>(work: (tx: Transaction) => Promise<T>) {
      refuseClosed()
      const transaction = database.transaction(work)
      running.add(transaction)
      try {
        return await transaction
      } finally {
        running.delete(transaction)
      }
    },
    onCommit(listener) {
      const stop = database.onCommit(listener)
      stops.push(stop)
      return stop
    },
    noteCommit: () => database.noteCommit(),
    async close() {
      if (closed) return
      closed = true
      await Promise.allSettled(running)
      for (const stop of stops) stop()
      giveBack()
    },
  }
}
