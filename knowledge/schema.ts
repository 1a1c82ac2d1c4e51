import type { Schema } from '#core/kernel/database.ts'
import { knowledgeTables } from './articles/article.table.ts'
import { Knowledge1700000000101 } from './migrations/0001-knowledge.ts'

/** The knowledge's part of the schema. */
export const knowledgeSchema: Schema = { tables: knowledgeTables, migrations: [Knowledge1700000000101] }
