import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
import { transferOwnership } from '#core/accounts/transferOwnership.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import { type BillingHouse, createBillingHouse, staff, suppliesOf } from '#test/billing/billingHouse.ts'
import { databases } from '#test/databases.ts'
import { expectSound } from '#test/money/expectSound.ts'
import { exampleTariff } from './exampleTariff.ts'
import { type ExtraBill, issueExtraBill } from './issueExtraBill.ts'
import { publishedTariffs } from './publishedTariffs.ts'
import { publishTariff } from './publishTariff.ts'
import { type Tariff, unitPrice } from './tariff.ts'

// Tier 1 to 150 m³ a year at 2.40 yuan, the next 100 m³ at 3.60; each figure below can be checked on paper.

describe.each(databases)('the worked examples, from reading to bill, on $kind', ({ open }) => {
  let database: Database
  let house: BillingHouse

  beforeEach(async () => {
    database = await open()
    house = createBillingHouse(database)
  })
  afterEach(async () => {
    await expectSound(database)
    await database.close()
  })

  const settle = (tariffs: Tariff[]) => void (house = createBillingHouse(database, { tariffs }))
  const extra = (accountId: string, kind: ExtraBill['kind'], accumulates: boolean, volume: number) =>
    issueExtraBill(house.deps, staff, {
      accountId,
      kind,
      accumulates,
      period: { from: businessDate('2024-03-31'), to: businessDate('2024-04-30') },
      volume: cubicMetres(volume),
      reason: '水表停走',
    })
  const setPopulation = (accountId: string, population: number) =>
    database.transaction((tx) => tx.update(AccountTable, { id: accountId }, { population }))

  it('140 m³ and then 30: 10 in tier 1 and 20 in tier 2', async () => {
    const home = await house.newHome()
    await home.use('2024-03-31', 140)
    expect(suppliesOf(await home.bill())).toEqual([['2024', 1, 140, 33_600]])
    await home.use('2024-06-30', 30)
    const bill = await home.bill()
    expect(suppliesOf(bill)).toEqual([
      ['2024', 1, 10, 2_400],
      ['2024', 2, 20, 7_200],
    ])
    expect(bill).toMatchObject({ amount: 9_600, volume: 30_000, fromDate: '2024-03-31', toDate: '2024-06-30' })
  })

  it('a cycle’s last reading was missed: the April reading of 60 m³ gives 20 to the old year and 40 to the new', async () => {
    const home = await house.newHome()
    await home.use('2024-10-15', 160)
    await home.bill()
    await home.use('2025-04-15', 60)
    const bill = await home.bill()
    expect(suppliesOf(bill)).toEqual([
      ['2024', 2, 20, 7_200],
      ['2025', 1, 40, 9_600],
    ])
    expect(bill.amount).toBe(16_800)
    // The new year goes on from its 40.
    await home.use('2025-06-15', 120)
    expect(suppliesOf(await home.bill())).toEqual([
      ['2025', 1, 110, 26_400],
      ['2025', 2, 10, 3_600],
    ])
  })

  it('water of the starting month belongs to the old cycle, where the tariff says so', async () => {
    settle([{ ...exampleTariff, cycle: { startMonth: 7, startingMonth: 'oldCycle' } }])
    const home = await house.newHome()
    await home.use('2024-06-30', 160)
    await home.bill()
    await home.use('2024-07-31', 10)
    expect(suppliesOf(await home.bill())).toEqual([['2023', 2, 10, 3_600]])
    await home.use('2024-08-31', 10)
    expect(suppliesOf(await home.bill())).toEqual([['2024', 1, 10, 2_400]])
  })

  it('the first reading of a new meter is not tiered, and does not count', async () => {
    const home = await house.newSupply({ openedOn: businessDate('2024-01-01') })
    await home.use('2024-03-31', 200)
    const first = await home.bill()
    expect(suppliesOf(first)).toEqual([['2024', null, 200, 48_000]])
    expect(first).toMatchObject({ fromDate: '2024-01-01', parts: [] })
    await home.use('2024-06-30', 151)
    expect(suppliesOf(await home.bill())).toEqual([
      ['2024', 1, 150, 36_000],
      ['2024', 2, 1, 360],
    ])
  })

  it('a transfer of ownership clears the accumulation', async () => {
    const home = await house.newHome()
    await home.use('2024-03-31', 140)
    await home.bill()
    await transferOwnership(house.deps, staff, {
      accountId: home.accountId,
      name: '新户主',
      phone: null,
      population: 3,
    })
    await home.use('2024-06-30', 30)
    expect(suppliesOf(await home.bill())).toEqual([['2024', 1, 30, 7_200]])
  })

  it('penalty back-billing stays out of the accumulation, and of the tiers', async () => {
    const home = await house.newHome()
    await home.use('2024-03-31', 140)
    await home.bill()
    house.goTo('2024-05-06')
    expect(suppliesOf(await extra(home.accountId, 'penalty', true, 100))).toEqual([['2024', null, 100, 24_000]])
    await home.use('2024-06-30', 30)
    expect((await home.bill()).amount).toBe(9_600)
  })

  it('catch-up volume is tiered, and counts for what comes after if it shall', async () => {
    const [without, counted] = [await house.newHome(), await house.newHome()]
    for (const home of [without, counted]) {
      await home.use('2024-03-31', 140)
      await home.bill()
    }
    house.goTo('2024-05-06')
    for (const [home, accumulates] of [
      [without, false],
      [counted, true],
    ] as const) {
      expect(suppliesOf(await extra(home.accountId, 'catchUp', accumulates, 30))).toEqual([
        ['2024', 1, 10, 2_400],
        ['2024', 2, 20, 7_200],
      ])
    }
    await without.use('2024-06-30', 30)
    expect((await without.bill()).amount).toBe(9_600)
    await counted.use('2024-06-30', 30)
    expect(suppliesOf(await counted.bill())).toEqual([['2024', 2, 30, 10_800]])
  })

  it('population 5 to 6 after 160 m³, then 50: 20 in tier 1 and 30 in tier 2', async () => {
    const home = await house.newHome({ population: 5 })
    await home.use('2024-03-31', 160)
    expect((await home.bill()).amount).toBe(36_000 + 3_600)
    await setPopulation(home.accountId, 6)
    await home.use('2024-06-30', 50)
    expect(suppliesOf(await home.bill())).toEqual([
      ['2024', 1, 20, 4_800],
      ['2024', 2, 30, 10_800],
    ])
  })

  it('population 6 to 5 after 160 m³, then 10: 10 in tier 2, and nothing is priced anew', async () => {
    const home = await house.newHome({ population: 6 })
    await home.use('2024-03-31', 160)
    const before = await home.bill()
    expect(suppliesOf(before)).toEqual([['2024', 1, 160, 38_400]])
    await setPopulation(home.accountId, 5)
    await home.use('2024-06-30', 10)
    expect(suppliesOf(await home.bill())).toEqual([['2024', 2, 10, 3_600]])
  })

  it('accounts of one household: volumes are added, and the largest population counts', async () => {
    const [home, annexe] = [await house.newHome({ population: 6 }), await house.newHome({ population: 2 })]
    const { householdId } = home.account
    await database.transaction((tx) => tx.update(AccountTable, { id: annexe.accountId }, { householdId }))
    await home.use('2024-03-31', 140)
    await home.bill()
    await annexe.use('2024-04-30', 60)
    // Six heads: tier 1 goes to 180.
    expect(suppliesOf(await annexe.bill())).toEqual([
      ['2024', 1, 40, 9_600],
      ['2024', 2, 20, 7_200],
    ])
    house.goTo('2024-05-06')
    // Also for water that was not read, at the account of two.
    expect(suppliesOf(await extra(annexe.accountId, 'catchUp', true, 120))).toEqual([
      ['2024', 2, 110, 39_600],
      ['2024', 3, 10, 7_200],
    ])
    await home.use('2024-06-30', 1)
    expect(suppliesOf(await home.bill())).toEqual([['2024', 3, 1, 720]])
  })

  it('a price change inside a period shares the volume out by days', async () => {
    const home = await house.newHome()
    await home.use('2024-02-29', 20)
    await home.bill()
    const dearer = {
      ...exampleTariff,
      id: 'example-2024',
      effectiveFrom: businessDate('2024-03-11'),
      components: [
        { component: 'supply' as const, unitPrices: [unitPrice('3.00'), unitPrice('4.50'), unitPrice('9.00')] },
      ] as Tariff['components'],
    }
    await publishTariff(house.deps, staff, dearer)
    await home.use('2024-03-31', 31)
    const bill = await home.bill()
    expect(bill.priceLines.map(({ tariffId, litres, amount }) => [tariffId, litres, amount])).toEqual([
      ['example-2020', 10_000, 2_400],
      ['example-2024', 21_000, 6_300],
    ])
    expect(bill).toMatchObject({ amount: 8_700, tariffId: 'example-2024' })
  })

  it('slabs have absolute bounds: 0–10 at 1, 10–20 at 2, above at 3', async () => {
    const slabs: Tariff = {
      ...exampleTariff,
      tiers: [{ upTo: cubicMetres(10) }, { upTo: cubicMetres(20) }, { upTo: null }],
      components: [{ component: 'supply', unitPrices: [unitPrice('1'), unitPrice('2'), unitPrice('3')] }],
    }
    settle([slabs])
    const costs = []
    for (const volume of [10, 25, 30]) {
      const home = await house.newHome()
      await home.use('2024-03-31', volume)
      costs.push((await home.bill()).amount)
    }
    expect(costs).toEqual([1_000, 4_500, 6_000])
  })

  it('the published tariff: 320 m³ in a year, all included', async () => {
    settle([...publishedTariffs])
    const home = await house.newHome()
    await home.use('2024-06-30', 320)
    const bill = await home.bill()
    // 180 × 3.04 + 120 × 3.75 + 20 × 5.88
    expect(bill.amount).toBe(54_720 + 45_000 + 11_760)
    expect(bill.priceLines.filter(({ component }) => component !== 'supply')).toMatchObject([
      { component: 'sewage', tier: null, litres: 320_000, amount: 45_440 },
      { component: 'resourceTax', tier: null, litres: 320_000, amount: 6_400 },
    ])
  })
})
