import { describe, expect, it } from 'vitest'
import { businessDate } from '#core/kernel/businessDate.ts'
import { litres } from '#core/kernel/litres.ts'
import { exampleTariff } from './exampleTariff.ts'
import { cycleOn, splitPeriod } from './splitPeriod.ts'
import type { CycleRule, Tariff } from './tariff.ts'

const split = (tariffs: readonly Tariff[], from: string, to: string, volume: number) =>
  splitPeriod(tariffs, { from: businessDate(from), to: businessDate(to) }, litres(volume)).map(
    (slice) => [slice.cycle, slice.tariff.id, slice.litres] as const,
  )
const withCycle = (startMonth: number, startingMonth: CycleRule['startingMonth']): Tariff[] => [
  { ...exampleTariff, id: 't', cycle: { startMonth, startingMonth } },
]
const version = (id: string, effectiveFrom: string, more: Partial<Tariff> = {}): Tariff => ({
  ...exampleTariff,
  id,
  effectiveFrom: businessDate(effectiveFrom),
  ...more,
})

describe('the cycle of a reading', () => {
  const names = (rule: CycleRule, ...dates: string[]) => dates.map((date) => cycleOn(rule, businessDate(date)))

  it('is named by the year it starts in', () => {
    const july: CycleRule = { startMonth: 7, startingMonth: 'newCycle' }
    expect(names(july, '2025-06-30', '2025-07-01', '2026-06-30')).toEqual(['2024', '2025', '2025'])
  })

  it('begins a month later where water of the starting month belongs to the old cycle', () => {
    const july: CycleRule = { startMonth: 7, startingMonth: 'oldCycle' }
    expect(names(july, '2025-07-31', '2025-08-01', '2026-07-31')).toEqual(['2024', '2025', '2025'])
  })

  it('is the calendar year when it starts in January, or in a December that belongs to the old cycle', () => {
    const dates = ['2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01']
    const years = ['2024', '2025', '2025', '2026']
    expect(names({ startMonth: 1, startingMonth: 'newCycle' }, ...dates)).toEqual(years)
    expect(names({ startMonth: 12, startingMonth: 'oldCycle' }, ...dates)).toEqual(years)
  })
})

describe('a period that reaches into a new cycle', () => {
  it('is shared out by the months after the first reading, up to that of the last', () => {
    expect(split(withCycle(1, 'newCycle'), '2024-10-15', '2025-04-15', 60_000)).toEqual([
      ['2024', 't', 20_000],
      ['2025', 't', 40_000],
    ])
  })

  it('leaves what does not divide to the newest cycle', () => {
    expect(split(withCycle(1, 'newCycle'), '2024-11-15', '2025-02-15', 100)).toEqual([
      ['2024', 't', 33],
      ['2025', 't', 67],
    ])
  })

  it('counts the starting month as the tariff says', () => {
    expect(split(withCycle(7, 'newCycle'), '2025-05-20', '2025-08-20', 300)).toEqual([
      ['2024', 't', 100],
      ['2025', 't', 200],
    ])
    expect(split(withCycle(7, 'oldCycle'), '2025-05-20', '2025-08-20', 300)).toEqual([
      ['2024', 't', 200],
      ['2025', 't', 100],
    ])
  })

  it('goes over several cycles when readings were missed for years', () => {
    expect(split(withCycle(1, 'newCycle'), '2022-11-01', '2025-02-01', 2_700)).toEqual([
      ['2022', 't', 100],
      ['2023', 't', 1_200],
      ['2024', 't', 1_200],
      ['2025', 't', 200],
    ])
  })

  it('has but one month between two readings of one month, or of one day', () => {
    expect(split(withCycle(1, 'newCycle'), '2025-01-05', '2025-01-20', 7)).toEqual([['2025', 't', 7]])
    expect(split(withCycle(1, 'newCycle'), '2025-01-05', '2025-01-05', 7)).toEqual([['2025', 't', 7]])
  })

  it('cannot run backwards', () => {
    expect(() => split(withCycle(1, 'newCycle'), '2025-01-06', '2025-01-05', 7)).toThrow(RangeError)
  })
})

describe('a price change inside a period', () => {
  it('shares the water out by days, the day of the reading before not being one of them', () => {
    const versions = [version('old', '2020-01-01'), version('new', '2025-03-11')]
    expect(split(versions, '2025-02-28', '2025-03-31', 3_100)).toEqual([
      ['2025', 'old', 1_000],
      ['2025', 'new', 2_100],
    ])
  })

  it('leaves what does not divide to the newest price', () => {
    const versions = [version('newest', '2025-03-03'), version('old', '2020-01-01'), version('new', '2025-03-02')]
    expect(split(versions, '2025-02-28', '2025-03-03', 101)).toEqual([
      ['2025', 'old', 33],
      ['2025', 'new', 33],
      ['2025', 'newest', 35],
    ])
  })

  it('has no part at the old price when it begins on the first day, and one day when on the last', () => {
    expect(
      split([version('old', '2020-01-01'), version('new', '2025-03-01')], '2025-02-28', '2025-03-10', 100),
    ).toEqual([['2025', 'new', 100]])
    expect(
      split([version('old', '2020-01-01'), version('new', '2025-03-10')], '2025-02-28', '2025-03-10', 100),
    ).toEqual([
      ['2025', 'old', 90],
      ['2025', 'new', 10],
    ])
  })

  it('gives all of it the price of the day of reading, where the new tariff says so', () => {
    const versions = [version('old', '2020-01-01'), version('new', '2025-03-10', { priceChange: 'byReadingDate' })]
    expect(split(versions, '2025-02-28', '2025-03-10', 100)).toEqual([['2025', 'new', 100]])
    expect(split(versions, '2025-02-28', '2025-03-09', 100)).toEqual([['2025', 'old', 100]])
  })

  it('on the first day of a cycle falls together with the split by cycles', () => {
    const versions = [version('old', '2020-01-01'), version('new', '2025-01-01')]
    expect(split(versions, '2024-10-15', '2025-04-15', 60_000)).toEqual([
      ['2024', 'old', 20_000],
      ['2025', 'new', 40_000],
    ])
  })

  it('takes the price of the day for two readings of one day', () => {
    const versions = [version('old', '2020-01-01'), version('new', '2025-03-10')]
    expect(split(versions, '2025-03-10', '2025-03-10', 5)).toEqual([['2025', 'new', 5]])
  })

  it('needs a price for every day that is priced by days', () => {
    const first = version('first', '2025-03-02')
    expect(() => split([first], '2025-02-28', '2025-03-10', 5)).toThrow('tariff.missing')
    expect(split([first], '2025-03-01', '2025-03-10', 5)).toEqual([['2025', 'first', 5]])
    expect(() => split([], '2025-03-01', '2025-03-10', 5)).toThrow('tariff.missing')
  })
})
