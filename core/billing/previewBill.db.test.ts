import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { cubicMetres, litres } from '#core/kernel/litres.ts'
import { type BillingHome, type BillingHouse, createBillingHouse } from '#test/billing/billingHouse.ts'
import { databases } from '#test/databases.ts'
import { BillTable } from './billing.table.ts'
import { previewBill } from './previewBill.ts'

describe.each(databases)('a preview of a bill on $kind', ({ open }) => {
  let database: Database
  let house: BillingHouse

  beforeEach(async () => {
    database = await open()
    house = createBillingHouse(database)
  })
  afterEach(() => database.close())

  /** The preview of a volume, and the bill that is then written of it, with the same names. */
  async function both(home: BillingHome, readOn: string, volume: number) {
    house.goTo(readOn)
    const preview = await previewBill(house.deps, home.accountId, cubicMetres(volume))
    await home.use(readOn, volume)
    const { amount, priceLines: lines, fromDate: from, toDate: to, volume: billed } = await home.bill()
    return { preview, bill: { amount, lines, period: { from, to }, volume: billed } }
  }

  it('is what the bill then says: across tiers, into the next year, and for more heads', async () => {
    const home = await house.newHome({ population: 6 })
    for (const [readOn, volume] of [
      ['2024-03-31', 170],
      ['2024-10-15', 150],
      ['2025-04-15', 60],
    ] as const) {
      const { preview, bill } = await both(home, readOn, volume)
      expect(preview).toEqual(bill)
    }
  })

  it('is what the first bill then says, which begins with the meter and not with the account', async () => {
    const home = await house.newSupply({ openedOn: businessDate('2024-01-10') })
    const openedOn = businessDate('2023-10-01')
    await database.transaction((tx) => tx.update(AccountTable, { id: home.accountId }, { openedOn }))
    const { preview, bill } = await both(home, '2024-03-31', 200)
    expect(preview).toEqual(bill)
    expect(preview).toMatchObject({ amount: 48_000, period: { from: '2024-01-10' } })
  })

  it('is what the bill then says in a household of two accounts', async () => {
    const [home, annexe] = [await house.newHome({ population: 6 }), await house.newHome({ population: 2 })]
    const { householdId } = home.account
    await database.transaction((tx) => tx.update(AccountTable, { id: annexe.accountId }, { householdId }))
    await home.use('2024-03-31', 140)
    await home.bill()
    const { preview, bill } = await both(annexe, '2024-04-30', 60)
    expect(preview).toEqual(bill)
    expect(preview.amount).toBe(16_800)
  })

  it('writes nothing', async () => {
    const home = await house.newHome()
    house.goTo('2024-03-31')
    const before = await database.read.find(BillTable)
    const first = await previewBill(house.deps, home.accountId, cubicMetres(200))
    expect(await previewBill(house.deps, home.accountId, cubicMetres(200))).toEqual(first)
    expect(await database.read.find(BillTable)).toEqual(before)
  })

  it('needs an account and a tariff', async () => {
    await expect(previewBill(house.deps, 'nowhere', litres(1))).rejects.toMatchObject({ code: 'account.unknown' })
    const home = await house.newHome()
    await database.transaction((tx) => tx.update(AccountTable, { id: home.accountId }, { usageClass: 'special' }))
    const preview = previewBill(house.deps, home.accountId, litres(1))
    await expect(preview).rejects.toMatchObject({ code: 'tariff.missing' })
  })
})
