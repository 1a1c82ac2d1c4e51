import { z } from 'zod'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { Id } from '#core/kernel/id.ts'
import { Instant, line } from './fields.ts'
import { OutageKind } from './outages.ts'
import { queryInt } from './query.ts'
import type { Contract } from './route.ts'

const TimeOfDay = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, '时间格式为 08:30')
  .meta({ description: 'HH:MM in Asia/Shanghai, up to 24:00' })

/** Times of a day, one after the other; none: closed. */
const Hours = z
  .array(z.strictObject({ from: TimeOfDay, to: TimeOfDay }))
  .max(4)
  .refine(
    (hours) => hours.every(({ from, to }, index) => from < to && (hours[index - 1]?.to ?? '') <= from),
    '时段须从早到晚，且不重叠',
  )
  .meta({ id: 'HotlineHours' })
export type Hours = z.output<typeof Hours>

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export const Weekday = z.enum(weekdays)
export type Weekday = z.output<typeof Weekday>

const unlike = (dates: readonly string[]) => new Set(dates).size === dates.length

export const HotlineSettings = z
  .strictObject({
    hours: z.strictObject({
      monday: Hours,
      tuesday: Hours,
      wednesday: Hours,
      thursday: Hours,
      friday: Hours,
      saturday: Hours,
      sunday: Hours,
    }),
    holidays: z
      .array(z.strictObject({ date: BusinessDate, name: line(40), hours: Hours }))
      .max(200)
      .refine((days) => unlike(days.map(({ date }) => date)), '节假日日期重复')
      .meta({ description: 'their hours go before those of the weekday; none: closed' }),
    workdays: z
      .array(z.strictObject({ date: BusinessDate, name: line(40), like: Weekday }))
      .max(200)
      .refine((days) => unlike(days.map(({ date }) => date)), '调休日期重复')
      .meta({ description: 'worked to make up for a holiday, with the hours of another weekday' }),
    announcement: z
      .strictObject({
        kind: OutageKind,
        beginsAt: Instant,
        expectedEndAt: Instant.nullable(),
        until: Instant.nullable().meta({
          description: 'then it is no longer told; null: until somebody takes it back',
        }),
      })
      .nullable()
      .meta({ description: 'told to everybody who rings, whether an outage was entered or not' }),
    bigOutage: z
      .int()
      .min(1)
      .max(10_000_000)
      .nullable()
      .meta({ description: 'an outage of at least so many accounts is told to everybody who rings; null: none is' }),
    voicemailDays: z.int().min(7).max(3_650).meta({ description: 'how long messages are kept' }),
  })
  .refine(({ holidays, workdays }) => unlike([...holidays, ...workdays].map(({ date }) => date)), {
    path: ['workdays'],
    message: '同一天不能既是节假日又是调休日',
  })
  .meta({ id: 'HotlineSettings' })
export type HotlineSettings = z.output<typeof HotlineSettings>

const versionFields = {
  version: z.int().meta({ description: '0: nobody has set anything yet' }),
  settings: HotlineSettings,
  changedAt: Instant.nullable(),
  changedBy: z.string().nullable().meta({ description: 'the name of whoever did' }),
}
export const Hotline = z
  .object({ ...versionFields, open: z.boolean().meta({ description: 'now' }) })
  .meta({ id: 'Hotline' })

const BlockedNumber = z
  .object({
    id: Id,
    number: z.string(),
    reason: z.string(),
    until: Instant.nullable(),
    blockedAt: Instant,
    blockedBy: Id,
    blockedByName: z.string(),
  })
  .meta({ id: 'BlockedNumber' })

export const staffHotlineRoutes = {
  'GET /api/staff/hotline': {
    audience: 'staff',
    permission: 'hotline.manage',
    summary: 'When the hotline is open and what it says, as set now',
    answer: Hotline,
  },
  'PUT /api/staff/hotline': {
    audience: 'staff',
    permission: 'hotline.manage',
    summary: 'Set it anew; `baseVersion` is the one that was shown. For who holds the permission at the root',
    body: z.strictObject({ baseVersion: z.int().min(0), settings: HotlineSettings }),
    answer: Hotline,
    refusals: ['staff.forbidden', 'hotline.changedMeanwhile'],
    idempotent: true,
  },
  'GET /api/staff/hotline/versions': {
    audience: 'staff',
    permission: 'hotline.manage',
    summary: 'What was set before, newest first; `before` is the last version seen',
    query: z.object({ before: queryInt(1, 1_000_000_000).optional(), limit: queryInt(1, 100).optional() }),
    answer: z.array(z.object(versionFields)),
  },
  'GET /api/staff/hotline/blocked-numbers': {
    audience: 'staff',
    permission: 'hotline.manage',
    summary: 'Numbers that the hotline does not take, newest first, also those whose time is over; the look is audited',
    answer: z.array(BlockedNumber),
  },
  'PUT /api/staff/hotline/blocked-numbers': {
    audience: 'staff',
    permission: 'hotline.manage',
    summary: 'Block a number, or block it anew for another reason or time',
    body: z.strictObject({
      number: z
        .string()
        .trim()
        .regex(/^\+?\d{3,20}$/, '请填写电话号码'),
      reason: line(200),
      until: Instant.nullable(),
    }),
    answer: BlockedNumber,
    refusals: ['staff.forbidden', 'hotline.untilPast'],
    idempotent: true,
  },
  'DELETE /api/staff/hotline/blocked-numbers/:blockedId': {
    audience: 'staff',
    permission: 'hotline.manage',
    summary: 'Take a number again',
    params: z.object({ blockedId: Id }),
    status: 204,
    refusals: ['staff.forbidden', 'hotline.blockedUnknown'],
  },
} satisfies Contract
