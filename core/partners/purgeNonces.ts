import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { toleranceMs } from './proveRequest.ts'

/** A timestamp may lie ahead by the tolerance, and is refused only when it lies behind by it. */
const keptMs = 2 * toleranceMs + 60_000
/** Few enough for a transaction that keeps nobody waiting. */
const batch = 1_000

/** A job for every ten minutes: removes nonces whose requests would be stale by now. Resolves to how many. */
export async function purgeNonces({ database, clock }: { database: Database; clock: Clock }): Promise<number> {
  const before = clock() - keptMs
  let removed = 0
  for (;;) {
    const rows: { at: number }[] = await database.read.query(
      'select at from partner_nonce where at < ? order by at limit ?',
      [before, batch],
    )
    const last = rows.at(-1)
    if (!last) return removed
    await database.transaction((tx) => tx.query('delete from partner_nonce where at <= ?', [last.at]))
    removed += rows.length
  }
}
