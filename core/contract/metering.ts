import { z } from 'zod'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { Id } from '#core/kernel/id.ts'
import { Litres } from '#core/kernel/litres.ts'
import { Meter } from './accounts.ts'
import { Instant, line, MeterVolume } from './fields.ts'
import type { Contract } from './route.ts'

export const Reading = z
  .object({
    id: Id,
    accountId: Id,
    meterId: Id,
    readOn: BusinessDate,
    register: Litres,
    kind: z.enum(['actual', 'estimated', 'self', 'remote', 'final']),
    volume: Litres,
    state: z.enum(['accepted', 'review', 'rejected']),
    reasons: z.array(z.enum(['belowLast', 'jump', 'zeroUse', 'stopped', 'selfRead'])),
    billId: Id.nullable(),
    recordedAt: Instant,
  })
  .meta({ id: 'Reading' })

export const ReviewedReading = Reading.extend({
  accountNumber: z.string(),
  name: z.string(),
  premises: z.string(),
  meterSerial: z.string(),
  registerCapacity: Litres,
  lastRegister: Litres,
  lastReadOn: BusinessDate,
}).meta({ id: 'ReviewedReading' })

export const ReadingRoute = z
  .object({ id: Id, routeCode: z.string(), name: z.string(), unitId: Id })
  .meta({ id: 'ReadingRoute' })

const RegisterCapacity = MeterVolume.min(1_000)

export const meteringRoutes = {
  'GET /api/staff/accounts/:accountId/readings': {
    audience: 'staff',
    permission: 'account.read',
    summary: 'The newest sixty readings of an account, newest first',
    params: z.object({ accountId: Id }),
    answer: z.array(Reading),
    refusals: ['account.unknown'],
  },
  'GET /api/staff/reading-routes': {
    audience: 'staff',
    tag: 'readings',
    permission: 'account.read',
    summary: 'Reading routes of the units whose accounts one may read, by code',
    answer: z.array(ReadingRoute),
  },
  'POST /api/staff/accounts/:accountId/meters': {
    audience: 'staff',
    permission: 'account.write',
    summary: 'Put a meter in',
    params: z.object({ accountId: Id }),
    body: z.strictObject({
      serialNumber: line(32),
      registerCapacity: RegisterCapacity,
      installedOn: BusinessDate,
      installedAt: MeterVolume,
    }),
    answer: Meter,
    status: 201,
    refusals: ['account.unknown', 'meter.inFuture', 'meter.serialTaken', 'reading.beyondRegister'],
  },
  'POST /api/staff/meters/:meterId/replacement': {
    audience: 'staff',
    permission: 'account.write',
    summary: 'Take a meter out and put another in on the same day',
    params: z.object({ meterId: Id }),
    body: z.strictObject({
      on: BusinessDate,
      finalRegister: MeterVolume,
      successor: z.strictObject({
        serialNumber: line(32),
        registerCapacity: RegisterCapacity,
        installedAt: MeterVolume,
      }),
    }),
    answer: z.object({ final: Reading, meter: Meter }).meta({ id: 'MeterReplacement' }),
    status: 201,
    refusals: [
      'meter.unknown',
      'meter.serialTaken',
      'reading.outOfOrder',
      'reading.beyondRegister',
      'reading.reviewPending',
      'reading.inFuture',
    ],
  },
  'POST /api/staff/meters/:meterId/readings': {
    audience: 'staff',
    permission: 'reading.write',
    summary: 'Write down a reading; an estimate needs no register',
    params: z.object({ meterId: Id }),
    body: z
      .strictObject({
        readOn: BusinessDate,
        register: MeterVolume.nullable(),
        kind: z.enum(['actual', 'estimated', 'self', 'remote']),
      })
      .refine(({ kind, register }) => kind === 'estimated' || register !== null, {
        path: ['register'],
        message: '请填写读数',
      }),
    answer: Reading,
    status: 201,
    refusals: [
      'meter.unknown',
      'reading.outOfOrder',
      'reading.differs',
      'reading.reviewPending',
      'reading.beyondRegister',
      'reading.inFuture',
    ],
    idempotent: true,
  },
  'GET /api/staff/readings/reviews': {
    audience: 'staff',
    permission: 'reading.review',
    summary: 'Readings that wait for a person, the oldest first, at most 200; the look is audited',
    answer: z.array(ReviewedReading),
  },
  'POST /api/staff/readings/:readingId/review': {
    audience: 'staff',
    permission: 'reading.review',
    summary: 'Decide on a reading that waits',
    params: z.object({ readingId: Id }),
    body: z.strictObject({ verdict: z.enum(['accepted', 'turnedOver', 'rejected']) }),
    answer: Reading,
    refusals: ['reading.unknown', 'reading.notInReview', 'reading.negative'],
  },
} satisfies Contract
