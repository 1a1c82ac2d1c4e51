import type { EntityManager } from 'typeorm'
import type { Permission } from '#core/contract/permissions.ts'
import { lockOne, type Transaction } from '#core/kernel/database.ts'
import { holdsAt, type StaffPrincipal } from '#core/staff/principal.ts'
import type { Outage } from './outage.ts'
import { OutageTable } from './outage.table.ts'
import { outageUnknown } from './outages.errors.ts'

/**
 * Every read and write of an outage by staff begins here. Resolves to the path of its unit.
 * @throws DomainError `outage.unknown`, also for an outage of a unit that is none of theirs
 */
export async function requireOutageAt(
  manager: EntityManager,
  principal: Pick<StaffPrincipal, 'grants'>,
  permission: Permission,
  outageId: string,
): Promise<string> {
  const [unit]: { path: string }[] = await manager.query(
    'select u.path from outage o join org_unit u on u.id = o.unitId where o.id = ?',
    [outageId],
  )
  if (!unit || !holdsAt(principal.grants, permission, unit.path)) throw outageUnknown()
  return unit.path
}

/** The same, and nobody else changes the outage until the transaction ends. */
export async function lockOutageAt(
  tx: Transaction,
  principal: Pick<StaffPrincipal, 'grants'>,
  permission: Permission,
  outageId: string,
): Promise<{ outage: Outage; unitPath: string }> {
  const outage = await lockOne(tx, OutageTable, { id: outageId })
  const unitPath = await requireOutageAt(tx, principal, permission, outageId)
  if (!outage) throw outageUnknown()
  return { outage, unitPath }
}
