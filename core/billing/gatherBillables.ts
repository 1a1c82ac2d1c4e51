import { type Account, usageClassOn } from '#core/accounts/account.ts'
import type { BusinessDate } from '#core/kernel/businessDate.ts'
import { type Transaction, forUpdate } from '#core/kernel/database.ts'
import { type Litres, litres } from '#core/kernel/litres.ts'
import { placeholders } from '#core/kernel/rows.ts'
import type { UsageClass } from './tariff.ts'

export type BillableAccount = Pick<Account, 'id' | 'householdId' | 'usageClass' | 'lowIncomeUntil' | 'prepayment'>

/** An account with readings that nobody has billed yet, and what its price depends on. */
export interface Billable {
  account: BillableAccount
  usageClass: UsageClass
  /** The largest of the household. */
  population: number
  period: { from: BusinessDate; to: BusinessDate }
  volume: Litres
  /** The first bill of a new supply: its water is not tiered. */
  first: boolean
}

/**
 * SQL: the readings of so many accounts that are to be billed up to a day; its parameters are the accounts and the day.
 * The signs keep SQLite, which has no statistics, from walking through all readings of the utility by their state.
 */
export const unbilled = (accountIds: readonly string[]): string =>
  `accountId in ${placeholders(accountIds)} and billId is null and +state = 'accepted' and +readOn <= ?`

interface Read {
  accountId: string
  readOn: BusinessDate
  volume: number
}

/**
 * A step: what there is to bill, up to a day, at accounts whose locks the caller holds; accounts with nothing to bill
 * are left out. All meters of an account go into one bill, one that was taken out meanwhile, too.
 */
export async function gatherBillables(
  tx: Transaction,
  accounts: readonly BillableAccount[],
  through: BusinessDate,
): Promise<Billable[]> {
  if (accounts.length === 0) return []
  const ids = accounts.map((account) => account.id)
  const readings: Read[] = await tx.query(`select accountId, readOn, volume from reading where ${unbilled(ids)}`, [
    ...ids,
    through,
  ])
  const byAccount = Map.groupBy(readings, (reading) => reading.accountId)
  const due = accounts.filter((account) => byAccount.has(account.id))
  if (due.length === 0) return []
  const lastBilled = await lastBillDates(tx, due)
  const installed = await installationDates(
    tx,
    due.filter((account) => !lastBilled.has(account.id)),
  )
  const populations = await householdPopulations(tx, due)
  return due.map((account) => {
    const reads = byAccount.get(account.id) ?? []
    const to = reads.reduce((latest, { readOn }) => (readOn > latest ? readOn : latest), '' as BusinessDate)
    const from = lastBilled.get(account.id) ?? installed.get(account.id) ?? to
    return {
      account,
      usageClass: usageClassOn(account, to),
      population: populations.get(account.householdId) ?? 1,
      period: { from: from < to ? from : to, to },
      volume: litres(reads.reduce((total, read) => total + read.volume, 0)),
      first: !lastBilled.has(account.id),
    }
  })
}

interface Dated {
  accountId: string
  day: BusinessDate
}
const datesOf = (rows: readonly Dated[]) => new Map(rows.map(({ accountId, day }) => [accountId, day]))

async function lastBillDates(tx: Transaction, accounts: readonly BillableAccount[]) {
  const ids = accounts.map((account) => account.id)
  return datesOf(
    await tx.query<Dated[]>(
      `select accountId, max(toDate) as day from bill
        where accountId in ${placeholders(ids)} and kind = 'reading' and state <> 'cancelled' group by accountId`,
      ids,
    ),
  )
}

async function installationDates(tx: Transaction, accounts: readonly BillableAccount[]) {
  if (accounts.length === 0) return datesOf([])
  const ids = accounts.map((account) => account.id)
  return datesOf(
    await tx.query<Dated[]>(
      `select accountId, min(installedOn) as day from meter where accountId in ${placeholders(ids)} group by accountId`,
      ids,
    ),
  )
}

/**
 * A step: the largest population of each household. Locks the other accounts of the households, too: two of one
 * household must not be priced side by side.
 */
export async function householdPopulations(
  tx: Transaction,
  accounts: readonly Pick<Account, 'householdId'>[],
): Promise<Map<string, number>> {
  const households = [...new Set(accounts.map((account) => account.householdId))]
  const rows: { householdId: string; population: number }[] = await tx.query(
    `select householdId, population from account where householdId in ${placeholders(households)}${forUpdate(tx)}`,
    households,
  )
  const largest = new Map<string, number>()
  for (const { householdId, population } of rows) {
    largest.set(householdId, Math.max(largest.get(householdId) ?? 0, population))
  }
  return largest
}
