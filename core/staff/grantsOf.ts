import type { EntityManager } from 'typeorm'
import { Permission } from '#core/contract/permissions.ts'
import type { Grant, StaffPrincipal } from './principal.ts'
import { requirePermissionAt } from './principal.ts'

interface Row {
  unitId: string
  unitPath: string
  permissions: string
}

/** What a person holds as the rows stand: nothing when disabled, or while the password has to be changed. */
export async function grantsOf(manager: EntityManager, staffId: string): Promise<Grant[]> {
  const rows: Row[] = await manager.query(
    `select g.unitId, u.path as unitPath, r.permissions
     from staff_role g join staff s on s.id = g.staffId join role r on r.id = g.roleId join org_unit u on u.id = g.unitId
     where g.staffId = ? and s.disabledAt is null and s.mustChangePassword = 0`,
    [staffId],
  )
  return rows.map(({ unitId, unitPath, permissions }) => ({
    unitId,
    unitPath,
    permissions: permissionsIn(permissions),
  }))
}

/** Of a role's stored list; one that this version no longer knows grants nothing. */
export function permissionsIn(stored: string): Permission[] {
  const list: unknown = JSON.parse(stored)
  return Array.isArray(list) ? list.filter((entry): entry is Permission => Permission.safeParse(entry).success) : []
}

/**
 * A step: the principal with what they hold now, for decisions about other people's rights; theirs may have been
 * taken since the request was let in.
 */
export async function refreshed(manager: EntityManager, principal: StaffPrincipal): Promise<StaffPrincipal> {
  return { ...principal, grants: await grantsOf(manager, principal.staffId) }
}

/**
 * Who has authority over a person manages staff at the person's unit, and holds all that the person holds: otherwise
 * a manager of a branch could take over, or shut out, whoever stands above. @throws DomainError `staff.forbidden`
 */
export async function requireAuthorityOver(
  manager: EntityManager,
  principal: StaffPrincipal,
  staff: { id: string; unitPath: string },
): Promise<void> {
  requirePermissionAt(principal, 'staff.manage', staff.unitPath)
  const rows: Row[] = await manager.query(
    `select g.unitId, u.path as unitPath, r.permissions
     from staff_role g join role r on r.id = g.roleId join org_unit u on u.id = g.unitId where g.staffId = ?`,
    [staff.id],
  )
  for (const row of rows) requireToHold(principal, permissionsIn(row.permissions), row.unitPath)
}

/** @throws DomainError `staff.forbidden` unless all of these are held at that unit */
export function requireToHold(principal: StaffPrincipal, permissions: readonly Permission[], unitPath: string): void {
  for (const permission of permissions) requirePermissionAt(principal, permission, unitPath)
}
