import type { Account } from '#core/accounts/account.ts'
import { AccountTable, BindingTable, CustomerTable } from '#core/accounts/account.table.ts'
import { TariffTable } from '#core/billing/billing.table.ts'
import { addTariff } from '#core/billing/publishTariff.ts'
import { publishedTariffs } from '#core/billing/publishedTariffs.ts'
import type { Tariff } from '#core/billing/tariff.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { type BusinessDate, businessDate, startOf } from '#core/kernel/businessDate.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { cubicMetres, litres } from '#core/kernel/litres.ts'
import type { Meter, Reading } from '#core/metering/meter.ts'
import { MeterTable, ReadingTable } from '#core/metering/metering.table.ts'
import { ResidentTable } from '#core/residents/resident.table.ts'
import { OrgUnitTable } from '#core/staff/staff.table.ts'

export interface Household {
  account: Account
  customer: { name: string; phone: string }
  meter: Meter
  /** A resident who is bound to the account. */
  resident: Actor
  unitId: string
}

export interface HouseholdWishes {
  population?: number
  openedOn?: BusinessDate
  tariffs?: readonly Tariff[]
  number?: string
}

/** The instant of a morning, for tests that let days pass. */
export const morningOf = (date: string): number => startOf(businessDate(date)) + 9 * 3_600_000

let made = 0

/** An account with a meter at zero, and a resident bound to it, under published tariffs. Everything in it is invented. */
export function createHousehold(database: Database, wishes: HouseholdWishes = {}): Promise<Household> {
  const { population = 3, openedOn = businessDate('2020-01-01'), tariffs = publishedTariffs } = wishes
  const now = startOf(openedOn)
  const index = ++made
  const number = wishes.number ?? String(10_000_000 + index)
  const customer = { name: `测试户${index}`, phone: `1380000${String(index % 10_000).padStart(4, '0')}` }
  return database.transaction(async (tx) => {
    if (!(await tx.existsBy(TariffTable, {}))) for (const tariff of tariffs) await addTariff(tx, tariff, now)
    const unitId = await rootUnit(tx, now)
    const customerId = newId(now)
    await tx.insert(CustomerTable, { id: customerId, ...customer, createdAt: now })
    const id = newId(now)
    const account: Account = {
      id,
      number,
      customerId,
      unitId,
      routeId: null,
      householdId: id,
      premises: `测试区试验路${index}号`,
      usageClass: 'residential',
      population,
      lowIncomeUntil: null,
      openedOn,
      closedOn: null,
      prepayment: fen(0),
    }
    await tx.insert(AccountTable, account)
    const meter: Meter = {
      id: newId(now),
      serialNumber: `M${number}`,
      accountId: id,
      registerCapacity: cubicMetres(100_000),
      installedOn: openedOn,
      installedAt: litres(0),
      removedOn: null,
    }
    await tx.insert(MeterTable, meter)
    const residentId = await createResident(tx, now)
    const binding = { id: newId(now), residentId, accountId: id, proof: 'meterNumber' as const, boundAt: now }
    await tx.insert(BindingTable, binding)
    return { account, customer, meter, resident: { kind: 'resident', id: residentId }, unitId }
  })
}

async function rootUnit(tx: Transaction, now: number): Promise<string> {
  const root = await tx.findOneBy(OrgUnitTable, { path: '/root/' })
  if (root) return root.id
  const id = newId(now)
  await tx.insert(OrgUnitTable, { id, parentId: null, name: '测试水务', path: '/root/' })
  return id
}

/** A step: a resident who is bound to nothing. */
export async function createResident(tx: Transaction, now: number): Promise<string> {
  const id = newId(now)
  const row = {
    id,
    platform: 'development' as const,
    platformId: id.toLowerCase(),
    phone: null,
    createdAt: now,
    deletedAt: null,
  }
  await tx.insert(ResidentTable, row)
  return id
}

/** A step: an accepted reading that nobody has billed, without judging it. `register` in litres. */
export async function addAcceptedReading(
  tx: Transaction,
  meter: Meter,
  reading: { readOn: string; register: number; volume: number },
): Promise<Reading> {
  const readOn = businessDate(reading.readOn)
  const row: Reading = {
    id: newId(startOf(readOn)),
    accountId: meter.accountId,
    meterId: meter.id,
    readOn,
    register: litres(reading.register),
    kind: 'actual',
    volume: litres(reading.volume),
    state: 'accepted',
    reasons: [],
    billId: null,
    recordedBy: 'test',
    recordedAt: startOf(readOn),
    reviewedBy: null,
    reviewedAt: null,
  }
  await tx.insert(ReadingTable, row)
  return row
}
