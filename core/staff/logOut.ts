import { IsNull } from 'typeorm'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type StaffPrincipal, staffActor } from './principal.ts'
import { StaffSessionTable } from './staff.table.ts'

/** Ends the session that asks. Twice is once. */
export function logOut(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
): Promise<void> {
  const { sessionId } = principal
  return database.transaction(async (tx) => {
    const now = clock()
    const { affected } = await tx.update(StaffSessionTable, { id: sessionId, revokedAt: IsNull() }, { revokedAt: now })
    if (affected === 0) return
    const subject = { kind: 'staffSession', id: sessionId }
    await recordAudit(tx, staffActor(principal), { action: 'staff.loggedOut', subject }, now)
  })
}
