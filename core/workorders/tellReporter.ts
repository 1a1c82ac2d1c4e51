import type { WorkOrderAct } from '#core/contract/workorders.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { tellResident } from '#core/notices/tellResident.ts'
import type { WorkOrder, WorkOrderStep } from './workOrder.ts'

/** What whoever reported it is told; of what they did themselves, nothing. */
const told: Partial<Record<WorkOrderAct, (order: WorkOrder, note: string | null) => [title: string, body: string]>> = {
  dispatch: ({ number }) => ['工单已派出', `您的工单 ${number} 已派给维修人员，我们会尽快处理。`],
  accept: ({ number }) => ['工单处理中', `您的工单 ${number} 已有人接单，正在处理。`],
  finish: ({ number, result }) => ['工单已处理', `您的工单 ${number} 已处理完：${result ?? ''}。欢迎评价。`],
  cancel: ({ number }, note) => ['工单已取消', `您的工单 ${number} 已取消：${note ?? ''}。如有疑问请拨打966566。`],
  reopen: ({ number }) => ['工单重新受理', `您的工单 ${number} 已重新受理，我们会继续处理。`],
}

/** A step: puts what has become of a work order into the notice centre of the resident who reported it. */
export async function tellReporter(tx: Transaction, order: WorkOrder, step: WorkOrderStep, now: number): Promise<void> {
  const words = told[step.act]
  const { id, residentId, accountId } = order
  if (!words || residentId === null || step.actorId === residentId) return
  const [title, body] = words(order, step.note)
  const telling = { kind: step.act, subjectKind: 'workOrder' as const, subjectId: id, stage: step.step, title, body }
  await tellResident(tx, { residentId, accountId }, { topic: 'workOrder', ...telling }, now)
}
