import type { Database } from '#core/kernel/database.ts'
import { requirePermission, type StaffPrincipal } from './principal.ts'
import { pathIn, scopeOf } from './scope.ts'
import type { OrgUnit } from './staff.ts'

/** The units below which one may see staff, parents before children. @throws DomainError `staff.forbidden` */
export async function listUnits({ database }: { database: Database }, principal: StaffPrincipal): Promise<OrgUnit[]> {
  requirePermission(principal, 'staff.read')
  const { sql, parameters } = pathIn(scopeOf(principal, 'staff.read'), 'path')
  return database.read.query(`select id, parentId, name, path from org_unit where ${sql} order by path`, [
    ...parameters,
  ])
}
