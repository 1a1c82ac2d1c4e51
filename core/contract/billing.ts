import { z } from 'zod'
import { Waiver } from '#core/billing/lateFee.ts'
import { ComponentName, Tariff, UnitPrice } from '#core/billing/tariff.ts'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { Fen } from '#core/kernel/fen.ts'
import { Id } from '#core/kernel/id.ts'
import { Litres } from '#core/kernel/litres.ts'
import { Instant, line, MeterVolume } from './fields.ts'
import type { Contract } from './route.ts'
import { LateFeeWaiver, ListedWaiver } from './waivers.ts'

const accountParams = z.object({ accountId: Id })
const billParams = z.object({ billId: Id })
const Period = z.object({ from: BusinessDate, to: BusinessDate })

export const PriceLine = z
  .object({
    component: ComponentName,
    tier: z.int().nullable(),
    litres: Litres,
    unitPrice: UnitPrice,
    amount: Fen,
    cycle: z.string(),
    tariffId: z.string(),
  })
  .meta({ id: 'PriceLine' })

const billFields = {
  id: Id,
  accountId: Id,
  kind: z.enum(['reading', 'catchUp', 'penalty']),
  state: z.enum(['open', 'settled', 'cancelled']),
  fromDate: BusinessDate,
  toDate: BusinessDate,
  volume: Litres,
  amount: Fen,
  paid: Fen,
  feePaid: Fen,
  dueOn: BusinessDate,
}
export const Bill = z.object(billFields).meta({ id: 'Bill' })
export const BillDetail = z.object({ ...billFields, priceLines: z.array(PriceLine) }).meta({ id: 'BillDetail' })

export const Debt = z
  .object({
    bills: z.array(
      z.object({
        billId: Id,
        fromDate: BusinessDate,
        toDate: BusinessDate,
        dueOn: BusinessDate,
        outstanding: Fen,
        lateFee: Fen,
      }),
    ),
    outstanding: Fen,
    lateFee: Fen,
    total: Fen,
  })
  .meta({ id: 'Debt', description: 'what is owed today, late fees included, oldest bill first' })

export const billingRoutes = {
  'GET /api/tariffs': {
    audience: 'public',
    summary: 'The tariffs in force today',
    answer: z.array(Tariff),
  },
  'GET /api/resident/accounts/:accountId/bills': {
    audience: 'resident',
    summary: 'The newest 24 bills, newest first',
    params: accountParams,
    answer: z.array(Bill),
    refusals: ['account.unknown'],
  },
  'GET /api/resident/accounts/:accountId/bills/:billId': {
    audience: 'resident',
    summary: 'One bill with what its price is made of',
    params: z.object({ accountId: Id, billId: Id }),
    answer: BillDetail,
    refusals: ['account.unknown', 'bill.unknown'],
  },
  'GET /api/resident/accounts/:accountId/debt': {
    audience: 'resident',
    summary: 'What is owed today',
    params: accountParams,
    answer: Debt,
    refusals: ['account.unknown'],
  },
  'POST /api/resident/accounts/:accountId/bill-previews': {
    audience: 'resident',
    summary: 'What a volume since the last bill would cost; writes nothing',
    params: accountParams,
    body: z.strictObject({ volume: MeterVolume }),
    answer: z
      .object({ amount: Fen, volume: Litres, period: Period, lines: z.array(PriceLine) })
      .meta({ id: 'BillPreview' }),
    refusals: ['account.unknown', 'tariff.missing'],
  },
} satisfies Contract

export const BillingRun = z
  .object({
    id: Id,
    routeId: Id.nullable(),
    through: BusinessDate,
    state: z.enum(['running', 'finished']),
    accountsDone: z.int(),
    accountsTotal: z.int(),
    bills: z.int(),
    amount: Fen,
    startedBy: z.string(),
    startedAt: Instant,
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'BillingRun' })

export const ListedBillingRun = BillingRun.extend({
  routeName: z.string().nullable(),
  startedByName: z.string().nullable(),
  skipped: z.int().meta({ description: 'accounts that could not be priced; their readings wait for the next run' }),
}).meta({ id: 'ListedBillingRun' })

export const ViewedBillingRun = ListedBillingRun.extend({
  skips: z
    .array(z.object({ accountId: Id, accountNumber: z.string(), reason: z.string() }))
    .meta({ description: 'the first two hundred of them, by number' }),
}).meta({ id: 'ViewedBillingRun' })

export const BillingRunPreview = z
  .object({
    accounts: z.int(),
    toBill: z.int().meta({ description: 'accounts with readings that nobody billed yet' }),
    volume: Litres,
    inReview: z.int().meta({ description: 'readings that wait for a person, and are left out' }),
  })
  .meta({ id: 'BillingRunPreview' })

