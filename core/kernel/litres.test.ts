import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cubicMetres, litres, tonnes } from './litres.ts'

describe('litres', () => {
  it('are whole', () => {
    expect(litres(12_345)).toBe(12_345)
    for (const wrong of [0.1, Number.NaN, 2 ** 53]) expect(() => litres(wrong)).toThrow(RangeError)
  })

  it('of cubic metres are exact, though a meter shows them with three decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (whole) => {
        expect(cubicMetres(Number((whole / 1000).toFixed(3)))).toBe(whole)
      }),
    )
  })

  it('are no finer', () => {
    expect(() => cubicMetres(1.0005)).toThrow(RangeError)
    expect(() => cubicMetres(0.0001)).toThrow(RangeError)
  })

  it.each([
    [0, '0 吨'],
    [12_000, '12 吨'],
    [12_300, '12.3 吨'],
    [12_345, '12.345 吨'],
    [100_000, '100 吨'],
    [-500, '-0.5 吨'],
    [5, '0.005 吨'],
  ])('%d are %s', (volume, shown) => {
    expect(tonnes(litres(volume))).toBe(shown)
  })
})
