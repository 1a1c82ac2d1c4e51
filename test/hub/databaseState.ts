import { createHash } from 'node:crypto'
import type { Database } from '#core/kernel/database.ts'
import { hubSchema } from '#gateway/schema.ts'

/**
 * A digest of every row of every table but those named, by table: two that are equal mean that nothing changed in
 * between.
 */
export async function stateOf(database: Database, except: readonly string[]): Promise<Record<string, string>> {
  const state: Record<string, string> = {}
  for (const table of hubSchema.tables) {
    const name = database.read.dataSource.getMetadata(table).tableName
    if (except.includes(name)) continue
    const rows: object[] = await database.read.query(`select * from ${database.read.dataSource.driver.escape(name)}`)
    const lines = rows.map((row) => JSON.stringify(row)).toSorted()
    state[name] = `${rows.length} ${createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12)}`
  }
  return state
}
