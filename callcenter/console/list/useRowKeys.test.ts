import { describe, expect, it } from 'vitest'
import { rowAfter } from './useRowKeys.ts'

describe('Keys in a list', () => {
  it('go from row to row, and not over the ends', () => {
    const from = (at: number) =>
      ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'].map((pressed) => rowAfter(pressed, at, 25))
    expect(from(0)).toEqual([0, 1, 0, 10, 0, 24])
    expect(from(24)).toEqual([23, 24, 14, 24, 0, 24])
  })

  it('that mean something else lead nowhere', () => {
    expect([rowAfter('a', 3, 25), rowAfter('Enter', 3, 25), rowAfter('ArrowDown', 0, 0)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
