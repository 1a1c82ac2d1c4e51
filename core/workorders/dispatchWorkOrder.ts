import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { requirePermissionAt, type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { unitUnknown } from '#core/staff/staff.errors.ts'
import { OrgUnitTable } from '#core/staff/staff.table.ts'
import { addStep, isRepeated, requireMove } from './addStep.ts'
import { lockWorkOrderAt } from './requireWorkOrder.ts'
import type { WorkOrder } from './workOrder.ts'
import { staffElsewhere } from './workorders.errors.ts'

/** An act of staff on a work order; `stepId` is chosen by the client, so that asking twice is asking once. */
export interface StepRequest {
  workOrderId: string
  stepId: string
}

/**
 * Gives a work order to a unit, and maybe to somebody of it: down to a unit at which the principal may dispatch, too, or
 * back up to one above. Whoever has accepted it has it no longer.
 * @throws DomainError `workOrder.unknown`, `workOrder.stateWrong`, `workOrder.stepDiffers`, `staff.unitUnknown`,
 * `staff.forbidden`, `workOrder.staffElsewhere`
 */
export function dispatchWorkOrder(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  request: StepRequest & { unitId: string; staffId: string | null; note: string | null },
): Promise<WorkOrder> {
  const { workOrderId, stepId, unitId, staffId, note } = request
  return database.transaction(async (tx) => {
    const now = clock()
    const actor = staffActor(principal)
    const { order, unitPath } = await lockWorkOrderAt(tx, principal, 'workorder.dispatch', workOrderId)
    if (await isRepeated(tx, actor, order, { stepId, act: 'dispatch' })) return order
    const state = requireMove(order, 'dispatch')
    const unit = await tx.findOneBy(OrgUnitTable, { id: unitId })
    if (!unit) throw unitUnknown(unitId)
    if (!unitPath.startsWith(unit.path)) requirePermissionAt(principal, 'workorder.dispatch', unit.path)
    if (staffId !== null) await requireStaffOf(tx, staffId, unit.path)
    const dispatched = { ...order, state, unitId, staffId, dispatchedAt: now, acceptedAt: null }
    return addStep(tx, actor, dispatched, { stepId, act: 'dispatch', note, given: { unitId, staffId } }, now)
  })
}

async function requireStaffOf(tx: Transaction, staffId: string, unitPath: string) {
  const [person]: { path: string }[] = await tx.query(
    'select u.path from staff s join org_unit u on u.id = s.unitId where s.id = ? and s.disabledAt is null',
    [staffId],
  )
  if (!person?.path.startsWith(unitPath)) throw staffElsewhere()
}
