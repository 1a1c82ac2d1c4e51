import { describe, expect, it } from 'vitest'
import { percentDone } from './billingRunWords.ts'

describe('How far a billing run is', () => {
  it.each([
    ['running', 0, 300, 0],
    ['running', 149, 300, 49],
    ['running', 300, 300, 99],
    ['running', 0, 0, 0],
    ['finished', 298, 300, 100],
  ] as const)('%s, %i of %i accounts, is %i percent', (state, accountsDone, accountsTotal, percent) => {
    expect(percentDone({ state, accountsDone, accountsTotal })).toBe(percent)
  })
})
