import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { addStep, isRepeated, requireMove } from './addStep.ts'
import type { StepRequest } from './dispatchWorkOrder.ts'
import { lockWorkOrderAt } from './requireWorkOrder.ts'
import type { WorkOrder } from './workOrder.ts'
import { workOrderAnothers } from './workorders.errors.ts'

/**
 * Takes a work order on oneself. Of two who do so at once, one has it.
 * @throws DomainError `workOrder.unknown`, `workOrder.stateWrong`, `workOrder.stepDiffers`, `workOrder.anothers` when it
 * was given to somebody else by name
 */
export function acceptWorkOrder(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  { workOrderId, stepId }: StepRequest,
): Promise<WorkOrder> {
  const { staffId } = principal
  return database.transaction(async (tx) => {
    const now = clock()
    const actor = staffActor(principal)
    const { order } = await lockWorkOrderAt(tx, principal, 'workorder.write', workOrderId)
    if (await isRepeated(tx, actor, order, { stepId, act: 'accept' })) return order
    const state = requireMove(order, 'accept')
    if (order.state === 'dispatched' && order.staffId !== null && order.staffId !== staffId) throw workOrderAnothers()
    return addStep(tx, actor, { ...order, state, staffId, acceptedAt: now }, { stepId, act: 'accept' }, now)
  })
}
