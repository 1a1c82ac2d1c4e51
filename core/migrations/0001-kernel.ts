import { code, creating, date, id, integer, json, optional, primary, ref, table, text } from '#core/kernel/migration.ts'

const event = table({
  name: 'event',
  columns: [id, code('topic'), json('payload'), integer('createdAt'), optional(integer('fannedOutAt'))],
  indices: { event_waiting: ['fannedOutAt', 'id'] },
})

const delivery = table({
  name: 'delivery',
  columns: [
    id,
    ref('eventId'),
    code('handler'),
    code('state'),
    integer('attempts'),
    integer('dueAt'),
    optional(text('lastError')),
  ],
  uniques: { delivery_once: ['eventId', 'handler'] },
  indices: { delivery_due: ['state', 'dueAt'] },
  references: { eventId: 'event' },
})

const job = table({
  name: 'job',
  columns: [
    id,
    code('name'),
    code('jobKey'),
    optional(json('payload')),
    integer('dueAt'),
    code('state'),
    integer('attempts'),
    optional(integer('leaseUntil')),
    optional(text('lastError')),
    optional(integer('finishedAt')),
  ],
  uniques: { job_once: ['name', 'jobKey'] },
  indices: { job_due: ['state', 'dueAt'] },
})

const sequence = table({
  name: 'sequence',
  columns: [primary(code('name')), primary(date('onDate')), integer('last')],
})

const audit = table({
  name: 'audit',
  columns: [
    id,
    integer('at'),
    code('actorKind'),
    code('actorId'),
    code('action'),
    code('subjectKind'),
    code('subjectId'),
    optional(code('accountId')),
    optional(code('unitId')),
    optional(json('details')),
    optional(text('requestId')),
  ],
  indices: {
    audit_at: ['at'],
    audit_account: ['accountId', 'at'],
    audit_actor: ['actorKind', 'actorId', 'at'],
    audit_subject: ['subjectKind', 'subjectId', 'at'],
  },
})

export const Kernel1700000000001 = creating('Kernel1700000000001', [event, delivery, job, sequence, audit])
