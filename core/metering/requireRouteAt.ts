import type { EntityManager } from 'typeorm'
import type { Permission } from '#core/contract/permissions.ts'
import { routeUnknown } from '#core/billing/billing.errors.ts'
import { holdsAt, type StaffPrincipal } from '#core/staff/principal.ts'

/**
 * The principal needs the permission at the unit whose reading route it is.
 * @throws DomainError `route.unknown`, also for a route of a unit that is none of theirs
 */
export async function requireRouteAt(
  manager: EntityManager,
  principal: Pick<StaffPrincipal, 'grants'>,
  permission: Permission,
  routeId: string,
): Promise<void> {
  const [unit]: { path: string }[] = await manager.query(
    'select u.path from reading_route r join org_unit u on u.id = r.unitId where r.id = ?',
    [routeId],
  )
  if (!unit || !holdsAt(principal.grants, permission, unit.path)) throw routeUnknown()
}
