import type { Account } from '#core/accounts/account.ts'
import { AccountTable, BindingTable, CustomerTable } from '#core/accounts/account.table.ts'
import type { Bill } from '#core/billing/bill.ts'
import { BillTable } from '#core/billing/billing.table.ts'
import { addTariff } from '#core/billing/publishTariff.ts'
import { publishedTariffs } from '#core/billing/publishedTariffs.ts'
import { addDays, type BusinessDate, dateOf, firstOfMonth, monthIndex, startOf } from '#core/kernel/businessDate.ts'
import { type Database, openDatabase, type Transaction } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { cubicMetres, litres } from '#core/kernel/litres.ts'
import { insertRows } from '#core/kernel/rows.ts'
import type { Meter, Reading } from '#core/metering/meter.ts'
import { MeterTable, ReadingTable } from '#core/metering/metering.table.ts'
import type { Resident } from '#core/residents/resident.ts'
import { ResidentTable } from '#core/residents/resident.table.ts'
import { coreSchema } from '#core/schema.ts'
import { OrgUnitTable } from '#core/staff/staff.table.ts'

// An invented city whose rows are the same each time, so that two databases can be told apart by nothing.

/** The id of the `index`th of a kind: shaped like a ULID, and in sequence like those that were made one after the other. */
const idOf = (kind: string, index: number) => `01J0${kind}${String(index).padStart(21, '0')}`
export const accountIdOf = (index: number): string => idOf('A', index)
export const residentIdOf = (index: number): string => idOf('R', index)
export const unitId = idOf('N', 0)
const customerId = idOf('C', 0)

const perTransaction = 1_000
const months = 24
/** So much that no run of the benchmark pays it off. */
const openAmount = fen(100_000_000)

/** Accounts with two years of monthly bills, the newest open, each with a resident bound to it. */
export const buildBilledCity = (database: Database, accounts: number, now: number): Promise<void> =>
  build(database, accounts, now, async (tx, indices) => {
    const today = dateOf(now)
    await bindResidents(tx, indices, now)
    const bills = indices.flatMap((index) =>
      Array.from({ length: months }, (_, ago) => billOf(index, months - 1 - ago, today)),
    )
    await insertRows(tx, BillTable, bills)
  })

/** Accounts with a resident bound to each, who has a telephone. */
export const buildBoundCity = (database: Database, accounts: number, now: number): Promise<void> =>
  build(database, accounts, now, (tx, indices) =>
    bindResidents(tx, indices, now, (index) => `138${String(index).padStart(8, '0')}`),
  )

/**
 * Accounts with one bill that is paid, and a reading since then that nobody has billed. Every tenth has money that
 * waits for its next bill.
 */
export const buildCityToBill = (database: Database, accounts: number, now: number): Promise<void> =>
  build(database, accounts, now, async (tx, indices) => {
    const today = dateOf(now)
    await insertRows(
      tx,
      BillTable,
      indices.map((index) => billOf(index, 1, today)),
    )
    const meters = indices.map((index): Meter => ({
      id: idOf('M', index),
      serialNumber: `M${index}`,
      accountId: accountIdOf(index),
      registerCapacity: cubicMetres(100_000),
      installedOn: addDays(today, -400),
      installedAt: litres(0),
      removedOn: null,
    }))
    await insertRows(tx, MeterTable, meters)
    await insertRows(
      tx,
      ReadingTable,
      indices.map((index) => readingOf(index, addDays(today, -1))),
    )
  })

/** The same accounts without any of that. */
export const buildAccounts = (database: Database, accounts: number, now: number): Promise<void> =>
  build(database, accounts, now, () => Promise.resolve())

/** Opens a database that is there for a while, and closes it again. */
export async function filled<T>(url: string, fill: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url, coreSchema)
  const made = await fill(database)
  await database.close()
  return made
}

type More = (tx: Transaction, indices: readonly number[]) => Promise<void>

async function build(database: Database, accounts: number, now: number, more: More) {
  await database.transaction(async (tx) => {
    for (const tariff of publishedTariffs) await addTariff(tx, tariff, now)
    await insertRows(tx, OrgUnitTable, [{ id: unitId, parentId: null, name: '测试水务', path: '/root/' }])
    await insertRows(tx, CustomerTable, [{ id: customerId, name: '测试户', phone: null, createdAt: now }])
  })
  for (let start = 0; start < accounts; start += perTransaction) {
    const indices = Array.from({ length: Math.min(perTransaction, accounts - start) }, (_, offset) => start + offset)
    await database.transaction(async (tx) => {
      await insertRows(tx, AccountTable, indices.map(accountOf))
      await more(tx, indices)
    })
  }
}

async function bindResidents(
  tx: Transaction,
  indices: readonly number[],
  now: number,
  phoneOf: (index: number) => string | null = () => null,
) {
  const residents = indices.map((index): Resident => {
    const id = residentIdOf(index)
    return { id, platform: 'development', platformId: id, phone: phoneOf(index), createdAt: now, deletedAt: null }
  })
  await insertRows(tx, ResidentTable, residents)
  const bindings = indices.map((index) => ({
    id: idOf('B', index),
    residentId: residentIdOf(index),
    accountId: accountIdOf(index),
    proof: 'meterNumber' as const,
    boundAt: now,
  }))
  await insertRows(tx, BindingTable, bindings)
}

const accountOf = (index: number): Account => ({
  id: accountIdOf(index),
  number: String(10_000_000 + index),
  customerId,
  unitId,
  routeId: null,
  householdId: accountIdOf(index),
  premises: `测试区试验路${index}号`,
  usageClass: 'residential',
  population: 3,
  lowIncomeUntil: null,
  openedOn: '2020-01-01' as BusinessDate,
  closedOn: null,
  prepayment: fen(index % 10 === 0 ? 3_000 : 0),
})

/** The bill of the month that lies so many months back; 0 is the newest, which is open. */
function billOf(index: number, monthsAgo: number, today: BusinessDate): Bill {
  const month = monthIndex(today) - 1 - monthsAgo
  const toDate = firstOfMonth(month + 1)
  const amount = monthsAgo === 0 ? openAmount : fen(3_040)
  return {
    id: idOf('D', index * months + (months - monthsAgo)),
    accountId: accountIdOf(index),
    runId: null,
    kind: 'reading',
    state: monthsAgo === 0 ? 'open' : 'settled',
    fromDate: firstOfMonth(month),
    toDate,
    volume: cubicMetres(10),
    amount,
    paid: monthsAgo === 0 ? fen(0) : amount,
    feePaid: fen(0),
    feeMicro: 0,
    feeAccruedTo: null,
    dueOn: addDays(today, 15 - 30 * monthsAgo),
    tariffId: publishedTariffs[0]?.id ?? '',
    priceLines: [],
    parts: [],
    issuedAt: startOf(toDate),
  }
}

const readingOf = (index: number, readOn: BusinessDate): Reading => ({
  id: idOf('E', index),
  accountId: accountIdOf(index),
  meterId: idOf('M', index),
  readOn,
  register: cubicMetres(20 + (index % 40)),
  kind: 'actual',
  volume: cubicMetres(10 + (index % 40)),
  state: 'accepted',
  reasons: [],
  billId: null,
  recordedBy: 'test',
  recordedAt: startOf(readOn),
  reviewedBy: null,
  reviewedAt: null,
})
