import { z } from 'zod'
import { Id } from '#core/kernel/id.ts'
import { Instant } from './fields.ts'
import { queryInt } from './query.ts'
import type { Contract } from './route.ts'

/** What residents are told of, and may unsubscribe from one by one. */
export const noticeTopics = ['outage.planned', 'outage.emergency', 'workOrder'] as const
export const NoticeTopic = z.enum(noticeTopics)
export type NoticeTopic = z.output<typeof NoticeTopic>

export const ResidentNotice = z
  .object({
    id: Id,
    topic: NoticeTopic,
    subject: z
      .object({ kind: z.enum(['outage', 'workOrder']), id: Id })
      .meta({ description: 'what it is about: the page to open' }),
    title: z.string(),
    body: z.string(),
    createdAt: Instant,
    readAt: Instant.nullable(),
  })
  .meta({ id: 'ResidentNotice' })

export const NoticePreferences = z
  .strictObject({
    sms: z.boolean().meta({ description: 'whether text messages are wanted at all' }),
    mutedTopics: z.array(NoticeTopic).max(noticeTopics.length),
  })
  .meta({ id: 'NoticePreferences' })

export const noticeRoutes = {
  'GET /api/resident/notices': {
    audience: 'resident',
    summary: 'The notice centre, newest first; `before` is the id of the last one seen',
    query: z.object({ before: Id.optional(), limit: queryInt(1, 100).optional() }),
    answer: z.object({ unread: z.int(), notices: z.array(ResidentNotice) }).meta({ id: 'NoticeCentre' }),
  },
  'GET /api/resident/notices/unread': {
    audience: 'resident',
    summary: 'How many notices are unread, for the red dot',
    answer: z.object({ unread: z.int() }).meta({ id: 'UnreadNotices' }),
  },
  'POST /api/resident/notices/:noticeId/read': {
    audience: 'resident',
    summary: 'Mark a notice as read, or with `earlier` all up to it',
    params: z.object({ noticeId: Id }),
    body: z.strictObject({ earlier: z.boolean() }),
    answer: z.object({ unread: z.int() }).meta({ id: 'UnreadNotices' }),
    refusals: ['notice.unknown'],
    idempotent: true,
  },
  'GET /api/resident/notice-preferences': {
    audience: 'resident',
    tag: 'notices',
    summary: 'Which notices are wanted; everything until told otherwise',
    answer: NoticePreferences,
  },
  'PUT /api/resident/notice-preferences': {
    audience: 'resident',
    tag: 'notices',
    summary: 'Choose which notices are wanted',
    body: NoticePreferences,
    answer: NoticePreferences,
    refusals: ['resident.unknown'],
    idempotent: true,
  },
} satisfies Contract
