import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'

const draw = (count: number, seed: number, ...path: number[]) => {
  const random = createRandom(seed, ...path)
  return Array.from({ length: count }, () => random.next())
}

describe('numbers that look random', () => {
  it('are the same for the same seed and path, and others for any other', () => {
    expect(draw(50, 7, 1, 2)).toEqual(draw(50, 7, 1, 2))
    const streams = [draw(5, 7), draw(5, 8), draw(5, 7, 0), draw(5, 7, 1), draw(5, 7, 1, 2), draw(5, 7, 2, 1)]
    expect(new Set(streams.map(String)).size).toBe(streams.length)
  })

  it('spread evenly, also over the first draw of neighbouring paths', () => {
    const tenths = Array.from({ length: 10 }, () => 0)
    for (let index = 0; index < 10_000; index++) {
      const tenth = Math.floor((draw(1, 20_201_101, index)[0] ?? 0) * 10)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150)
  })

  it('come between two bounds, both included', () => {
    const random = createRandom(1)
    const seen = new Set(Array.from({ length: 500 }, () => random.between(3, 6)))
    expect([...seen].toSorted()).toEqual([3, 4, 5, 6])
  })

  it('pick as often as the weights say', () => {
    const random = createRandom(1)
    const picked = Array.from({ length: 10_000 }, () =>
      random.weighted([
        [3, 'often'],
        [1, 'seldom'],
        [0, 'never'],
      ] as const),
    )
    const seldom = picked.filter((each) => each === 'seldom').length
    expect(Math.abs(seldom - 2_500)).toBeLessThan(200)
    expect(picked).not.toContain('never')
    expect(() => random.pick([])).toThrow(RangeError)
  })
})
