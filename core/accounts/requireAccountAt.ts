import type { Permission } from '#core/contract/permissions.ts'
import type { EntityManager } from 'typeorm'
import { holdsAt, type StaffPrincipal } from '#core/staff/principal.ts'
import { accountUnknown } from './account.errors.ts'

/**
 * Every read and write of an account by staff begins here: they need the permission at the unit that looks after it.
 * @throws DomainError `account.unknown`, also for an account of a unit that is none of theirs
 */
export async function requireAccountAt(
  manager: EntityManager,
  principal: Pick<StaffPrincipal, 'grants'>,
  permission: Permission,
  accountId: string,
): Promise<void> {
  const [unit]: { path: string }[] = await manager.query(
    'select u.path from account a join org_unit u on u.id = a.unitId where a.id = ?',
    [accountId],
  )
  if (!unit || !holdsAt(principal.grants, permission, unit.path)) throw accountUnknown()
}
