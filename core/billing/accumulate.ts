import { type Database, type Transaction, forUpdate } from '#core/kernel/database.ts'
import { type Litres, litres } from '#core/kernel/litres.ts'
import { placeholders } from '#core/kernel/rows.ts'
import type { Accumulation } from './billing.table.ts'

/** What households have used, by cycle, while a batch is priced: it grows with every bill. */
export interface Used {
  of(householdId: string, cycle: string): Litres
  add(householdId: string, cycle: string, volume: Litres): void
  /** What was added since it was loaded, to be stored. */
  added(): Accumulation[]
}

const mark = (householdId: string, cycle: string) => `${householdId} ${cycle}`

/** A step: loads, and locks, what these households have used. */
export async function loadUsed(tx: Transaction, householdIds: readonly string[]): Promise<Used> {
  const rows: Accumulation[] = await tx.query(
    `select householdId, cycle, litres from accumulation where householdId in ${placeholders(householdIds)}${forUpdate(tx)}`,
    [...householdIds],
  )
  const used = new Map(rows.map((row) => [mark(row.householdId, row.cycle), row.litres]))
  const added = new Map<string, Accumulation>()
  return {
    of: (householdId, cycle) => used.get(mark(householdId, cycle)) ?? litres(0),
    add(householdId, cycle, volume) {
      const key = mark(householdId, cycle)
      used.set(key, litres((used.get(key) ?? 0) + volume))
      added.set(key, { householdId, cycle, litres: litres((added.get(key)?.litres ?? 0) + volume) })
    },
    added: () => [...added.values()],
  }
}

/** The two databases have an insert-or-add each of their own. */
const ending: Record<Database['kind'], string> = {
  sqlite: ' on conflict (householdId, cycle) do update set litres = litres + excluded.litres',
  mysql: ' on duplicate key update litres = litres + values(litres)',
}

const rowsPerStatement = 200

/** A step: adds to what households have used; a negative volume takes a cancelled bill's back. */
export async function storeUsed(tx: Transaction, rows: readonly Accumulation[]): Promise<void> {
  const kind = tx.dataSource.options.type === 'better-sqlite3' ? 'sqlite' : 'mysql'
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const chunk = rows.slice(start, start + rowsPerStatement)
    const tuples = chunk.map(() => '(?,?,?)').join(',')
    const values = chunk.flatMap((row) => [row.householdId, row.cycle, row.litres])
    await tx.query(`insert into accumulation (householdId, cycle, litres) values ${tuples}${ending[kind]}`, values)
  }
}
