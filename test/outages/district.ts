import type { Account, BindingProof, Customer } from '#core/accounts/account.ts'
import { AccountTable, BindingTable, CustomerTable } from '#core/accounts/account.table.ts'
import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { ReadingRouteTable } from '#core/metering/metering.table.ts'
import { ResidentTable } from '#core/residents/resident.table.ts'

export interface Home {
  accountId: string
  number: string
  /** On file. */
  phone: string
  /** Who is bound to it; null where nobody is. */
  residentId: string | null
}

let districts = 0

/**
 * Homes on a reading route of their own, each with a customer and a telephone on file; a resident is bound to every
 * second one. Everything in it is invented.
 */
export async function createDistrict(
  database: Database,
  unitId: string,
  homes: number,
  proof: BindingProof = 'meterNumber',
): Promise<{ routeId: string; street: string; homes: Home[] }> {
  const now = startOf(businessDate('2024-01-01'))
  const district = ++districts
  const street = `试验区第${district}街`
  const routeId = newId(now)
  const ids = Array.from({ length: homes }, (_, index) => newId(now + index))
  const customers = ids.map((_, index): Customer => {
    const serial = String(district * 100_000 + index).padStart(8, '0')
    return { id: newId(now), name: `住户${index}`, phone: `138${serial}`, createdAt: now }
  })
  const accounts = ids.map((id, index): Account => ({
    id,
    number: String(30_000_000 + district * 100_000 + index),
    customerId: customers[index]?.id ?? '',
    unitId,
    routeId,
    householdId: id,
    premises: `${street}${index + 1}号`,
    usageClass: 'residential',
    population: 3,
    lowIncomeUntil: null,
    openedOn: businessDate('2024-01-01'),
    closedOn: null,
    prepayment: fen(0),
  }))
  const bound = ids.map((_, index) => (index % 2 === 0 ? newId(now) : null))
  const residents = bound.flatMap((id) => (id === null ? [] : [id]))
  await database.transaction(async (tx) => {
    await tx.insert(ReadingRouteTable, { id: routeId, routeCode: `D${district}`, name: `${street}表册`, unitId })
    await insertRows(tx, CustomerTable, customers)
    await insertRows(tx, AccountTable, accounts)
    const person = { platform: 'development' as const, phone: null, createdAt: now, deletedAt: null }
    await insertRows(
      tx,
      ResidentTable,
      residents.map((id) => ({ ...person, id, platformId: id })),
    )
    await insertRows(
      tx,
      BindingTable,
      ids.flatMap((accountId, index) => {
        const residentId = bound[index]
        return residentId ? [{ id: newId(now), residentId, accountId, proof, boundAt: now }] : []
      }),
    )
  })
  const made = accounts.map(({ id, number }, index) => ({
    accountId: id,
    number,
    phone: customers[index]?.phone ?? '',
    residentId: bound[index] ?? null,
  }))
  return { routeId, street, homes: made }
}
