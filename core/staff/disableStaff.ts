import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { refreshed, requireAuthorityOver } from './grantsOf.ts'
import { lockStaff } from './lockStaff.ts'
import { type StaffPrincipal, staffActor } from './principal.ts'
import { endSessions } from './session.ts'
import { notYourself } from './staff.errors.ts'
import { StaffTable } from './staff.table.ts'

/**
 * Shuts a person out, at once; the row stays for what it signed. Twice is once. Resolves to the sessions it ended.
 * @throws DomainError `staff.unknown`, `staff.forbidden`, `staff.notYourself`
 */
export function disableStaff(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  staffId: string,
): Promise<string[]> {
  if (staffId === principal.staffId) throw notYourself()
  return database.transaction(async (tx) => {
    const staff = await lockStaff(tx, staffId)
    await requireAuthorityOver(tx, await refreshed(tx, principal), staff)
    if (staff.disabledAt !== null) return []
    const now = clock()
    await tx.update(StaffTable, { id: staffId }, { disabledAt: now })
    const sessions = await endSessions(tx, staffId, now)
    const subject = { kind: 'staff', id: staffId }
    const act = { action: 'staff.disabled', subject, unitId: staff.unitId, details: { sessions: sessions.length } }
    await recordAudit(tx, staffActor(principal), act, now)
    return sessions
  })
}
