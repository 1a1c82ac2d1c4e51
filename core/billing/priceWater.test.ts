import { describe, expect, it } from 'vitest'
import { businessDate } from '#core/kernel/businessDate.ts'
import { fen } from '#core/kernel/fen.ts'
import { cubicMetres, type Litres, litres } from '#core/kernel/litres.ts'
import { exampleTariff } from './exampleTariff.ts'
import { type PricedWater, priceWater, type WaterToPrice } from './priceWater.ts'
import { publishedTariffs } from './publishedTariffs.ts'
import { type Tariff, unitPrice } from './tariff.ts'

const period = (from: string, to: string) => ({ from: businessDate(from), to: businessDate(to) })
const price = (volume: number, usedTonnes: number, more: Partial<WaterToPrice> = {}): PricedWater =>
  priceWater({
    tariffs: [exampleTariff],
    period: period('2025-09-15', '2025-10-15'),
    volume: cubicMetres(volume),
    used: () => cubicMetres(usedTonnes),
    population: 3,
    treatment: 'tiered',
    accumulates: true,
    ...more,
  })
/** Supply lines as `tier: tonnes`. */
const tiers = ({ lines }: PricedWater) =>
  lines.filter(({ component }) => component === 'supply').map((line) => [line.tier, line.litres / 1000])

describe('the worked examples, tier 1 to 150 m³ at 2.40 and the next 100 m³ at 3.60', () => {
  it('140 used, then 30: 10 in tier 1 and 20 in tier 2', () => {
    const priced = price(30, 140)
    expect(tiers(priced)).toEqual([
      [1, 10],
      [2, 20],
    ])
    expect(priced.amount).toBe(10 * 240 + 20 * 360)
  })

  it.each([
    { startMonth: 1, startingMonth: 'newCycle' },
    { startMonth: 12, startingMonth: 'oldCycle' },
  ] as const)(
    '160 used by October, then 60 in April over six months: 20 to the old year at 3.60 and 40 to the new at 2.40 (%j)',
    (cycle) => {
      const used: Record<string, Litres> = { '2024': cubicMetres(160) }
      const priced = price(60, 0, {
        tariffs: [{ ...exampleTariff, cycle }],
        period: period('2024-10-15', '2025-04-15'),
        used: (name) => used[name] ?? litres(0),
      })
      expect(priced.lines.map(({ cycle: name, tier, litres: part, amount }) => [name, tier, part, amount])).toEqual([
        ['2024', 2, 20_000, 7_200],
        ['2025', 1, 40_000, 9_600],
      ])
      expect(priced.parts).toEqual([
        { cycle: '2024', litres: 20_000 },
        { cycle: '2025', litres: 40_000 },
      ])
      expect(priced.amount).toBe(16_800)
    },
  )

  it('water of the starting month belongs to the old cycle', () => {
    const tariffs: Tariff[] = [{ ...exampleTariff, cycle: { startMonth: 7, startingMonth: 'oldCycle' } }]
    const used = (cycle: string) => (cycle === '2024' ? cubicMetres(160) : litres(0))
    expect(price(10, 0, { tariffs, used, period: period('2025-06-15', '2025-07-15') }).lines).toMatchObject([
      { cycle: '2024', tier: 2 },
    ])
    expect(price(10, 0, { tariffs, used, period: period('2025-07-15', '2025-08-15') }).lines).toMatchObject([
      { cycle: '2025', tier: 1 },
    ])
  })

  it('the first reading of a new meter is not tiered', () => {
    const priced = price(400, 0, { treatment: 'untiered' })
    expect(tiers(priced)).toEqual([[null, 400]])
    expect(priced.amount).toBe(400 * 240)
  })

  it('a transfer of ownership clears the accumulation', () => {
    expect(tiers(price(30, 240))).toEqual([
      [2, 10],
      [3, 20],
    ])
    expect(tiers(price(30, 0))).toEqual([[1, 30]])
  })

  it('penalty back-billing stays out of the accumulation', () => {
    const priced = price(500, 140, { treatment: 'untiered', accumulates: false })
    expect(priced.amount).toBe(500 * 240)
    expect(priced.parts).toEqual([])
  })

  it('catch-up volume is priced in tiers, and counts for later readings only when wanted', () => {
    const counted = price(30, 140)
    const left = price(30, 140, { accumulates: false })
    expect(counted.parts).toEqual([{ cycle: '2025', litres: 30_000 }])
    expect(left.parts).toEqual([])
    expect(left.lines).toEqual(counted.lines)
  })

  it('population 5 → 6 after 160, then 50: 20 in tier 1 and 30 in tier 2', () => {
    const priced = price(50, 160, { population: 6 })
    expect(tiers(priced)).toEqual([
      [1, 20],
      [2, 30],
    ])
    expect(priced.amount).toBe(20 * 240 + 30 * 360)
  })

  it('population 6 → 5 after 160, then 10: 10 in tier 2, and nothing is priced again', () => {
    const priced = price(10, 160, { population: 5 })
    expect(tiers(priced)).toEqual([[2, 10]])
    expect(priced.amount).toBe(3_600)
  })

  it('several meters: volumes are added, and the largest population counts', () => {
    const meters = [
      { volume: 100, population: 5 },
      { volume: 85, population: 6 },
    ]
    const volume = meters.reduce((total, meter) => total + meter.volume, 0)
    const priced = price(volume, 0, { population: Math.max(...meters.map(({ population }) => population)) })
    expect(tiers(priced)).toEqual([
      [1, 180],
      [2, 5],
    ])
  })
})

