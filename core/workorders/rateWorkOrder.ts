import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { addStep } from './addStep.ts'
import { lockOwnWorkOrder } from './requireWorkOrder.ts'
import { residentMay, type WorkOrder } from './workOrder.ts'
import { workOrderRated, workOrderStateWrong } from './workorders.errors.ts'

/**
 * Whoever reported it says how well it was done, once. The same again answers the same.
 * @throws DomainError `workOrder.unknown`, `workOrder.rated`, `workOrder.stateWrong` before it is finished
 */
export function rateWorkOrder(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  { workOrderId, stars, text }: { workOrderId: string; stars: number; text: string | null },
): Promise<WorkOrder> {
  return database.transaction(async (tx) => {
    const now = clock()
    const order = await lockOwnWorkOrder(tx, actor.id, workOrderId)
    if (order.stars === stars && order.ratingText === text) return order
    if (order.stars !== null) throw workOrderRated()
    if (!residentMay(order, now).includes('rate')) throw workOrderStateWrong(order.state)
    const rated = { ...order, stars, ratingText: text, ratedAt: now }
    return addStep(tx, actor, rated, { stepId: newId(now), act: 'rate', note: text }, now)
  })
}
