import { z } from 'zod'
import { Id } from '#core/kernel/id.ts'
import { Instant, line } from './fields.ts'
import type { Contract } from './route.ts'

const minuteOfDay = z.int().min(0).max(1_440).nullable()

export const Partner = z
  .object({
    id: Id,
    code: z.string(),
    name: z.string(),
    keyFingerprint: z.string(),
    allowedAddresses: z.array(z.string()),
    ratePerMinute: z.int(),
    serviceFrom: minuteOfDay,
    serviceTo: minuteOfDay,
    disabledAt: Instant.nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'Partner' })

const partnerParams = z.object({ partnerId: Id })

export const partnerAdminRoutes = {
  'GET /api/staff/partners': {
    audience: 'staff',
    permission: 'partner.manage',
    summary: 'Collection partners, by code',
    answer: z.array(Partner),
  },
  'POST /api/staff/partners': {
    audience: 'staff',
    permission: 'partner.manage',
    summary: 'Let a collection partner in',
    body: z.strictObject({
      code: z.string().min(1).max(64),
      name: line(64),
      publicKeyPem: z.string().min(1).max(4_000),
      allowedAddresses: z.array(z.string().min(1).max(64)).max(50),
      ratePerMinute: z.int().min(1).max(100_000),
      serviceFrom: minuteOfDay,
      serviceTo: minuteOfDay,
    }),
    answer: Partner,
    status: 201,
    refusals: [
      'staff.forbidden',
      'partner.codeInvalid',
      'partner.codeTaken',
      'partner.keyInvalid',
      'partner.keyTaken',
      'partner.addressInvalid',
      'partner.hoursInvalid',
      'partner.rateInvalid',
    ],
  },
  'PUT /api/staff/partners/:partnerId/key': {
    audience: 'staff',
    permission: 'partner.manage',
    summary: 'A new public key for a partner; the old one ends at once',
    params: partnerParams,
    body: z.strictObject({ publicKeyPem: z.string().min(1).max(4_000) }),
    status: 204,
    refusals: ['staff.forbidden', 'partner.unknown', 'partner.keyInvalid', 'partner.keyTaken'],
  },
  'POST /api/staff/partners/:partnerId/disablement': {
    audience: 'staff',
    permission: 'partner.manage',
    summary: 'Take no more requests of a partner',
    params: partnerParams,
    status: 204,
    refusals: ['staff.forbidden', 'partner.unknown'],
  },
} satisfies Contract
