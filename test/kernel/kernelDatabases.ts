import { type Database, openDatabase } from '#core/kernel/database.ts'
import type { TestDatabaseKind } from '#test/databases.ts'
import { type DatabaseSource, lend } from '#test/services/databaseSource.ts'
import { mariadbDatabases } from '#test/services/mariadbDatabases.ts'
import { sqliteDatabases } from '#test/services/sqliteDatabases.ts'
import { kernelSchema } from './kernelSchema.ts'

interface KernelDatabases extends DatabaseSource {
  kind: TestDatabaseKind
  /** One database as two processes have it; on SQLite, which serves one process, twice the same. Both are to be closed. */
  openTwice(): Promise<[Database, Database]>
}

const sqlite = sqliteDatabases(kernelSchema)
const mariadb = mariadbDatabases(kernelSchema)

/** The kinds of database that the hub runs on, with the tables of `kernelSchema` and nothing else. */
export const kernelDatabases: readonly KernelDatabases[] = [
  {
    kind: 'sqlite',
    ...sqlite,
    async openTwice() {
      const database = await sqlite.open()
      return [database, lend(database, () => undefined)]
    },
  },
  {
    kind: 'mariadb',
    ...mariadb,
    async openTwice() {
      const url = await mariadb.migratedUrl()
      return Promise.all([openDatabase(url, kernelSchema), openDatabase(url, kernelSchema)])
    },
  },
]
