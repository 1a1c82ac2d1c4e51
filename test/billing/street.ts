import type { Account } from '#core/accounts/account.ts'
import { AccountTable, CustomerTable } from '#core/accounts/account.table.ts'
import { exampleTariff } from '#core/billing/exampleTariff.ts'
import { BillTable, BillingRunTable } from '#core/billing/billing.table.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { cubicMetres, litres } from '#core/kernel/litres.ts'
import { insertRows } from '#core/kernel/rows.ts'
import type { Meter, Reading } from '#core/metering/meter.ts'
import { MeterTable, ReadingRouteTable, ReadingTable } from '#core/metering/metering.table.ts'
import { createHousehold, morningOf } from '#test/household.ts'

const [openedOn, readOn] = [businessDate('2024-01-01'), businessDate('2024-03-31')]

/** What every home of a street has used, and what that costs under the example tariff. */
export const usedInStreet = { volume: cubicMetres(10), amount: 2_400 }

/**
 * Many homes at once, each with a meter that was read at the end of March 2024, on a reading route of their own.
 * Everything in it is invented. Resolves to the accounts in the sequence in which a run comes to them.
 */
export async function createStreet(
  database: Database,
  homes: number,
  change: (account: Account, index: number) => Partial<Account> = () => ({}),
): Promise<{ routeId: string; accounts: Account[] }> {
  const corner = await createHousehold(database, { tariffs: [exampleTariff], openedOn })
  const now = morningOf('2024-01-02')
  const routeId = newId(now)
  const accounts = Array.from({ length: homes }, (_, index): Account => {
    const id = newId(now + index)
    const number = `${routeId.slice(-4)}${String(index).padStart(6, '0')}`
    const account = { ...corner.account, id, number, routeId, householdId: id, customerId: newId(now) }
    return { ...account, ...change(account, index) }
  })
  const meters = accounts.map(({ id: accountId, number }): Meter => ({
    ...corner.meter,
    id: newId(now),
    accountId,
    serialNumber: `M${number}`,
  }))
  const readings = meters.map(({ id: meterId, accountId }): Reading => ({
    id: newId(morningOf(readOn)),
    accountId,
    meterId,
    readOn,
    register: litres(usedInStreet.volume),
    kind: 'actual',
    volume: usedInStreet.volume,
    state: 'accepted',
    reasons: [],
    billId: null,
    recordedBy: 'reader-1',
    recordedAt: morningOf(readOn),
    reviewedBy: null,
    reviewedAt: null,
  }))
  await database.transaction(async (tx) => {
    await tx.insert(ReadingRouteTable, { id: routeId, routeCode: routeId, name: '试验路', unitId: corner.unitId })
    const customers = accounts.map(({ customerId: id, number: name }) => ({ id, name, phone: null, createdAt: now }))
    await insertRows(tx, CustomerTable, customers)
    await insertRows(tx, AccountTable, accounts)
    await insertRows(tx, MeterTable, meters)
    await insertRows(tx, ReadingTable, readings)
  })
  return { routeId, accounts }
}

/** What a run says of itself, and what its bills say. */
export async function countRun(database: Database, runId: string) {
  const run = await database.read.findOneByOrFail(BillingRunTable, { id: runId })
  const bills = await database.read.findBy(BillTable, { runId })
  const billed = bills.map(({ accountId }) => accountId)
  return {
    run,
    billed,
    said: { bills: run.bills, amount: run.amount },
    found: { bills: bills.length, amount: bills.reduce((total, bill) => total + bill.amount, 0) },
  }
}
