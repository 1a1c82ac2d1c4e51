import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { changeRoles, type RoleAt } from './changeRoles.ts'
import { refreshed } from './grantsOf.ts'
import { lockStaff } from './lockStaff.ts'
import { requirePermissionAt, type StaffPrincipal, staffActor } from './principal.ts'
import { notYourself } from './staff.errors.ts'

/**
 * Makes these the roles of a person: all of them, so what is left out is taken. Felt by their next request.
 * @throws DomainError `staff.unknown`, `staff.forbidden` (see `changeRoles`), `staff.notYourself`, `staff.roleUnknown`,
 * `staff.unitUnknown`
 */
export function setRoles(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  { staffId, roles }: { staffId: string; roles: readonly RoleAt[] },
): Promise<void> {
  if (staffId === principal.staffId) throw notYourself()
  return database.transaction(async (tx) => {
    const staff = await lockStaff(tx, staffId)
    const granter = await refreshed(tx, principal)
    requirePermissionAt(granter, 'staff.manage', staff.unitPath)
    const details = await changeRoles(tx, granter, staffId, roles)
    if (details.given.length + details.taken.length === 0) return
    const subject = { kind: 'staff', id: staffId }
    const act = { action: 'staff.rolesChanged', subject, unitId: staff.unitId, details }
    await recordAudit(tx, staffActor(principal), act, clock())
  })
}
