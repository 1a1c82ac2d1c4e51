import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { noFailures } from './countAttempt.ts'
import { refreshed, requireAuthorityOver } from './grantsOf.ts'
import { lockStaff } from './lockStaff.ts'
import { hashPassword } from './password.ts'
import { requireStrongPassword } from './passwordRule.ts'
import { requirePermission, type StaffPrincipal, staffActor } from './principal.ts'
import { notDisabled, staffUnknown } from './staff.errors.ts'
import { StaffTable } from './staff.table.ts'

/**
 * Lets a person who was shut out in again, with the roles they had and a password for the next log-in only: the one of
 * before may be known to others by now.
 * @throws DomainError `staff.unknown`, `staff.forbidden`, `staff.notDisabled`, `staff.passwordWeak`
 */
export async function enableStaff(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  { staffId, password }: { staffId: string; password: string },
): Promise<void> {
  requirePermission(principal, 'staff.manage')
  const known = await database.read.findOneBy(StaffTable, { id: staffId })
  if (!known) throw staffUnknown(staffId)
  requireStrongPassword(password, known.login)
  const passwordHash = await hashPassword(password)
  await database.transaction(async (tx) => {
    const staff = await lockStaff(tx, staffId)
    await requireAuthorityOver(tx, await refreshed(tx, principal), staff)
    if (staff.disabledAt === null) throw notDisabled()
    const now = clock()
    const state = { disabledAt: null, passwordHash, mustChangePassword: true, ...noFailures }
    await tx.update(StaffTable, { id: staffId }, state)
    const subject = { kind: 'staff', id: staffId }
    const act = { action: 'staff.enabled', subject, unitId: staff.unitId, details: { disabledAt: staff.disabledAt } }
    await recordAudit(tx, staffActor(principal), act, now)
  })
}
