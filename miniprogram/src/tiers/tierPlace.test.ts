import { describe, expect, it } from 'vitest'
import type { Bill, PriceLine, Tariff } from '../hub/contract.ts'
import { placeAfter, placeOf, tiersFor, usedUntil } from './tierPlace.ts'

const tiering = {
  tiers: [{ upTo: 180_000 }, { upTo: 300_000 }, { upTo: null }],
  components: [
    { component: 'supply', unitPrices: [14_200, 21_300, 42_600] },
    { component: 'sewage', unitPrice: 14_200 },
    { component: 'resourceTax', unitPrice: 2_000 },
  ],
  household: { above: 4, perHead: { litres: 6_000, per: 'month' }, widens: 'steps' },
} as unknown as Tariff
const tiers = tiersFor(tiering, 4)
const line = (tier: number, litres: number, cycle = '2026') =>
  ({ component: 'supply', tier, litres, cycle }) as unknown as PriceLine

describe('The tiers of a household', () => {
  it('have their prices with everything in them', () => {
    expect(tiers.map(({ price }) => price)).toEqual([30_400, 37_500, 58_800])
    expect(tiers.map(({ upTo }) => upTo)).toEqual([180_000, 300_000, null])
  })

  it('get wider with the heads, each step by as much', () => {
    expect(tiersFor(tiering, 6).map(({ upTo }) => upTo)).toEqual([180_000 + 144_000, 300_000 + 288_000, null])
  })

  it('are none where the price has no steps', () => {
    expect(tiersFor({ ...tiering, tiers: [{ upTo: null }] }, 3)).toEqual([])
  })
})

describe('Where a household is', () => {
  it('counts a bound to the tier below it', () => {
    expect(placeOf(tiers, 180_000)).toMatchObject({ index: 0, left: 0 })
    expect(placeOf(tiers, 180_001)).toMatchObject({ index: 1, left: 119_999 })
    expect(placeOf(tiers, 400_000)).toMatchObject({ index: 2, left: null })
  })

  it('is exact after a bill that went into the next tier', () => {
    expect(placeAfter(tiers, [line(1, 20_000), line(2, 15_000)], 999)).toMatchObject({ index: 1, used: 195_000 })
  })

  it('is never in another tier than the bill was priced by', () => {
    expect(placeAfter(tiers, [line(2, 15_000)], 30_000)).toMatchObject({ index: 1, used: 195_000 })
    expect(placeAfter(tiers, [line(1, 15_000)], 500_000)).toMatchObject({ index: 0, used: 180_000 })
    expect(placeAfter(tiers, [line(2, 9_000, '2025'), line(1, 6_000)], 6_000)).toMatchObject({ index: 0, used: 6_000 })
  })
})

it('the water of a cycle is that of its bills, without penalties and what was taken back', () => {
  const bill = (toDate: string, volume: number, more: Partial<Bill> = {}) =>
    ({ kind: 'reading', state: 'settled', toDate, volume, ...more }) as Bill
  const bills = [
    bill('2026-11-19', 10),
    bill('2026-09-20', 20),
    bill('2026-08-01', 400, { kind: 'penalty' }),
    bill('2026-07-01', 800, { state: 'cancelled' }),
    bill('2026-01-15', 40),
    bill('2025-12-20', 100),
  ]
  expect(usedUntil(bills, '2026-11-24', 1)).toBe(70)
  expect(usedUntil(bills, '2026-09-20', 1)).toBe(60)
  expect(usedUntil(bills, '2026-11-24', 7)).toBe(30)
})
