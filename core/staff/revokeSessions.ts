import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { refreshed, requireAuthorityOver } from './grantsOf.ts'
import { lockStaff } from './lockStaff.ts'
import { type StaffPrincipal, staffActor } from './principal.ts'
import { endSessions } from './session.ts'

/**
 * Ends all sessions of a person, at once; everybody may end their own, the asking one included. Resolves to how many.
 * @throws DomainError `staff.unknown`, `staff.forbidden`
 */
export function revokeSessions(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  staffId: string,
): Promise<number> {
  return database.transaction(async (tx) => {
    const staff = await lockStaff(tx, staffId)
    if (staffId !== principal.staffId) await requireAuthorityOver(tx, await refreshed(tx, principal), staff)
    const now = clock()
    const sessions = (await endSessions(tx, staffId, now)).length
    const subject = { kind: 'staff', id: staffId }
    const act = { action: 'staff.sessionsRevoked', subject, unitId: staff.unitId, details: { sessions } }
    await recordAudit(tx, staffActor(principal), act, now)
    return sessions
  })
}
