import { EntitySchema } from 'typeorm'
import { code, id, integer, optional, refTo, text } from '#core/kernel/columns.ts'
import type { WorkOrder, WorkOrderStep } from './workOrder.ts'

const paragraph = { type: 'text' } as const

export const WorkOrderTable = new EntitySchema<WorkOrder>({
  name: 'work_order',
  columns: {
    id,
    number: code,
    kind: code,
    state: code,
    unitId: refTo('work_order', 'unitId', 'org_unit'),
    staffId: optional(refTo('work_order', 'staffId', 'staff')),
    residentId: optional(refTo('work_order', 'residentId', 'resident')),
    createdBy: code,
    accountId: optional(refTo('work_order', 'accountId', 'account')),
    place: text,
    longitudeE6: optional(integer),
    latitudeE6: optional(integer),
    description: paragraph,
    contactPhone: optional(code),
    result: optional(paragraph),
    steps: integer,
    createdAt: integer,
    dueAt: integer,
    dispatchedAt: optional(integer),
    acceptedAt: optional(integer),
    finishedAt: optional(integer),
    endedAt: optional(integer),
    stars: optional(integer),
    ratingText: optional(paragraph),
    ratedAt: optional(integer),
  },
  uniques: [{ name: 'work_order_number', columns: ['number'] }],
  indices: [
    { name: 'work_order_unit', columns: ['unitId', 'state', 'number'] },
    { name: 'work_order_staff', columns: ['staffId', 'state'] },
    { name: 'work_order_resident', columns: ['residentId', 'number'] },
    { name: 'work_order_account', columns: ['accountId'] },
    { name: 'work_order_created', columns: ['createdAt'] },
    { name: 'work_order_due', columns: ['state', 'dueAt'] },
  ],
})

export const WorkOrderStepTable = new EntitySchema<WorkOrderStep>({
  name: 'work_order_step',
  columns: {
    id,
    workOrderId: refTo('work_order_step', 'workOrderId', 'work_order'),
    step: integer,
    at: integer,
    actorKind: code,
    actorId: code,
    act: code,
    state: code,
    note: optional(paragraph),
    unitId: optional(refTo('work_order_step', 'unitId', 'org_unit')),
    staffId: optional(refTo('work_order_step', 'staffId', 'staff')),
  },
  uniques: [{ name: 'work_order_step_once', columns: ['workOrderId', 'step'] }],
  indices: [
    { name: 'work_order_step_unit', columns: ['unitId'] },
    { name: 'work_order_step_staff', columns: ['staffId'] },
  ],
})

export const workOrderTables = [WorkOrderTable, WorkOrderStepTable]
