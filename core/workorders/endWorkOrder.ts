import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { addStep, isRepeated, requireMove } from './addStep.ts'
import { deadlineOf } from './deadline.ts'
import type { StepRequest } from './dispatchWorkOrder.ts'
import { lockOwnWorkOrder, lockWorkOrderAt } from './requireWorkOrder.ts'
import { residentMay, type WorkOrder } from './workOrder.ts'
import { workOrderStateWrong, workOrderTooLate } from './workorders.errors.ts'

interface Deps {
  database: Database
  clock: Clock
}

/** What changes with each of these moves, beside the state. */
const changes = {
  close: (_: WorkOrder, now: number): Partial<WorkOrder> => ({ endedAt: now }),
  cancel: (_: WorkOrder, now: number): Partial<WorkOrder> => ({ endedAt: now }),
  // Whoever did it may take it up again, and so may others of the unit; the time that they have begins anew.
  reopen: ({ kind }: WorkOrder, now: number): Partial<WorkOrder> => ({
    endedAt: null,
    acceptedAt: null,
    staffId: null,
    dueAt: deadlineOf(kind, now),
  }),
}
type Ending = keyof typeof changes

/**
 * Staff close, cancel or reopen a work order. `note` says why.
 * @throws DomainError `workOrder.unknown`, `workOrder.stateWrong`, `workOrder.stepDiffers`
 */
export function endWorkOrder(
  { database, clock }: Deps,
  principal: StaffPrincipal,
  act: Ending,
  { workOrderId, stepId, note }: StepRequest & { note: string | null },
): Promise<WorkOrder> {
  return database.transaction(async (tx) => {
    const actor = staffActor(principal)
    const { order } = await lockWorkOrderAt(tx, principal, 'workorder.dispatch', workOrderId)
    if (await isRepeated(tx, actor, order, { stepId, act })) return order
    return move(tx, actor, order, { act, stepId, note }, clock())
  })
}

/**
 * Whoever reported it takes it back before anybody was sent, or says within a week that it is not solved.
 * @throws DomainError `workOrder.unknown`, `workOrder.stateWrong`, `workOrder.stepDiffers`, `workOrder.tooLate`
 */
export function endOwnWorkOrder(
  { database, clock }: Deps,
  actor: Actor,
  act: 'cancel' | 'reopen',
  { workOrderId, stepId, note }: StepRequest & { note: string },
): Promise<WorkOrder> {
  return database.transaction(async (tx) => {
    const now = clock()
    const order = await lockOwnWorkOrder(tx, actor.id, workOrderId)
    if (await isRepeated(tx, actor, order, { stepId, act })) return order
    if (!residentMay(order, now).includes(act)) {
      requireMove(order, act)
      throw act === 'reopen' ? workOrderTooLate() : workOrderStateWrong(order.state)
    }
    return move(tx, actor, order, { act, stepId, note }, now)
  })
}

function move(
  tx: Transaction,
  actor: Actor,
  order: WorkOrder,
  { act, stepId, note }: { act: Ending; stepId: string; note: string | null },
  now: number,
): Promise<WorkOrder> {
  const changed = { ...order, state: requireMove(order, act), ...changes[act](order, now) }
  return addStep(tx, actor, changed, { stepId, act, note }, now)
}
