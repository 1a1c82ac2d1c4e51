import { z } from 'zod'
import { Id } from '#core/kernel/id.ts'
import { Instant } from './fields.ts'
import type { Contract } from './route.ts'

export const DeadDelivery = z
  .object({
    id: Id,
    topic: z.string(),
    handler: z.string(),
    attempts: z.int(),
    lastError: z.string().nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'DeadDelivery' })

export const DeadJob = z
  .object({
    id: Id,
    job: z.string(),
    jobKey: z.string(),
    attempts: z.int(),
    lastError: z.string().nullable(),
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'DeadJob' })

export const outboxRoutes = {
  'GET /api/staff/outbox/dead': {
    audience: 'staff',
    permission: 'outbox.manage',
    summary: 'What failed for good: deliveries of events and timed jobs, at most 100 each',
    answer: z.object({ deliveries: z.array(DeadDelivery), jobs: z.array(DeadJob) }).meta({ id: 'DeadWork' }),
  },
  'POST /api/staff/outbox/deliveries/:deliveryId/retry': {
    audience: 'staff',
    permission: 'outbox.manage',
    summary: 'Try a dead delivery again',
    params: z.object({ deliveryId: Id }),
    status: 204,
    refusals: ['outbox.notDead'],
  },
  'POST /api/staff/outbox/topic-retries': {
    audience: 'staff',
    permission: 'outbox.manage',
    summary: 'Try all dead deliveries of a topic again',
    body: z.strictObject({ topic: z.string().min(1).max(64) }),
    answer: z.object({ retried: z.int() }).meta({ id: 'RetriedTopic' }),
    refusals: ['outbox.notDead'],
  },
  'POST /api/staff/outbox/jobs/:jobId/retry': {
    audience: 'staff',
    permission: 'outbox.manage',
    summary: 'Try a dead job again',
    params: z.object({ jobId: Id }),
    status: 204,
    refusals: ['outbox.notDead'],
  },
} satisfies Contract
