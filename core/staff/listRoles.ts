import type { Database } from '#core/kernel/database.ts'
import { requirePermission, type StaffPrincipal } from './principal.ts'
import type { Role } from './staff.ts'
import { RoleTable } from './staff.table.ts'

/** All roles that there are to give. @throws DomainError `staff.forbidden` */
export async function listRoles({ database }: { database: Database }, principal: StaffPrincipal): Promise<Role[]> {
  requirePermission(principal, 'staff.read')
  return database.read.find(RoleTable, { order: { code: 'asc' } })
}
