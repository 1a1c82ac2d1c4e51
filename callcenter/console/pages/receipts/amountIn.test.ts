import { describe, expect, it } from 'vitest'
import { amountIn } from './amountIn.ts'

describe('An amount that somebody typed', () => {
  it.each([
    ['12', 1_200],
    ['12.3', 1_230],
    ['12.34', 1_234],
    ['1,234.50', 123_450],
    ['¥0.01', 1],
    [' 7 ', 700],
  ])('%s is %i fen', (text, fen) => {
    expect(amountIn(text)).toBe(fen)
  })

  it.each([undefined, '', '0', '-1', '1.234', 'abc', '12345678', '1000000.01'])('%s is none', (text) => {
    expect(amountIn(text)).toBeUndefined()
  })
})
