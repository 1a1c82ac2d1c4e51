import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { noFailures } from './countAttempt.ts'
import { refreshed, requireAuthorityOver } from './grantsOf.ts'
import { lockStaff } from './lockStaff.ts'
import { hashPassword } from './password.ts'
import { requireStrongPassword } from './passwordRule.ts'
import { requirePermission, type StaffPrincipal, staffActor } from './principal.ts'
import { endSessions } from './session.ts'
import { notYourself, staffUnknown } from './staff.errors.ts'
import { StaffTable } from './staff.table.ts'

/**
 * Gives a person who forgot theirs, or is locked out, a password for the next log-in only, and ends their sessions.
 * Resolves to those.
 * @throws DomainError `staff.unknown`, `staff.forbidden`, `staff.notYourself`, `staff.passwordWeak`
 */
export async function resetPassword(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  { staffId, password }: { staffId: string; password: string },
): Promise<string[]> {
  requirePermission(principal, 'staff.manage')
  if (staffId === principal.staffId) throw notYourself()
  const known = await database.read.findOneBy(StaffTable, { id: staffId })
  if (!known) throw staffUnknown(staffId)
  requireStrongPassword(password, known.login)
  const passwordHash = await hashPassword(password)
  return database.transaction(async (tx) => {
    const staff = await lockStaff(tx, staffId)
    await requireAuthorityOver(tx, await refreshed(tx, principal), staff)
    const now = clock()
    await tx.update(StaffTable, { id: staffId }, { passwordHash, mustChangePassword: true, ...noFailures })
    const sessions = await endSessions(tx, staffId, now)
    const subject = { kind: 'staff', id: staffId }
    const act = { action: 'staff.passwordReset', subject, unitId: staff.unitId, details: { sessions: sessions.length } }
    await recordAudit(tx, staffActor(principal), act, now)
    return sessions
  })
}
