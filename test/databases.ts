import { type Database, openDatabase } from '#core/kernel/database.ts'
import { hubSchema } from '#gateway/schema.ts'
import { fromSetup } from './services/fromSetup.ts'
import { mariadbDatabases } from './services/mariadbDatabases.ts'
import { sqliteDatabases } from './services/sqliteDatabases.ts'

export type TestDatabaseKind = 'sqlite' | 'mariadb'

const sources = { sqlite: sqliteDatabases(hubSchema), mariadb: mariadbDatabases(hubSchema) }

/**
 * The kinds of database that the hub runs on, for `describe.each(databases)('… on $kind', ({ open }) => …)`. `open`
 * gives a migrated, empty database, which the test closes; several may be open at the same time.
 */
export const databases: readonly { kind: TestDatabaseKind; open(): Promise<Database> }[] = [
  { kind: 'sqlite', open: sources.sqlite.open },
  { kind: 'mariadb', open: sources.mariadb.open },
]

/** The address of a migrated, empty database, for tests that start processes of their own. */
export const migratedUrl = (kind: TestDatabaseKind): Promise<string> => sources[kind].migratedUrl()

/** The database at an address of these, once more: another process has a connection of its own. */
export const openAt = (url: string): Promise<Database> => openDatabase(url, hubSchema)

/** The address of a database without any table, for tests of migrations. */
export const emptyUrl = (kind: TestDatabaseKind): Promise<string> => sources[kind].emptyUrl()

/** The Redis that all test files of a run share: keys need a prefix of their own. */
export const redisUrl = (): string => fromSetup('TEST_REDIS_URL')
