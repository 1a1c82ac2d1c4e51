import type { Database, Schema } from '#core/kernel/database.ts'
import { coreSchema } from '#core/schema.ts'
import { knowledgeSchema } from '#knowledge/schema.ts'
import { mariadbDatabases } from '../services/mariadbDatabases.ts'
import { sqliteDatabases } from '../services/sqliteDatabases.ts'

/** What articles need of the hub's schema. */
const schema: Schema = {
  tables: [...coreSchema.tables, ...knowledgeSchema.tables],
  migrations: [...coreSchema.migrations, ...knowledgeSchema.migrations],
}
const sources = { sqlite: sqliteDatabases(schema), mariadb: mariadbDatabases(schema) }

/** As `databases` of test/databases.ts. */
export const knowledgeDatabases: readonly { kind: keyof typeof sources; open(): Promise<Database> }[] = [
  { kind: 'sqlite', open: sources.sqlite.open },
  { kind: 'mariadb', open: sources.mariadb.open },
]

export const openSqliteKnowledge = (): Promise<Database> => sources.sqlite.open()
