import type { WorkOrderAct, WorkOrderState } from '#core/contract/workorders.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { tellReporter } from './tellReporter.ts'
import { type Move, stateAfter, type WorkOrder, type WorkOrderStep } from './workOrder.ts'
import { WorkOrderStepTable, WorkOrderTable } from './workOrder.table.ts'
import { workOrderChanged } from './workorders.events.ts'
import { stepDiffers, workOrderStateWrong } from './workorders.errors.ts'

/** @throws DomainError `workOrder.stateWrong` */
export function requireMove({ state }: WorkOrder, move: Move): WorkOrderState {
  const next = stateAfter(state, move)
  if (next === null) throw workOrderStateWrong(state)
  return next
}

/**
 * Whether this step was taken before under the id that the client chose: then there is nothing left to do.
 * @throws DomainError `workOrder.stepDiffers` when the id was used for something else
 */
export async function isRepeated(
  tx: Transaction,
  actor: Actor,
  { id }: WorkOrder,
  { stepId, act }: { stepId: string; act: WorkOrderAct },
): Promise<boolean> {
  const earlier = await tx.findOneBy(WorkOrderStepTable, { id: stepId })
  if (!earlier) return false
  if (earlier.workOrderId !== id || earlier.act !== act || earlier.actorId !== actor.id) throw stepDiffers()
  return true
}

export interface StepToAdd {
  stepId: string
  act: WorkOrderAct
  note?: string | null
  /** To whom it is given by the act. */
  given?: { unitId: string; staffId: string | null }
}

/** A step, under the work order's lock: stores what has become of it, with its timeline, audit, event and notice. */
export async function addStep(
  tx: Transaction,
  actor: Actor,
  changed: WorkOrder,
  { stepId, act, note = null, given }: StepToAdd,
  now: number,
): Promise<WorkOrder> {
  const order: WorkOrder = { ...changed, steps: changed.steps + 1 }
  const { id, ...columns } = order
  if (order.steps === 1) await insertRows(tx, WorkOrderTable, [order])
  else await tx.update(WorkOrderTable, { id }, columns)
  const row: WorkOrderStep = {
    id: stepId,
    workOrderId: id,
    step: order.steps,
    at: now,
    actorKind: actor.kind,
    actorId: actor.id,
    act,
    state: order.state,
    note,
    unitId: given?.unitId ?? null,
    staffId: given?.staffId ?? null,
  }
  await insertRows(tx, WorkOrderStepTable, [row])
  const { state, unitId, residentId, accountId, number, staffId } = order
  await publish(tx, workOrderChanged, { workOrderId: id, state, unitId, residentId }, now)
  await tellReporter(tx, order, row, now)
  const audited = {
    action: `workOrder.${pastOf[act]}`,
    subject: { kind: 'workOrder', id },
    unitId,
    ...(accountId !== null && { accountId }),
    details: { number, state, staffId },
  }
  await recordAudit(tx, actor, audited, now)
  return order
}

const pastOf: Readonly<Record<WorkOrderAct, string>> = {
  report: 'reported',
  dispatch: 'dispatched',
  accept: 'accepted',
  finish: 'finished',
  close: 'closed',
  cancel: 'cancelled',
  reopen: 'reopened',
  rate: 'rated',
}
