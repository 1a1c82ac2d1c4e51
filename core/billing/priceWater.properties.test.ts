import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type BusinessDate, businessDate } from '#core/kernel/businessDate.ts'
import { litres } from '#core/kernel/litres.ts'
import { exampleTariff } from './exampleTariff.ts'
import { priceWater, type WaterToPrice } from './priceWater.ts'
import { Tariff, UnitPrice } from './tariff.ts'

const price = fc.integer({ min: 0, max: 90_000 }).map((value) => UnitPrice.parse(value))
const day = fc.integer({ min: 0, max: 1_500 }).map((days) => addDays(businessDate('2023-01-01'), days))

const version = fc
  .record({
    widths: fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 3 }),
    prices: fc.array(price, { minLength: 4, maxLength: 4 }),
    sewage: price,
    cycle: fc.record({
      startMonth: fc.integer({ min: 1, max: 12 }),
      startingMonth: fc.constantFrom('oldCycle' as const, 'newCycle' as const),
    }),
    household: fc.option(
      fc.record({
        above: fc.integer({ min: 0, max: 5 }),
        perHead: fc.record({
          litres: fc.integer({ min: 1, max: 50 }),
          per: fc.constantFrom('year' as const, 'month' as const),
        }),
        widens: fc.constantFrom('steps' as const, 'bounds' as const),
      }),
      { nil: undefined },
    ),
    priceChange: fc.constantFrom('byDays' as const, 'byReadingDate' as const),
    rounding: fc.constantFrom('halfUp' as const, 'down' as const, 'up' as const),
  })
  .map(({ widths, prices, sewage, ...rest }) => {
    const bounds = widths.map((_, index) => widths.slice(0, index + 1).reduce((sum, width) => sum + width, 0))
    return {
      ...exampleTariff,
      ...rest,
      tiers: [...bounds.map((upTo) => ({ upTo })), { upTo: null }],
      components: [
        { component: 'supply', unitPrices: prices.slice(0, widths.length + 1) },
        { component: 'sewage', unitPrice: sewage },
      ],
    }
  })

const tariffs = fc
  .tuple(version, fc.array(fc.tuple(version, day), { maxLength: 3 }))
  .map(([first, later]) => [
    Tariff.parse(first),
    ...new Map(later.map(([tariff, from]) => [from, { ...tariff, id: `from-${from}`, effectiveFrom: from }]))
      .values()
      .map((tariff) => Tariff.parse(tariff)),
  ])
  .chain((versions) => fc.shuffledSubarray(versions, { minLength: versions.length }))

const water = (largest: number): fc.Arbitrary<WaterToPrice> =>
  fc.record({
    tariffs,
    period: fc.tuple(day, fc.integer({ min: 0, max: 800 })).map(([from, days]) => ({ from, to: addDays(from, days) })),
    volume: fc.integer({ min: 0, max: largest }).map(litres),
    used: fc
      .array(fc.integer({ min: 0, max: 1_500 }), { minLength: 10, maxLength: 10 })
      .map((byYear) => (cycle: string) => litres(byYear[Number(cycle) % 10] ?? 0)),
    population: fc.integer({ min: 0, max: 9 }),
    treatment: fc.constantFrom('tiered' as const, 'tiered' as const, 'untiered' as const),
    accumulates: fc.boolean(),
  })

