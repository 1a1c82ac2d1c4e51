import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { type Fen, sum } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { LedgerTable } from './ledger.table.ts'
import type { EntryKind, LedgerLine, LedgerName } from './ledgerLine.ts'

/** One movement of money: amounts by ledger, debits positive, credits negative, together zero. */
export interface Entry {
  kind: EntryKind
  sourceId: string
  accountId: string
  bookedOn: BusinessDate
  amounts: Partial<Record<LedgerName, Fen>>
}

/**
 * A step: writes balanced journal entries, many at once. `now` is epoch ms.
 * @throws Error when debits and credits of one differ, which is a fault of the hub
 */
export async function post(tx: Transaction, entries: readonly Entry[], now: number): Promise<void> {
  const lines = entries.flatMap((entry) => linesOf(entry, now))
  if (lines.length > 0) await insertRows(tx, LedgerTable, lines)
}

function linesOf({ amounts, ...entry }: Entry, now: number): LedgerLine[] {
  const moved = Object.entries(amounts) as [LedgerName, Fen][]
  if (sum(moved.map(([, amount]) => amount)) !== 0) {
    throw new Error(`unbalanced entry ${entry.kind} of ${entry.sourceId}: ${JSON.stringify(amounts)}`)
  }
  const entryId = newId(now)
  return moved
    .filter(([, amount]) => amount !== 0)
    .map(([ledger, amount]) => ({ id: newId(now), entryId, ...entry, ledger, amount }))
}
