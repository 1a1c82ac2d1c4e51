import type { EntitySchema, ObjectLiteral } from 'typeorm'
import type { Transaction } from './database.ts'
import { insertRows } from './rows.ts'

const duplicate = new Set(['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'])

/** Whether a statement failed because a unique key is taken. */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && duplicate.has(String(error.code))

/**
 * Inserts a row unless one of its unique keys is taken; resolves to whether it did. Another transaction that is just
 * inserting the same is waited for. The transaction goes on after a refusal: both databases take back only the statement.
 */
export async function insertIfAbsent<T extends ObjectLiteral>(
  tx: Transaction,
  table: EntitySchema<T>,
  row: T,
): Promise<boolean> {
  try {
    await insertRows(tx, table, [row])
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
