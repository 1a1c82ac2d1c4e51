import type { WorkOrderAct, WorkOrderState } from '#core/contract/workorders.ts'
import type { RouteKey } from '../../hub/hub.ts'
import type { Answer } from '../../hub/useAnswer.ts'
import type { Tone } from '../../look/Line.tsx'

export const workOrdersKey = 'GET /api/staff/work-orders'
export const workOrderKey = 'GET /api/staff/work-orders/:workOrderId'
export type WorkOrder = Answer<typeof workOrderKey>
export type ListedWorkOrder = Answer<typeof workOrdersKey>[number]

/** What is asked anew when something was done about a work order. */
export const workOrderKeys = [workOrdersKey, workOrderKey] as const satisfies readonly RouteKey[]

export const workOrderActs: Record<WorkOrderAct, string> = {
  report: '受理',
  dispatch: '派单',
  accept: '接单',
  finish: '处理完成',
  close: '回访办结',
  cancel: '撤销',
  reopen: '重新处理',
  rate: '评价',
}

export const workOrderTones: Partial<Record<WorkOrderState, Tone>> = {
  reported: 'warning',
  reopened: 'danger',
  dispatched: 'info',
  accepted: 'info',
  finished: 'success',
}

/** What is still to be seen to, in the sequence in which it goes on. */
export const openStates = ['reported', 'reopened', 'dispatched', 'accepted', 'finished'] as const

export type Move = Exclude<WorkOrderAct, 'report' | 'rate'>

/** What can happen to a work order in which state: which buttons to show. Whether it may, the hub decides. */
export const movesIn: Readonly<Record<WorkOrderState, readonly Move[]>> = {
  reported: ['dispatch', 'cancel'],
  dispatched: ['dispatch', 'accept', 'cancel'],
  accepted: ['dispatch', 'finish', 'cancel'],
  finished: ['close', 'reopen'],
  closed: ['reopen'],
  reopened: ['dispatch', 'accept', 'cancel'],
  cancelled: [],
}

export const nameOf = ({ number, place }: Pick<WorkOrder, 'number' | 'place'>) => `${number} ${place}`
