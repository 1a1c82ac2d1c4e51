import { decodeTime, isValid } from 'ulid'
import { describe, expect, it } from 'vitest'
import { Id, newId } from './id.ts'

describe('a new id', () => {
  it('is a ULID that says when it was made', () => {
    for (const now of [0, 1, 1_790_000_000_123, 2 ** 48 - 1]) {
      const id = newId(now)
      expect(isValid(id)).toBe(true)
      expect(Id.safeParse(id).success).toBe(true)
      expect(decodeTime(id)).toBe(now)
    }
  })

  it('sorts by its time', () => {
    const times = [5, 31, 32, 1023, 1024, 1_790_000_000_000, 1_790_000_000_001]
    const ids = times.map((now) => newId(now))
    expect(ids.toSorted()).toEqual(ids)
  })

  it('is another every time, in all of its 80 bits of chance', () => {
    const ids = Array.from({ length: 20_000 }, () => newId(1_790_000_000_000))
    expect(new Set(ids).size).toBe(ids.length)
    for (let place = 10; place < 26; place++) {
      const seen = new Set(ids.map((id) => id.charAt(place)))
      expect(seen.size).toBe(32)
    }
  })

  it('is refused for what is no instant', () => {
    for (const now of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 48]) {
      expect(() => newId(now)).toThrow(RangeError)
    }
  })
})
