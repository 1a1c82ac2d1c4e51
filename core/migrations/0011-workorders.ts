import { code, creating, id, integer, json, optional, ref, table, text } from '#core/kernel/migration.ts'

/** A text longer than a line has the type that JSON has. */
const paragraph = json

export const Workorders1700000000011 = creating('Workorders1700000000011', [
  table({
    name: 'work_order',
    columns: [
      id,
      code('number'),
      code('kind'),
      code('state'),
      ref('unitId'),
      optional(ref('staffId')),
      optional(ref('residentId')),
      code('createdBy'),
      optional(ref('accountId')),
      text('place'),
      optional(integer('longitudeE6')),
      optional(integer('latitudeE6')),
      paragraph('description'),
      optional(code('contactPhone')),
      optional(paragraph('result')),
      integer('steps'),
      integer('createdAt'),
      optional(integer('dispatchedAt')),
      optional(integer('acceptedAt')),
      optional(integer('finishedAt')),
      optional(integer('endedAt')),
      optional(integer('stars')),
      optional(paragraph('ratingText')),
      optional(integer('ratedAt')),
    ],
    uniques: { work_order_number: ['number'] },
    indices: {
      work_order_unit: ['unitId', 'state', 'number'],
      work_order_staff: ['staffId', 'state'],
      work_order_resident: ['residentId', 'number'],
      work_order_account: ['accountId'],
    },
    references: { unitId: 'org_unit', staffId: 'staff', residentId: 'resident', accountId: 'account' },
  }),
  table({
    name: 'work_order_step',
    columns: [
      id,
      ref('workOrderId'),
      integer('step'),
      integer('at'),
      code('actorKind'),
      code('actorId'),
      code('act'),
      code('state'),
      optional(paragraph('note')),
      optional(ref('unitId')),
      optional(ref('staffId')),
    ],
    uniques: { work_order_step_once: ['workOrderId', 'step'] },
    indices: { work_order_step_unit: ['unitId'], work_order_step_staff: ['staffId'] },
    references: { workOrderId: 'work_order', unitId: 'org_unit', staffId: 'staff' },
  }),
])
