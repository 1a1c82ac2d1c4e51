import { describe, expect, it } from 'vitest'
import { ndcg } from './ndcg.ts'

describe('nDCG', () => {
  it('is 1 for the best sequence, whatever irrelevant comes behind', () => {
    expect(ndcg(['a', 'b', 'c', 'x'], { a: 3, b: 2, c: 1 })).toBe(1)
  })

  it('is 0 when nothing relevant was found', () => {
    expect(ndcg(['x', 'y'], { a: 3 })).toBe(0)
    expect(ndcg([], { a: 3 })).toBe(0)
  })

  it('falls with the place of what is relevant', () => {
    expect(ndcg(['x', 'a'], { a: 3 })).toBeCloseTo(1 / Math.log2(3), 12)
    expect(ndcg(['x', 'y', 'a'], { a: 1 })).toBeCloseTo(0.5, 12)
  })

  it('weighs gains by 2^grade − 1', () => {
    const ideal = 7 + 3 / Math.log2(3) + 1 / 2
    const given = 1 + 3 / Math.log2(3) + 7 / 2
    expect(ndcg(['c', 'b', 'a'], { a: 3, b: 2, c: 1 })).toBeCloseTo(given / ideal, 12)
  })

  it('looks at the first ten, and is fair where there are more', () => {
    const grades = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`a${index}`, 3 as const]))
    expect(ndcg(Object.keys(grades), grades)).toBe(1)
    expect(ndcg([...Array<string>(10).fill('x'), 'a0'], grades)).toBe(0)
  })

  it('says that a query without relevant results judges nothing', () => {
    expect(() => ndcg(['a'], {})).toThrow(RangeError)
  })
})
