import type { EntityManager } from 'typeorm'
import type { Permission } from '#core/contract/permissions.ts'
import { lockOne, type Transaction } from '#core/kernel/database.ts'
import { grantsOf } from '#core/staff/grantsOf.ts'
import { holdsAt, type StaffPrincipal } from '#core/staff/principal.ts'
import type { Viewer } from '#core/uploads/fileLink.ts'
import type { WorkOrder } from './workOrder.ts'
import { WorkOrderTable } from './workOrder.table.ts'
import { workOrderUnknown } from './workorders.errors.ts'

/**
 * Every read and write of a work order by staff begins here. Resolves to the path of its unit.
 * @throws DomainError `workOrder.unknown`, also for one of a unit that is none of theirs
 */
export async function requireWorkOrderAt(
  manager: EntityManager,
  principal: Pick<StaffPrincipal, 'grants'>,
  permission: Permission,
  workOrderId: string,
): Promise<string> {
  const [unit]: { path: string }[] = await manager.query(
    'select u.path from work_order w join org_unit u on u.id = w.unitId where w.id = ?',
    [workOrderId],
  )
  if (!unit || !holdsAt(principal.grants, permission, unit.path)) throw workOrderUnknown()
  return unit.path
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockWorkOrderAt(
  tx: Transaction,
  principal: Pick<StaffPrincipal, 'grants'>,
  permission: Permission,
  workOrderId: string,
): Promise<{ order: WorkOrder; unitPath: string }> {
  const order = await lockOne(tx, WorkOrderTable, { id: workOrderId })
  const unitPath = await requireWorkOrderAt(tx, principal, permission, workOrderId)
  if (!order) throw workOrderUnknown()
  return { order, unitPath }
}

/** For the resident who reported it. @throws DomainError `workOrder.unknown`, also for one of somebody else */
export async function lockOwnWorkOrder(tx: Transaction, residentId: string, workOrderId: string): Promise<WorkOrder> {
  const order = await lockOne(tx, WorkOrderTable, { id: workOrderId })
  if (order?.residentId !== residentId) throw workOrderUnknown()
  return order
}

/** Whether somebody may see a work order's photos, as things stand now. */
export async function mayViewWorkOrder(
  read: EntityManager,
  { kind, id }: Viewer,
  workOrderId: string,
): Promise<boolean> {
  const [order]: { residentId: string | null; path: string }[] = await read.query(
    'select w.residentId, u.path from work_order w join org_unit u on u.id = w.unitId where w.id = ?',
    [workOrderId],
  )
  if (!order) return false
  if (kind === 'resident') return order.residentId === id
  return holdsAt(await grantsOf(read, id), 'workorder.read', order.path)
}