/** The obvious model: walks the months, then the days, then every single litre. */
function walk({ tariffs: versions, period, volume, used, population, treatment }: WaterToPrice): string[] {
  const byAge = versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  const inForce = (date: string) => byAge.findLast(({ effectiveFrom }) => effectiveFrom <= date) ?? exampleTariff
  const { cycle: rule, priceChange } = inForce(period.to)

  const cycleOf = (month: string): string => {
    const first = rule.startingMonth === 'newCycle' ? rule.startMonth : rule.startMonth === 12 ? 1 : rule.startMonth + 1
    let [year = 0, walking = 0] = month.split('-').map(Number)
    while (walking !== first) {
      walking -= 1
      if (walking === 0) [year, walking] = [year - 1, 12]
    }
    return String(year)
  }
  const monthOf = (date: BusinessDate) => date.slice(0, 7)
  const days: BusinessDate[] = []
  for (let date = addDays(period.from, 1); date <= period.to; date = addDays(date, 1)) days.push(date)
  if (days.length === 0) days.push(period.to)
  const laterMonths = [...new Set(days.map(monthOf))].filter((month) => month !== monthOf(period.from))
  const months = laterMonths.length > 0 ? laterMonths : [monthOf(period.to)]
  const labelOf = (date: BusinessDate) => (months.includes(monthOf(date)) ? monthOf(date) : (months[0] ?? ''))

  const lines = new Map<string, { litres: number; unitPrice: number; tariff: Tariff }>()
  const cycles = [...new Set(months.map(cycleOf))]
  const cumulated = new Map<string, number>()
  let leftOfAll: number = volume
  for (const cycle of cycles) {
    const ofCycle = months.filter((month) => cycleOf(month) === cycle).length
    const part = cycle === cycles.at(-1) ? leftOfAll : Math.floor((volume * ofCycle) / months.length)
    leftOfAll -= part
    const prices = days
      .filter((date) => cycleOf(labelOf(date)) === cycle)
      .map((date) => inForce(priceChange === 'byDays' ? date : period.to))
    let leftOfPart = part
    for (const tariff of new Set(prices)) {
      const ofTariff = prices.filter((other) => other === tariff).length
      const slice = tariff === prices.at(-1) ? leftOfPart : Math.floor((part * ofTariff) / prices.length)
      leftOfPart -= slice
      for (const component of tariff.components) {
        for (let litre = 0; litre < slice; litre += 1) {
          let tier: number | null = null
          let unitPrice: number
          if (component.component === 'supply') {
            const total = (cumulated.get(cycle) ?? used(cycle)) + 1
            cumulated.set(cycle, total)
            const index = treatment === 'untiered' ? 0 : tierOf(tariff, population, total)
            tier = treatment === 'untiered' || tariff.tiers.length === 1 ? null : index + 1
            unitPrice = component.unitPrices[index] ?? Number.NaN
          } else unitPrice = component.unitPrice
          const key = `${cycle} ${tariff.id} ${component.component} ${tier}`
          const line = lines.get(key) ?? { litres: 0, unitPrice, tariff }
          lines.set(key, { ...line, litres: line.litres + 1 })
        }
      }
    }
  }
  return Array.from(lines, ([key, line]) => {
    const tenMillionths = line.litres * line.unitPrice
    const { rounding } = line.tariff
    const round = rounding === 'up' ? Math.ceil : rounding === 'down' ? Math.floor : Math.round
    return `${key}: ${line.litres} l, ${round(tenMillionths / 100_000)} fen`
  })
}

/** Index of the tier that holds one litre, by the widths of the tiers. */
function tierOf({ tiers, household }: Tariff, population: number, litre: number): number {
  const heads = household ? Math.max(0, population - household.above) : 0
  const perHead = household ? household.perHead.litres * (household.perHead.per === 'month' ? 12 : 1) : 0
  let upper = 0
  for (const [index, { upTo }] of tiers.entries()) {
    if (upTo === null) return index
    upper += upTo - (index > 0 ? (tiers[index - 1]?.upTo ?? 0) : 0)
    if (household?.widens === 'steps' || index === 0) upper += heads * perHead
    if (litre <= upper) return index
  }
  return Number.NaN
}

describe('pricing', () => {
  it('agrees with a model that walks litre by litre', () => {
    fc.assert(
      fc.property(water(1_200), (input) => {
        const lines = priceWater(input).lines.map(
          (line) =>
            `${line.cycle} ${line.tariffId} ${line.component} ${line.tier}: ${line.litres} l, ${line.amount} fen`,
        )
        expect(lines).toEqual(walk(input))
      }),
      { numRuns: 400 },
    )
  })

  it('never loses a litre', () => {
    fc.assert(
      fc.property(water(1_000_000_000_000), (input) => {
        const { lines, parts, amount } = priceWater(input)
        const total = (from: readonly { litres: number }[]) => from.reduce((sum, part) => sum + part.litres, 0)
        for (const component of ['supply', 'sewage']) {
          expect(total(lines.filter((line) => line.component === component))).toBe(input.volume)
        }
        expect(total(parts)).toBe(input.accumulates ? input.volume : 0)
        expect(lines.reduce((sum, line) => sum + line.amount, 0)).toBe(amount)
      }),
    )
  })

  it('fills the same tiers by two readings within a cycle as by one', () => {
    const input = fc.tuple(water(1_500), version).map(([anything, tariff]) => ({
      ...anything,
      tariffs: [Tariff.parse(tariff)],
      period: { from: anything.period.to, to: anything.period.to },
    }))
    const perTier = (...readings: WaterToPrice[]) => {
      const filled = new Map<string, number>()
      for (const { component, tier, litres: part } of readings.flatMap((reading) => priceWater(reading).lines)) {
        filled.set(`${component} ${tier}`, (filled.get(`${component} ${tier}`) ?? 0) + part)
      }
      return filled
    }
    fc.assert(
      fc.property(input, fc.nat({ max: 1_500 }), (first, volume) => {
        const used = (cycle: string) => litres(first.used(cycle) + first.volume)
        const second = { ...first, volume: litres(volume), used }
        const both = { ...first, volume: litres(first.volume + volume) }
        expect(perTier(first, second)).toEqual(perTier(both))
      }),
    )
  })
})
