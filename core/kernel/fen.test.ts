import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimalYuan, divide, Fen, fen, type Rounding, sum, yuan } from './fen.ts'

describe('fen', () => {
  it('are whole and safe, and nothing else', () => {
    expect([fen(0), fen(-5), fen(Number.MAX_SAFE_INTEGER)]).toEqual([0, -5, Number.MAX_SAFE_INTEGER])
    for (const wrong of [0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1])
      expect(() => fen(wrong)).toThrow(RangeError)
    expect([0.5, '5', null].map((value) => Fen.safeParse(value).success)).toEqual([false, false, false])
  })

  it('add up, and refuse a total that could not be exact', () => {
    expect(sum([])).toBe(0)
    expect(sum([fen(10), fen(-3), fen(5)])).toBe(12)
    expect(() => sum([fen(Number.MAX_SAFE_INTEGER), fen(1)])).toThrow(RangeError)
  })

  it.each([
    [0, '¥0.00', '0.00'],
    [5, '¥0.05', '0.05'],
    [-5, '-¥0.05', '-0.05'],
    [100, '¥1.00', '1.00'],
    [123_450, '¥1,234.50', '1234.50'],
    [-123_456_789, '-¥1,234,567.89', '-1234567.89'],
    [Number.MAX_SAFE_INTEGER, '¥90,071,992,547,409.91', '90071992547409.91'],
  ])('%d are %s for people and %s for vendors', (amount, forPeople, forVendors) => {
    expect([yuan(fen(amount)), decimalYuan(fen(amount))]).toEqual([forPeople, forVendors])
  })
})

describe('a division', () => {
  it.each<[bigint, bigint, Rounding, number]>([
    [10n, 4n, 'halfUp', 3],
    [9n, 4n, 'halfUp', 2],
    [-10n, 4n, 'halfUp', -3],
    [10n, 4n, 'down', 2],
    [-10n, 4n, 'down', -2],
    [9n, 4n, 'up', 3],
    [-9n, 4n, 'up', -3],
    [8n, 4n, 'up', 2],
    [0n, 7n, 'up', 0],
    [9_007_199_254_740_993n, 2n, 'down', 4_503_599_627_370_496],
  ])('of %d by %d, rounded %s, is %d', (numerator, denominator, rounding, result) => {
    expect(divide(numerator, denominator, rounding)).toBe(result)
  })

  it('refuses what has no exact answer', () => {
    expect(() => divide(1n, 0n, 'down')).toThrow(RangeError)
    expect(() => divide(1n, -2n, 'down')).toThrow(RangeError)
    expect(() => divide(2n ** 53n, 1n, 'down')).toThrow(RangeError)
    expect(divide(2n ** 60n, 2n ** 20n, 'down')).toBe(2 ** 40)
  })

  const operands = [fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 9n })] as const

  it('is off by less than one, and by no more than a half when it is rounded half up', () => {
    fc.assert(
      fc.property(...operands, (numerator, denominator) => {
        const off = (rounding: Rounding) => {
          const rest = BigInt(divide(numerator, denominator, rounding)) * denominator - numerator
          return rest < 0n ? -rest : rest
        }
        expect(off('down') < denominator && off('up') < denominator && off('halfUp') * 2n <= denominator).toBe(true)
      }),
    )
  })

  it('treats a debit as it treats a credit', () => {
    fc.assert(
      fc.property(
        ...operands,
        fc.constantFrom<Rounding>('halfUp', 'down', 'up'),
        (numerator, denominator, rounding) => {
          expect(divide(-numerator, denominator, rounding) + divide(numerator, denominator, rounding)).toBe(0)
        },
      ),
    )
  })
})
