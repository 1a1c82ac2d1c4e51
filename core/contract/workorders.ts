import { z } from 'zod'
import { Id } from '#core/kernel/id.ts'
import { AccountNumber, Instant, line, Phone } from './fields.ts'
import { queryInt } from './query.ts'
import type { Contract } from './route.ts'
import { Photo } from './uploads.ts'

/** What can be reported, with the words that people choose by. */
export const workOrderKinds = {
  leak: '漏水爆管',
  noWater: '家里没水',
  lowPressure: '水压低',
  quality: '水质问题',
  meter: '水表故障',
  cover: '井盖缺损',
  billing: '水费疑问',
  other: '其他问题',
} as const
export type WorkOrderKind = keyof typeof workOrderKinds
export const WorkOrderKind = z.enum(Object.keys(workOrderKinds) as [WorkOrderKind, ...WorkOrderKind[]])

export const WorkOrderState = z.enum([
  'reported',
  'dispatched',
  'accepted',
  'finished',
  'closed',
  'cancelled',
  'reopened',
])
export type WorkOrderState = z.output<typeof WorkOrderState>

export const WorkOrderAct = z.enum(['report', 'dispatch', 'accept', 'finish', 'close', 'cancel', 'reopen', 'rate'])
export type WorkOrderAct = z.output<typeof WorkOrderAct>

/** What a person has to say: at most so many characters, of which an emoji is one or a few. */
export const paragraph = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(2 * most)
    .refine((text) => [...text].length <= most, `最多 ${most} 个字`)

export const Position = z
  .object({ longitude: z.number().min(-180).max(180), latitude: z.number().min(-90).max(90) })
  .meta({ id: 'Position', description: 'degrees in GCJ-02, as mini-programs give them' })

export const photoIds = z.array(Id).max(9).meta({ description: 'uploads of the same person, nine at most' })

export const reportFields = {
  id: Id.meta({ description: 'chosen by the client: reporting twice under it is reporting once' }),
  kind: WorkOrderKind,
  accountId: Id.nullable().meta({ description: 'the account at whose address it is; else `place` says where' }),
  place: line(200).nullable(),
  position: Position.nullable(),
  description: paragraph(2_000),
  contactPhone: Phone.nullable(),
  photoIds,
}
export const somewhere = ({ accountId, place }: { accountId: string | null; place: string | null }) =>
  accountId !== null || place !== null
export const nowhere = { path: ['place'], message: '请选择户号或填写地点' }

export const shownFields = {
  id: Id,
  number: z.string().meta({ description: 'GD20261123-0042' }),
  kind: WorkOrderKind,
  state: WorkOrderState,
  place: z.string(),
  description: z.string(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  stars: z.int().nullable(),
}
export const detailFields = {
  ...shownFields,
  accountId: Id.nullable(),
  accountNumber: AccountNumber.nullable(),
  position: Position.nullable(),
  contactPhone: z.string().nullable(),
  result: z.string().nullable().meta({ description: 'what was done, in the words of the crew' }),
  ratingText: z.string().nullable(),
  photos: z.array(Photo),
}
export const stepFields = {
  step: z.int(),
  at: Instant,
  act: WorkOrderAct,
  state: WorkOrderState,
  note: z.string().nullable(),
  by: z.enum(['resident', 'staff', 'system']),
  unitName: z.string().nullable(),
}

export const ListedWorkOrder = z.object(shownFields).meta({ id: 'ListedWorkOrder' })
export const ResidentWorkOrder = z
  .object({
    ...detailFields,
    steps: z.array(z.object(stepFields)).meta({ description: 'the oldest first' }),
    may: z
      .array(z.enum(['cancel', 'reopen', 'rate']))
      .meta({ description: 'what the resident may do now: which buttons to show' }),
  })
  .meta({ id: 'ResidentWorkOrder' })

export const orderParams = z.object({ workOrderId: Id })
export const actId = Id.meta({ description: 'chosen by the client: sending it again changes nothing' })
export const reason = line(200)
export const listQuery = { before: z.string().max(32).optional(), limit: queryInt(1, 100).optional() }
export const actRefusals = ['workOrder.unknown', 'workOrder.stateWrong', 'workOrder.stepDiffers']

export const workOrderRoutes = {
  'POST /api/resident/work-orders': {
    audience: 'resident',
    summary: 'Report something; the same id again answers the first report',
    body: z.strictObject(reportFields).refine(somewhere, nowhere),
    answer: ResidentWorkOrder,
    status: 201,
    refusals: ['account.unknown', 'upload.unknown', 'workOrder.differs', 'workOrder.tooMany'],
    idempotent: true,
  },
  'GET /api/resident/work-orders': {
    audience: 'resident',
    summary: 'What the resident has reported, newest number first; `before` is the number of the last one seen',
    query: z.object(listQuery),
    answer: z.array(ListedWorkOrder),
  },
  'GET /api/resident/work-orders/:workOrderId': {
    audience: 'resident',
    summary: 'One work order with what has become of it',
    params: orderParams,
    answer: ResidentWorkOrder,
    refusals: ['workOrder.unknown'],
  },
  'POST /api/resident/work-orders/:workOrderId/cancellation': {
    audience: 'resident',
    summary: 'Take a report back, before anybody was sent',
    params: orderParams,
    body: z.strictObject({ id: actId, reason }),
    answer: ResidentWorkOrder,
    refusals: actRefusals,
    idempotent: true,
  },
  'POST /api/resident/work-orders/:workOrderId/reopening': {
    audience: 'resident',
    summary: 'Say, within a week, that it is not solved',
    params: orderParams,
    body: z.strictObject({ id: actId, reason }),
    answer: ResidentWorkOrder,
    refusals: [...actRefusals, 'workOrder.tooLate'],
    idempotent: true,
  },
  'PUT /api/resident/work-orders/:workOrderId/rating': {
    audience: 'resident',
    summary: 'Rate what was done, once',
    params: orderParams,
    body: z.strictObject({ stars: z.int().min(1).max(5), text: paragraph(500).nullable() }),
    answer: ResidentWorkOrder,
    refusals: ['workOrder.unknown', 'workOrder.stateWrong', 'workOrder.rated'],
    idempotent: true,
  },
} satisfies Contract
