import { In } from 'typeorm'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { RefreshTokenTable } from './resident.table.ts'

/** Few enough for a transaction that keeps nobody waiting. */
const batch = 500

/**
 * A job for once a day: removes tokens that have expired, of a living family all but the first, which the family is
 * locked by. Resolves to how many.
 */
export async function purgeRefreshTokens({ database, clock }: { database: Database; clock: Clock }): Promise<number> {
  let removed = 0
  for (;;) {
    const rows: { id: string }[] = await database.read.query(
      `select t.id from refresh_token t where t.expiresAt <= ? and (t.id <> t.familyId
         or not exists (select 1 from refresh_token later where later.familyId = t.familyId and later.id <> t.id))
       order by t.expiresAt limit ?`,
      [clock(), batch],
    )
    if (rows.length === 0) return removed
    const ids = rows.map((row) => row.id)
    await database.transaction((tx) => tx.delete(RefreshTokenTable, { id: In(ids) }))
    removed += ids.length
  }
}
