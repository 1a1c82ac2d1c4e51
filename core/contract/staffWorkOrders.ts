import { z } from 'zod'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { Id } from '#core/kernel/id.ts'
import { Instant } from './fields.ts'
import { queryFlag, queryList } from './query.ts'
import type { Contract } from './route.ts'
import {
  actId,
  actRefusals,
  detailFields,
  listQuery,
  nowhere,
  orderParams,
  paragraph,
  photoIds,
  Position,
  reason,
  reportFields,
  shownFields,
  somewhere,
  stepFields,
  WorkOrderKind,
  WorkOrderState,
} from './workorders.ts'

const assignment = {
  unitId: Id,
  unitName: z.string(),
  staffId: Id.nullable(),
  staffName: z.string().nullable(),
}
const dueAt = Instant.meta({
  description: 'until when it is to be finished, by its kind; set when it is reported and anew when it is reopened',
})
export const StaffListedWorkOrder = z
  .object({ ...shownFields, ...assignment, dueAt, position: Position.nullable() })
  .meta({ id: 'StaffListedWorkOrder' })
export const StaffWorkOrder = z
  .object({
    ...detailFields,
    ...assignment,
    dueAt,
    residentId: Id.nullable(),
    dispatchedAt: Instant.nullable(),
    acceptedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    ratedAt: Instant.nullable(),
    steps: z.array(z.object({ ...stepFields, staffName: z.string().nullable(), actorName: z.string().nullable() })),
  })
  .meta({ id: 'StaffWorkOrder' })

const note = paragraph(2_000)

export const staffWorkOrderRoutes = {
  'GET /api/staff/work-orders': {
    audience: 'staff',
    permission: 'workorder.read',
    summary: 'Work orders of the own units, newest number first; `before` is the number of the last one seen',
    query: z.object({
      ...listQuery,
      state: queryList(WorkOrderState).optional(),
      kind: queryList(WorkOrderKind).optional(),
      unitId: Id.optional().meta({ description: 'this unit and those below it' }),
      accountId: Id.optional(),
      mine: queryFlag().optional().meta({ description: 'given to oneself, or to nobody yet of the own unit' }),
      late: queryFlag().optional().meta({ description: 'still to be finished, and past `dueAt`' }),
      from: BusinessDate.optional().meta({ description: 'reported on this day or later' }),
      to: BusinessDate.optional().meta({ description: 'reported on this day or earlier' }),
    }),
    answer: z.array(StaffListedWorkOrder),
  },
  'GET /api/staff/work-orders/:workOrderId': {
    audience: 'staff',
    permission: 'workorder.read',
    summary: 'One work order; the look is audited',
    params: orderParams,
    answer: StaffWorkOrder,
    refusals: ['workOrder.unknown'],
  },
  'POST /api/staff/work-orders': {
    audience: 'staff',
    permission: 'workorder.write',
    summary: 'Take down what somebody reports; the same id again answers the first one',
    body: z.strictObject({ ...reportFields, unitId: Id }).refine(somewhere, nowhere),
    answer: StaffWorkOrder,
    status: 201,
    refusals: ['account.unknown', 'staff.unitUnknown', 'staff.forbidden', 'upload.unknown', 'workOrder.differs'],
    idempotent: true,
  },
  'GET /api/staff/work-order-people': {
    audience: 'staff',
    tag: 'work-orders',
    permission: 'workorder.dispatch',
    summary: 'Who can be sent: the staff of the units at which one may dispatch, by name',
    answer: z.array(z.object({ id: Id, name: z.string(), unitPath: z.string() }).meta({ id: 'WorkOrderPerson' })),
  },
  'POST /api/staff/work-orders/:workOrderId/dispatch': {
    audience: 'staff',
    permission: 'workorder.dispatch',
    summary: 'Give it to a unit, and maybe to somebody there; again, as long as nobody has finished it',
    params: orderParams,
    body: z.strictObject({ id: actId, unitId: Id, staffId: Id.nullable(), note: note.nullable() }),
    answer: StaffWorkOrder,
    refusals: [...actRefusals, 'staff.unitUnknown', 'staff.forbidden', 'workOrder.staffElsewhere'],
    idempotent: true,
  },
  'POST /api/staff/work-orders/:workOrderId/acceptance': {
    audience: 'staff',
    permission: 'workorder.write',
    summary: 'Take it on oneself',
    params: orderParams,
    body: z.strictObject({ id: actId }),
    answer: StaffWorkOrder,
    refusals: [...actRefusals, 'workOrder.anothers'],
    idempotent: true,
  },
  'POST /api/staff/work-orders/:workOrderId/completion': {
    audience: 'staff',
    permission: 'workorder.write',
    summary: 'Say what was done, with photos from before and after; by whoever has accepted it',
    params: orderParams,
    body: z.strictObject({
      id: actId,
      result: note,
      beforePhotoIds: photoIds.default([]).meta({ description: 'how it was before; uploads of the same person' }),
      photoIds: photoIds.meta({ description: 'how it is after the work; uploads of the same person' }),
    }),
    answer: StaffWorkOrder,
    refusals: [...actRefusals, 'workOrder.anothers', 'upload.unknown'],
    idempotent: true,
  },
  'POST /api/staff/work-orders/:workOrderId/closure': {
    audience: 'staff',
    permission: 'workorder.dispatch',
    summary: 'Close it, after a follow-up call',
    params: orderParams,
    body: z.strictObject({ id: actId, note: note.nullable() }),
    answer: StaffWorkOrder,
    refusals: actRefusals,
    idempotent: true,
  },
  'POST /api/staff/work-orders/:workOrderId/cancellation': {
    audience: 'staff',
    permission: 'workorder.dispatch',
    summary: 'Nothing is to be done about it',
    params: orderParams,
    body: z.strictObject({ id: actId, reason }),
    answer: StaffWorkOrder,
    refusals: actRefusals,
    idempotent: true,
  },
  'POST /api/staff/work-orders/:workOrderId/reopening': {
    audience: 'staff',
    permission: 'workorder.dispatch',
    summary: 'It is not solved after all',
    params: orderParams,
    body: z.strictObject({ id: actId, reason }),
    answer: StaffWorkOrder,
    refusals: actRefusals,
    idempotent: true,
  },
} satisfies Contract
