import type { BusinessDate } from '#core/kernel/businessDate.ts'
import { dateOf } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { type DomainError, isRefusal } from '#core/kernel/domainError.ts'
import { publish } from '#core/kernel/event.ts'
import { fen } from '#core/kernel/fen.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { post } from '#core/ledger/post.ts'
import { loadUsed, storeUsed, type Used } from './accumulate.ts'
import type { Bill } from './bill.ts'
import { BillTable } from './billing.table.ts'
import { billsIssued } from './billing.events.ts'
import { type Billable, type BillableAccount, gatherBillables, unbilled } from './gatherBillables.ts'
import type { TariffBook } from './loadTariffs.ts'
import { billEntry, makeBill } from './makeBill.ts'
import { priceWater } from './priceWater.ts'
import { settleFromPrepayment } from './settleFromPrepayment.ts'

export interface WhatToIssue {
  through: BusinessDate
  runId: string | null
  book: TariffBook
  skip?: (accountId: string, why: DomainError) => void
}

/**
 * A step: bills what was read and not billed yet at accounts whose locks the caller holds, once and for all: bills,
 * journal, accumulation and event commit together. Prepayment then pays by itself. An account that cannot be priced is
 * left out and told to `skip`.
 * @throws DomainError `tariff.missing` where there is no `skip`
 */
export async function issueBills(
  tx: Transaction,
  accounts: readonly BillableAccount[],
  { through, runId, book, skip }: WhatToIssue,
  now: number,
): Promise<Bill[]> {
  const today = dateOf(now)
  const billables = await gatherBillables(tx, accounts, through)
  if (billables.length === 0) return []
  const used = await loadUsed(tx, [...new Set(billables.map(({ account }) => account.householdId))])
  const bills = billables.flatMap((billable) => {
    try {
      return billOf(billable, book, used, runId, today, now)
    } catch (error) {
      if (!skip || !isRefusal(error, 'tariff.missing')) throw error
      skip(billable.account.id, error)
      return []
    }
  })
  if (bills.length === 0) return []
  await insertRows(tx, BillTable, bills)
  await claimReadings(tx, bills, through)
  await storeUsed(tx, used.added())
  await post(
    tx,
    bills.map((bill) => billEntry(bill, today)),
    now,
  )
  await publish(tx, billsIssued, { runId, billIds: bills.map((bill) => bill.id) }, now)
  const billed = new Set(bills.map((bill) => bill.accountId))
  const settling = accounts.filter(({ id }) => billed.has(id))
  await settleFromPrepayment(tx, settling, today, now)
  return bills
}

function billOf(
  { account, usageClass, population, period, volume, first }: Billable,
  book: TariffBook,
  used: Used,
  runId: string | null,
  today: BusinessDate,
  now: number,
): Bill {
  const water = { tariffs: book.of(usageClass), period, volume }
  const priced = priceWater({
    ...water,
    used: (cycle) => used.of(account.householdId, cycle),
    population,
    treatment: first ? 'untiered' : 'tiered',
    accumulates: !first,
  })
  for (const { cycle, litres } of priced.parts) used.add(account.householdId, cycle, litres)
  const { id: accountId, householdId } = account
  return makeBill({ accountId, householdId, runId, kind: 'reading', water, priced }, today, now)
}

/** Gives the readings of these accounts to their new bills, by the same rule by which they were gathered. */
async function claimReadings(tx: Transaction, bills: readonly Bill[], through: BusinessDate) {
  const accountIds = bills.map((bill) => bill.accountId)
  const chosen = `case accountId ${'when ? then ? '.repeat(bills.length)}end`
  await tx.query(`update reading set billId = ${chosen} where ${unbilled(accountIds)}`, [
    ...bills.flatMap((bill) => [bill.accountId, bill.id]),
    ...accountIds,
    through,
  ])
}

/** What bills come to together, in fen. */
export const totalOf = (bills: readonly Bill[]) => fen(bills.reduce((total, bill) => total + bill.amount, 0))
