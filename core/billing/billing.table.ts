import { EntitySchema } from 'typeorm'
import { code, date, id, integer, json, optional, ref, refTo, text } from '#core/kernel/columns.ts'
import type { Litres } from '#core/kernel/litres.ts'
import type { Bill } from './bill.ts'
import type { BillingRun, BillingRunSkip } from './billingRun.ts'
import type { LateFeeWaiver } from './lateFeeWaiver.ts'
import type { Settlement } from './settlement.ts'
import type { Tariff } from './tariff.ts'

/** One version of a usage class's tariff; published, it never changes. */
export interface TariffRow {
  id: string
  tariffCode: string
  usageClass: string
  effectiveFrom: string
  definition: Tariff
  publishedAt: number
}

export const TariffTable = new EntitySchema<TariffRow>({
  name: 'tariff',
  columns: { id, tariffCode: code, usageClass: code, effectiveFrom: date, definition: json, publishedAt: integer },
  uniques: [
    { name: 'tariff_code', columns: ['tariffCode'] },
    { name: 'tariff_version', columns: ['usageClass', 'effectiveFrom'] },
  ],
})

export const BillingRunTable = new EntitySchema<BillingRun>({
  name: 'billing_run',
  columns: {
    id,
    routeId: optional(refTo('billing_run', 'routeId', 'reading_route')),
    through: date,
    state: code,
    doneUpTo: code,
    accountsDone: integer,
    accountsTotal: integer,
    bills: integer,
    amount: integer,
    startedBy: code,
    startedAt: integer,
    finishedAt: optional(integer),
  },
})

export const BillingRunSkipTable = new EntitySchema<BillingRunSkip>({
  name: 'billing_run_skip',
  columns: {
    runId: { ...refTo('billing_run_skip', 'runId', 'billing_run'), primary: true },
    accountId: { ...refTo('billing_run_skip', 'accountId', 'account'), primary: true },
    reason: text,
  },
})

export const BillTable = new EntitySchema<Bill>({
  name: 'bill',
  columns: {
    id,
    accountId: refTo('bill', 'accountId', 'account'),
    runId: optional(refTo('bill', 'runId', 'billing_run')),
    kind: code,
    state: code,
    fromDate: date,
    toDate: date,
    volume: integer,
    amount: integer,
    paid: integer,
    feePaid: integer,
    feeMicro: integer,
    feeAccruedTo: optional(date),
    dueOn: date,
    tariffId: code,
    priceLines: json,
    parts: json,
    issuedAt: integer,
  },
  indices: [
    { name: 'bill_account', columns: ['accountId', 'toDate'] },
    { name: 'bill_open', columns: ['accountId', 'state'] },
    { name: 'bill_run', columns: ['runId'] },
  ],
})

/** What a household has used in a tier cycle: where the next volume begins in the tiers. */
export interface Accumulation {
  householdId: string
  /** The year in which the cycle begins. */
  cycle: string
  litres: Litres
}

export const AccumulationTable = new EntitySchema<Accumulation>({
  name: 'accumulation',
  columns: { householdId: { ...ref, primary: true }, cycle: { ...code, primary: true }, litres: integer },
})

export const LateFeeWaiverTable = new EntitySchema<LateFeeWaiver>({
  name: 'late_fee_waiver',
  columns: {
    id,
    billId: refTo('late_fee_waiver', 'billId', 'bill'),
    waiver: json,
    reason: text,
    state: code,
    proposedBy: code,
    proposedAt: integer,
    decidedBy: optional(code),
    decidedAt: optional(integer),
  },
  indices: [{ name: 'late_fee_waiver_bill', columns: ['billId'] }],
})

export const SettlementTable = new EntitySchema<Settlement>({
  name: 'settlement',
  columns: {
    id,
    accountId: ref,
    billId: refTo('settlement', 'billId', 'bill'),
    receiptId: optional(refTo('settlement', 'receiptId', 'receipt')),
    principal: integer,
    fee: integer,
    settledOn: date,
    state: code,
  },
  indices: [
    { name: 'settlement_bill', columns: ['billId'] },
    { name: 'settlement_receipt', columns: ['receiptId'] },
    { name: 'settlement_account', columns: ['accountId', 'id'] },
  ],
})

export const billingTables = [
  TariffTable,
  BillingRunTable,
  BillingRunSkipTable,
  BillTable,
  AccumulationTable,
  LateFeeWaiverTable,
  SettlementTable,
]
