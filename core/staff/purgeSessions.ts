import { LessThan } from 'typeorm'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { StaffSessionTable, UnknownLoginTable } from './staff.table.ts'

/** Sessions are kept for looking into what happened; the audit trail keeps what they did for good. */
const keptMs = 90 * 24 * 3_600_000
/** Longer than any lock, so that waiting for the purge gains nobody a guess. */
const unknownKeptMs = 2 * 24 * 3_600_000

/** A job for once a day: removes sessions long over, and the counters of logins that nobody has. */
export function purgeSessions({ database, clock }: { database: Database; clock: Clock }): Promise<void> {
  return database.transaction(async (tx) => {
    const now = clock()
    await tx.delete(StaffSessionTable, { expiresAt: LessThan(now - keptMs) })
    await tx.delete(UnknownLoginTable, { lastAt: LessThan(now - unknownKeptMs) })
  })
}