describe('slab pricing by absolute bounds: 0–10 at 1, 10–20 at 2, above at 3', () => {
  const { household: _, ...plain } = exampleTariff
  const slabs: Tariff = {
    ...plain,
    tiers: [{ upTo: cubicMetres(10) }, { upTo: cubicMetres(20) }, { upTo: null }],
    components: [{ component: 'supply', unitPrices: [unitPrice('1'), unitPrice('2'), unitPrice('3')] }],
  }

  it.each([
    [10, 10],
    [25, 45],
    [30, 60],
  ])('%i cost %i', (volume, yuan) => {
    expect(price(volume, 0, { tariffs: [slabs] }).amount).toBe(yuan * 100)
  })

  it('cost the same in many small readings', () => {
    let total = 0
    for (let used = 0; used < 30; used += 1) total += price(1, used, { tariffs: [slabs] }).amount
    expect(total).toBe(6_000)
  })
})

describe('published tariffs', () => {
  const totals = (tariffs: readonly Tariff[], ...volumes: number[]) =>
    volumes.map((volume) => price(volume, 0, { tariffs }).amount / 100)

  it('one city: 3.04 to 180 m³, 3.75 to 300 m³, 5.88 above', () => {
    const residential = publishedTariffs.filter(({ usageClass }) => usageClass === 'residential')
    expect(totals(residential, 1, 180, 181, 300, 301)).toEqual([3.04, 547.2, 550.95, 997.2, 1003.08])
  })

  it('Beijing: 5 to 180 m³, 7 to 260 m³, 9 above', () => {
    const beijing: Tariff = {
      ...exampleTariff,
      components: [
        { component: 'supply', unitPrices: [unitPrice('2.07'), unitPrice('4.07'), unitPrice('6.07')] },
        { component: 'resourceTax', unitPrice: unitPrice('1.57') },
        { component: 'sewage', unitPrice: unitPrice('1.36') },
      ],
      tiers: [{ upTo: cubicMetres(180) }, { upTo: cubicMetres(260) }, { upTo: null }],
    }
    expect(totals([beijing], 1, 180, 181, 260, 261)).toEqual([5, 900, 907, 1460, 1469])
  })

  it('only supply is tiered: sewage and resource tax have one line over the whole volume', () => {
    const residential = publishedTariffs.filter(({ usageClass }) => usageClass === 'residential')
    const { lines } = price(40, 160, { tariffs: residential })
    expect(lines.map((line) => [line.component, line.tier, line.litres, line.unitPrice, line.amount])).toEqual([
      ['supply', 1, 20_000, 14_200, 2_840],
      ['supply', 2, 20_000, 21_300, 4_260],
      ['sewage', null, 40_000, 14_200, 5_680],
      ['resourceTax', null, 40_000, 2_000, 800],
    ])
  })

  it('a class that is not tiered has no tier on its line', () => {
    const special = publishedTariffs.filter(({ usageClass }) => usageClass === 'special')
    expect(tiers(price(1_000, 5_000, { tariffs: special }))).toEqual([[null, 1_000]])
  })
})

describe('what comes out', () => {
  it('is rounded once per line, by the rule that the tariff names', () => {
    const amounts = (['down', 'halfUp', 'up'] as const).map((rounding) => {
      const tariffs: Tariff[] = [{ ...exampleTariff, rounding }]
      return [
        price(0.125, 0, { tariffs }).amount,
        price(0.127, 0, { tariffs }).amount,
        price(0.123, 0, { tariffs }).amount,
      ]
    })
    // 30.00, 30.48 and 29.52 fen
    expect(amounts).toEqual([
      [30, 30, 29],
      [30, 30, 30],
      [30, 31, 30],
    ])
  })

  it('carries the accumulation over to a new version with other bounds in the same cycle', () => {
    const later: Tariff = {
      ...exampleTariff,
      id: 'example-2025',
      effectiveFrom: businessDate('2025-10-01'),
      tiers: [{ upTo: cubicMetres(180) }, { upTo: cubicMetres(300) }, { upTo: null }],
    }
    // 30 days, 15 at each version: 30 m³ after 140 under the old bounds, then 30 m³ after 170 under the new.
    const priced = price(60, 140, { tariffs: [later, exampleTariff], period: period('2025-09-15', '2025-10-15') })
    expect(priced.lines.map((line) => [line.tariffId, line.tier, line.litres])).toEqual([
      ['example-2020', 1, 10_000],
      ['example-2020', 2, 20_000],
      ['example-2025', 1, 10_000],
      ['example-2025', 2, 20_000],
    ])
    expect(priced.parts).toEqual([{ cycle: '2025', litres: 60_000 }])
  })

  it('of no water is nothing', () => {
    expect(price(0, 160)).toEqual({ amount: fen(0), lines: [], parts: [] })
  })

  it('is refused for water below zero, and after an accumulation below zero', () => {
    expect(() => price(-1, 0)).toThrow(RangeError)
    expect(() => price(1, -1)).toThrow(RangeError)
  })

  it('is refused where no tariff is in force', () => {
    expect(() => price(1, 0, { tariffs: [] })).toThrow('tariff.missing')
  })
})
