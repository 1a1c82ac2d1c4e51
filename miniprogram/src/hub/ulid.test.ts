import { describe, expect, it } from 'vitest'
import { ulid } from './ulid.ts'

describe('A ULID', () => {
  it('says its time in ten characters and chance in sixteen', () => {
    expect(ulid(1_469_918_176_385, () => 0)).toBe(`01ARYZ6S41${'0'.repeat(16)}`)
    expect(ulid(2 ** 48 - 1, () => 0.999_999)).toBe('7ZZZZZZZZZ'.padEnd(26, 'Z'))
  })

  it('is what the hub takes for one', () => {
    for (let n = 0; n < 100; n++) expect(ulid(Date.now(), Math.random)).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
  })

  it('sorts by its time', () => {
    expect(ulid(1_000, () => 0.9) < ulid(1_001, () => 0.1)).toBe(true)
  })
})
