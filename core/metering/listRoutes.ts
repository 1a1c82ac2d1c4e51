import type { Permission } from '#core/contract/permissions.ts'
import type { Database } from '#core/kernel/database.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { scopeOf, unitIn } from '#core/staff/scope.ts'
import type { ReadingRoute } from './meter.ts'

/** Reading routes of the units at which the principal holds the permission, by code. */
export function listRoutes(
  { database }: { database: Database },
  principal: Pick<StaffPrincipal, 'grants'>,
  permission: Permission,
): Promise<ReadingRoute[]> {
  const scope = unitIn(scopeOf(principal, permission), 'unitId')
  return database.read.query<ReadingRoute[]>(
    `select id, routeCode, name, unitId from reading_route where ${scope.sql} order by routeCode`,
    [...scope.parameters],
  )
}
