import type { Database } from '#core/kernel/database.ts'
import type { StaffPrincipal } from './principal.ts'
import { pathIn } from './scope.ts'
import type { OrgUnit } from './staff.ts'

/** The units at which the principal holds any permission, parents before children. */
export function listOwnUnits({ database }: { database: Database }, principal: StaffPrincipal): Promise<OrgUnit[]> {
  const { sql, parameters } = pathIn([...new Set(principal.grants.map(({ unitPath }) => unitPath))], 'path')
  return database.read.query(`select id, parentId, name, path from org_unit where ${sql} order by path`, [
    ...parameters,
  ])
}
