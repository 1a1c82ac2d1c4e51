import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { claimUploads } from '#core/uploads/claimUploads.ts'
import { ownerOf } from '#core/uploads/saveUpload.ts'
import { addStep, isRepeated, requireMove } from './addStep.ts'
import type { StepRequest } from './dispatchWorkOrder.ts'
import { lockWorkOrderAt } from './requireWorkOrder.ts'
import type { WorkOrder } from './workOrder.ts'
import { workOrderAnothers } from './workorders.errors.ts'

/**
 * Says what was done, with photos of how it was before and is after; by whoever has accepted the work order. A photo is
 * one or the other.
 * @throws DomainError `workOrder.unknown`, `workOrder.stateWrong`, `workOrder.stepDiffers`, `workOrder.anothers`,
 * `upload.unknown`
 */
export function finishWorkOrder(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  done: StepRequest & { result: string; beforePhotoIds?: readonly string[]; photoIds: readonly string[] },
): Promise<WorkOrder> {
  const { workOrderId, stepId, result, beforePhotoIds = [], photoIds } = done
  return database.transaction(async (tx) => {
    const now = clock()
    const actor = staffActor(principal)
    const { order } = await lockWorkOrderAt(tx, principal, 'workorder.write', workOrderId)
    if (await isRepeated(tx, actor, order, { stepId, act: 'finish' })) return order
    const state = requireMove(order, 'finish')
    if (order.staffId !== principal.staffId) throw workOrderAnothers()
    const use = { subjectKind: 'workOrder', subjectId: order.id } as const
    await claimUploads(tx, ownerOf(actor), beforePhotoIds, { ...use, purpose: 'before' }, now)
    await claimUploads(tx, ownerOf(actor), photoIds, { ...use, purpose: 'result' }, now)
    const finished = { ...order, state, result, finishedAt: now }
    return addStep(tx, actor, finished, { stepId, act: 'finish', note: result }, now)
  })
}
