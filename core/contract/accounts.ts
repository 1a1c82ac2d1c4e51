import { z } from 'zod'
import { UsageClass } from '#core/billing/tariff.ts'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { Fen } from '#core/kernel/fen.ts'
import { Id } from '#core/kernel/id.ts'
import { Contact } from './calls.ts'
import { AccountNumber, Instant, line, MeterVolume, Phone } from './fields.ts'
import { AccountOutage } from './outages.ts'
import type { Contract } from './route.ts'

const accountParams = z.object({ accountId: Id })

export const AccountPreview = z
  .object({ number: AccountNumber, name: z.string(), premises: z.string(), phone: z.string().nullable() })
  .meta({ id: 'AccountPreview', description: 'masked until ownership is proven' })

export const BoundAccount = z
  .object({
    id: Id,
    number: AccountNumber,
    name: z.string(),
    premises: z.string(),
    usageClass: UsageClass,
    population: z.int(),
    arrears: Fen.meta({ description: 'unpaid bills without late fee, fen' }),
    prepayment: Fen,
    boundAt: Instant,
  })
  .meta({ id: 'BoundAccount' })

export const BindingClaim = z
  .discriminatedUnion('proof', [
    z.strictObject({
      proof: z.literal('phoneCode'),
      accountNumber: AccountNumber,
      code: z.string().regex(/^\d{6}$/, '验证码为 6 位数字'),
    }),
    z.strictObject({
      proof: z.literal('meterNumber'),
      accountNumber: AccountNumber,
      name: line(64),
      meterNumber: line(32),
    }),
  ])
  .meta({ id: 'BindingClaim' })

export const Binding = z.object({ id: Id, accountId: Id, boundAt: Instant }).meta({ id: 'Binding' })

export const accountRoutes = {
  'GET /api/resident/account-previews/:accountNumber': {
    audience: 'resident',
    summary: 'An account by its number, masked, before it is bound',
    params: z.object({ accountNumber: AccountNumber }),
    answer: AccountPreview,
    refusals: ['account.unknown'],
    rateLimit: { most: 30, perMs: 3_600_000, by: 'principal' },
  },
  'POST /api/resident/binding-codes': {
    audience: 'resident',
    summary: 'Send a code to the telephone on file',
    body: z.strictObject({ accountNumber: AccountNumber }),
    answer: z.object({ phone: z.string(), expiresAt: Instant }).meta({ id: 'BindingCodeSent' }),
    status: 201,
    refusals: [
      'account.unknown',
      'binding.noPhone',
      'binding.codeTooSoon',
      'binding.tooManyTries',
      'sms.unavailable',
      'resident.unknown',
    ],
    rateLimit: { most: 30, perMs: 3_600_000, by: 'principal' },
  },
  'POST /api/resident/bindings': {
    audience: 'resident',
    summary: 'Bind an account, with a proof of ownership',
    body: BindingClaim,
    answer: Binding,
    status: 201,
    refusals: ['binding.proofWrong', 'binding.tooManyTries', 'resident.unknown'],
    idempotent: true,
  },
  'GET /api/resident/accounts': {
    audience: 'resident',
    summary: 'The accounts that are bound, the longest bound first',
    answer: z.array(BoundAccount),
  },
  'DELETE /api/resident/accounts/:accountId': {
    audience: 'resident',
    summary: 'Unbind an account',
    params: accountParams,
    status: 204,
    refusals: ['binding.unknown'],
  },
} satisfies Contract

export const FoundAccount = z
  .object({
    id: Id,
    number: AccountNumber,
    name: z.string(),
    phone: z.string().nullable().meta({ description: 'masked' }),
    premises: z.string(),
    usageClass: UsageClass,
    arrears: Fen,
  })
  .meta({ id: 'FoundAccount' })

export const Meter = z
  .object({
    id: Id,
    serialNumber: z.string(),
    installedOn: BusinessDate,
    installedAt: MeterVolume.meta({ description: 'what the register showed when it was put in, litres' }),
    removedOn: BusinessDate.nullable(),
    registerCapacity: MeterVolume,
  })
  .meta({ id: 'Meter' })

export const StaffAccount = z
  .object({
    id: Id,
    number: AccountNumber,
    name: z.string(),
    phone: z.string().nullable(),
    premises: z.string(),
    unitId: Id,
    routeId: Id.nullable(),
    usageClass: UsageClass,
    population: z.int(),
    lowIncomeUntil: BusinessDate.nullable(),
    openedOn: BusinessDate,
    closedOn: BusinessDate.nullable(),
    prepayment: Fen,
    meters: z.array(Meter),
    residents: z.int().meta({ description: 'how many residents are bound to it' }),
  })
  .meta({ id: 'StaffAccount' })

export const staffAccountRoutes = {
  'GET /api/staff/accounts': {
    audience: 'staff',
    permission: 'account.read',
    summary: 'Search accounts by number, name, telephone, address or meter',
    query: z.object({ q: z.string().trim().min(2).max(64) }),
    answer: z.array(FoundAccount),
  },
  'GET /api/staff/accounts/:accountId': {
    audience: 'staff',
    permission: 'account.read',
    summary: 'One account, unmasked; the look is audited',
    params: accountParams,
    answer: StaffAccount,
    refusals: ['account.unknown'],
  },
  'GET /api/staff/accounts/:accountId/contacts': {
    audience: 'staff',
    permission: 'account.read',
    summary: 'The newest fifty contacts on the channels that one may look into; the look is audited',
    params: accountParams,
    answer: z.array(Contact),
    refusals: ['account.unknown'],
  },
  'GET /api/staff/accounts/:accountId/outages': {
    audience: 'staff',
    permission: 'outage.read',
    summary: 'The newest fifty outages that people at the account were told of',
    params: accountParams,
    answer: z.array(AccountOutage),
    refusals: ['account.unknown'],
  },
  'POST /api/staff/accounts': {
    audience: 'staff',
    permission: 'account.write',
    summary: 'Open an account for a new customer',
    body: z.strictObject({
      number: AccountNumber,
      name: line(64),
      phone: Phone.nullable(),
      unitId: Id,
      routeId: Id.nullable(),
      premises: line(),
      usageClass: UsageClass,
      population: z.int().min(1).max(99),
    }),
    answer: z.object({ id: Id, number: AccountNumber }).meta({ id: 'OpenedAccount' }),
    status: 201,
    refusals: ['account.numberTaken', 'account.routeElsewhere', 'staff.forbidden', 'route.unknown', 'unit.unknown'],
  },
  'POST /api/staff/accounts/:accountId/transfer': {
    audience: 'staff',
    permission: 'account.write',
    summary: 'Transfer of ownership: new customer, tiers begin anew, bindings end',
    params: accountParams,
    body: z.strictObject({ name: line(64), phone: Phone.nullable(), population: z.int().min(1).max(99) }),
    status: 204,
    refusals: ['account.unknown'],
  },
} satisfies Contract
