import type { EntityManager } from 'typeorm'
import type { Permission } from '#core/contract/permissions.ts'
import { requirePermissionAt, type StaffPrincipal } from './principal.ts'
import { unitUnknown } from './staff.errors.ts'
import { OrgUnitTable } from './staff.table.ts'

/** The principal needs the permission at this unit. @throws DomainError `staff.unitUnknown`, `staff.forbidden` */
export async function requireUnitAt(
  manager: EntityManager,
  principal: Pick<StaffPrincipal, 'grants'>,
  permission: Permission,
  unitId: string,
): Promise<void> {
  const unit = await manager.findOneBy(OrgUnitTable, { id: unitId })
  if (!unit) throw unitUnknown(unitId)
  requirePermissionAt(principal, permission, unit.path)
}
