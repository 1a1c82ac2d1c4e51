import type { Permission } from '#core/contract/permissions.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { staffForbidden } from './staff.errors.ts'

/** Permissions held at a unit, and at every unit below it. */
export interface Grant {
  unitPath: string
  unitId: string
  permissions: readonly Permission[]
}

/** A member of staff whose session was proven. */
export interface StaffPrincipal {
  staffId: string
  sessionId: string
  login: string
  name: string
  /** Then `grants` is empty: all they may do is to change it. */
  mustChangePassword: boolean
  grants: readonly Grant[]
  requestId?: string
}

export const staffActor = ({ staffId, requestId }: StaffPrincipal): Actor => ({
  kind: 'staff',
  id: staffId,
  ...(requestId !== undefined && { requestId }),
})

/** Whether it is held at the unit of this path, be it by a grant further up. */
export const holdsAt = (grants: readonly Grant[], permission: Permission, unitPath: string): boolean =>
  grants.some((grant) => unitPath.startsWith(grant.unitPath) && grant.permissions.includes(permission))

/** For what is no unit's own: held anywhere. @throws DomainError `staff.forbidden` */
export function requirePermission(principal: Pick<StaffPrincipal, 'grants'>, permission: Permission): void {
  if (!principal.grants.some((grant) => grant.permissions.includes(permission))) throw staffForbidden(permission)
}

/** @throws DomainError `staff.forbidden` */
export function requirePermissionAt(
  principal: Pick<StaffPrincipal, 'grants'>,
  permission: Permission,
  unitPath: string,
): void {
  if (!holdsAt(principal.grants, permission, unitPath)) throw staffForbidden(permission)
}