export const staffBillingRoutes = {
  'GET /api/staff/accounts/:accountId/bills': {
    audience: 'staff',
    permission: 'bill.read',
    summary: 'The newest 24 bills of an account, newest first',
    params: accountParams,
    answer: z.array(Bill),
    refusals: ['account.unknown'],
  },
  'GET /api/staff/accounts/:accountId/bills/:billId': {
    audience: 'staff',
    permission: 'bill.read',
    summary: 'One bill with what its price is made of',
    params: z.object({ accountId: Id, billId: Id }),
    answer: BillDetail,
    refusals: ['account.unknown', 'bill.unknown'],
  },
  'GET /api/staff/accounts/:accountId/debt': {
    audience: 'staff',
    permission: 'bill.read',
    summary: 'What an account owes today',
    params: accountParams,
    answer: Debt,
    refusals: ['account.unknown'],
  },
  'POST /api/staff/accounts/:accountId/bills': {
    audience: 'staff',
    permission: 'billingRun.start',
    summary: 'Bill the unbilled readings of one account now',
    params: accountParams,
    answer: Bill,
    status: 201,
    refusals: ['account.unknown', 'bill.nothingToBill', 'tariff.missing'],
  },
  'POST /api/staff/accounts/:accountId/extra-bills': {
    audience: 'staff',
    permission: 'bill.correct',
    summary: 'Bill water that no reading stands for: catch-up or penalty',
    params: accountParams,
    body: z
      .strictObject({
        id: Id,
        kind: z.enum(['catchUp', 'penalty']),
        accumulates: z.boolean(),
        period: Period,
        volume: MeterVolume,
        reason: line(),
      })
      .refine(({ period }) => period.from <= period.to, { path: ['period', 'to'], message: '结束日期早于开始日期' }),
    answer: Bill,
    status: 201,
    refusals: ['account.unknown', 'tariff.missing', 'bill.differs'],
    idempotent: true,
  },
  'POST /api/staff/bills/:billId/cancellation': {
    audience: 'staff',
    permission: 'bill.correct',
    summary: 'Take a wrong bill back, the newest first; money paid for it becomes prepayment',
    params: billParams,
    body: z.strictObject({ reason: line(), readings: z.enum(['keep', 'reject']) }),
    status: 204,
    refusals: ['bill.unknown', 'bill.cancelled', 'bill.notNewest', 'bill.invoiced'],
  },
  'POST /api/staff/bills/:billId/waivers': {
    audience: 'staff',
    permission: 'lateFee.propose',
    summary: 'Propose to waive a late fee; a second person decides',
    params: billParams,
    body: z.strictObject({ waiver: Waiver, reason: line() }),
    answer: LateFeeWaiver,
    status: 201,
    refusals: ['bill.unknown', 'bill.cancelled'],
  },
  'GET /api/staff/waivers': {
    audience: 'staff',
    permission: 'lateFee.approve',
    summary: 'Waivers that wait for a decision, oldest first, or decided ones, newest first; at most 200',
    query: z.object({ state: LateFeeWaiver.shape.state.optional() }),
    answer: z.array(ListedWaiver),
  },
  'POST /api/staff/waivers/:waiverId/decision': {
    audience: 'staff',
    permission: 'lateFee.approve',
    summary: 'Approve or refuse a waiver that somebody else proposed',
    params: z.object({ waiverId: Id }),
    body: z.strictObject({ approve: z.boolean() }),
    answer: LateFeeWaiver,
    refusals: ['waiver.unknown', 'waiver.decided', 'waiver.samePerson', 'bill.cancelled'],
  },
  'GET /api/staff/tariffs': {
    audience: 'staff',
    permission: 'tariff.read',
    summary: 'All versions of all tariffs, with where they fall short of the national rule',
    answer: z.array(z.object({ tariff: Tariff, publishedAt: Instant, warnings: z.array(z.string()) })),
  },
  'POST /api/staff/tariffs': {
    audience: 'staff',
    permission: 'tariff.write',
    summary: 'Publish a version of a tariff, to hold from a day to come',
    body: Tariff,
    answer: z.object({ id: Id, warnings: z.array(z.string()) }).meta({ id: 'PublishedTariff' }),
    status: 201,
    refusals: ['tariff.inForce', 'tariff.exists'],
  },
  'GET /api/staff/billing-runs': {
    audience: 'staff',
    permission: 'billingRun.read',
    summary: 'The newest fifty billing runs, newest first',
    answer: z.array(ListedBillingRun),
  },
  'GET /api/staff/billing-runs/:runId': {
    audience: 'staff',
    permission: 'billingRun.read',
    summary: 'How far a billing run is',
    params: z.object({ runId: Id }),
    answer: ViewedBillingRun,
    refusals: ['billingRun.unknown'],
  },
  'POST /api/staff/billing-run-previews': {
    audience: 'staff',
    tag: 'billing-runs',
    permission: 'billingRun.start',
    summary: 'What a billing run would find; writes nothing',
    body: z.strictObject({ routeId: Id.nullable(), through: BusinessDate }),
    answer: BillingRunPreview,
    refusals: ['route.unknown', 'staff.forbidden'],
  },
  'POST /api/staff/billing-runs': {
    audience: 'staff',
    permission: 'billingRun.start',
    summary: 'Bill a reading route, or the whole city',
    body: z.strictObject({ id: Id, routeId: Id.nullable(), through: BusinessDate }),
    answer: BillingRun,
    status: 202,
    refusals: ['route.unknown', 'billingRun.differs', 'staff.forbidden'],
    idempotent: true,
  },
} satisfies Contract
