import type { Schema } from '#core/kernel/database.ts'
import { coreSchema } from '#core/schema.ts'
import { invoicesSchema } from '#invoices/schema.ts'
import { knowledgeSchema } from '#knowledge/schema.ts'

const parts: readonly Schema[] = [coreSchema, knowledgeSchema, invoicesSchema]

/** The whole hub's schema: the core's, and what the folders on top of it bring. */
export const hubSchema: Schema = {
  tables: parts.flatMap(({ tables }) => tables),
  migrations: parts.flatMap(({ migrations }) => migrations),
}
