import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PriceLine } from '#core/billing/priceWater.ts'
import { unitPrice, UnitPrice } from '#core/billing/tariff.ts'
import { fen } from '#core/kernel/fen.ts'
import { cubicMetres, litres } from '#core/kernel/litres.ts'
import { invoiceLines } from './invoiceLines.ts'
import { splitTax } from './splitTax.ts'

const amounts = fc.integer({ min: 0, max: 100_000_000 }).map(fen)
const priceLine = fc.record<PriceLine>({
  component: fc.constantFrom('supply', 'sewage', 'resourceTax'),
  tier: fc.constantFrom(null, 1, 2, 3),
  litres: fc.integer({ min: 0, max: 1_000_000 }).map(litres),
  unitPrice: fc.constantFrom(...[0, 14_200, 21_300, 42_600].map((price) => UnitPrice.parse(price))),
  amount: amounts,
  cycle: fc.constant('2026'),
  tariffId: fc.constant('any'),
})
const bills = fc.array(fc.array(priceLine, { maxLength: 8 }), { minLength: 1, maxLength: 6 })

const line = (change: Partial<PriceLine>): PriceLine => ({
  component: 'supply',
  tier: 1,
  litres: cubicMetres(10),
  unitPrice: unitPrice('1.42'),
  amount: fen(1_420),
  cycle: '2026',
  tariffId: 'any',
  ...change,
})

describe('a price with tax in it', () => {
  it.each([
    [0, 0, 0],
    [1, 1, 0],
    [17, 17, 0],
    [18, 17, 1],
    [103, 100, 3],
    [1_420, 1_379, 41],
    [103_000_000, 100_000_000, 3_000_000],
  ])('of %i fen is %i net and %i tax at 3 %%', (gross, net, tax) => {
    expect(splitTax(fen(gross), 300)).toEqual({ net, tax })
  })

  it('is net and tax to the fen, with the tax within half a fen of the rate', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom(100, 300, 600, 900, 1_300), (gross, rate) => {
        const { net, tax } = splitTax(gross, rate)
        expect(net + tax).toBe(gross)
        expect(Math.abs(net - (gross * 10_000) / (10_000 + rate))).toBeLessThanOrEqual(0.5)
        expect(tax).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('is all net where it is not taxed', () => {
    expect(splitTax(fen(1_620), null)).toEqual({ net: 1_620, tax: 0 })
  })

  it('is not below zero', () => {
    expect(() => splitTax(fen(-1), 300)).toThrow(RangeError)
  })
})

describe('the lines of an invoice', () => {
  it('tax the supply of water, and neither the sewage fee nor the resource tax', () => {
    const charged = [
      line({}),
      line({ component: 'sewage', tier: null }),
      line({ component: 'resourceTax', tier: null, unitPrice: unitPrice('0.20'), amount: fen(200) }),
    ]
    expect(invoiceLines(charged)).toEqual({
      lines: [
        { component: 'supply', tier: 1, litres: 10_000, gross: 1_420, net: 1_379, tax: 41, rateBasisPoints: 300 },
        { component: 'sewage', tier: null, litres: 10_000, gross: 1_420, net: 1_420, tax: 0, rateBasisPoints: null },
        { component: 'resourceTax', tier: null, litres: 10_000, gross: 200, net: 200, tax: 0, rateBasisPoints: null },
      ],
      gross: 3_040,
      net: 2_999,
      tax: 41,
    })
  })

  it('add up what has one price, and keep tiers and prices apart, in their sequence', () => {
    const second = { tier: 2, unitPrice: unitPrice('2.13'), amount: fen(2_130) }
    const old = { unitPrice: unitPrice('1.20'), amount: fen(1_200) }
    const { lines } = invoiceLines([line(second), line({}), line(old), line({})])
    expect(lines.map(({ tier, litres: volume, gross }) => [tier, volume, gross])).toEqual([
      [1, 10_000, 1_200],
      [1, 20_000, 2_840],
      [2, 10_000, 2_130],
    ])
  })

  it('are more where the roundings of many bills would add up to more than platforms tolerate', () => {
    const { lines, gross, tax } = invoiceLines(Array.from({ length: 24 }, () => line({})))
    expect(lines.map((one) => [one.net, one.tax])).toEqual([
      [16 * 1_379, 16 * 41],
      [8 * 1_379, 8 * 41],
    ])
    expect([gross, tax]).toEqual([24 * 1_420, 24 * 41])
  })

  it('leave out what costs nothing', () => {
    expect(invoiceLines([line({ amount: fen(0) })]).lines).toEqual([])
  })

  it('come to net and tax to the fen, each and together, and to what the bills charge', () => {
    fc.assert(
      fc.property(bills, (charged) => {
        const { lines, gross, net, tax } = invoiceLines(charged.flat())
        for (const one of lines) {
          expect(one.net + one.tax).toBe(one.gross)
          expect(Math.abs((one.net * (one.rateBasisPoints ?? 0)) / 10_000 - one.tax)).toBeLessThanOrEqual(6)
        }
        expect(net + tax).toBe(gross)
        expect(lines.reduce((total, one) => total + one.gross, 0)).toBe(gross)
        expect(lines.reduce((total, one) => total + one.net, 0)).toBe(net)
        expect(charged.flat().reduce((total, one) => total + one.amount, 0)).toBe(gross)
      }),
    )
  })

  it('of several bills are the sum of the invoices for each', () => {
    fc.assert(
      fc.property(bills, (charged) => {
        const together = invoiceLines(charged.flat())
        const each = charged.map(invoiceLines)
        for (const amount of ['gross', 'net', 'tax'] as const) {
          expect(together[amount]).toBe(each.reduce((total, one) => total + one[amount], 0))
        }
      }),
    )
  })
})
