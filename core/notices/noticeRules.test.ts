import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import { heldUntil, isQuiet } from './noticeRules.ts'

const midnight = startOf(businessDate('2026-11-25'))
const at = (hour: number, minute = 0) => midnight + (hour * 60 + minute) * 60_000

describe('quiet hours', () => {
  it.each([
    ['21:59', at(21, 59), at(21, 59)],
    ['22:00', at(22), at(31)],
    ['23:59', at(23, 59), at(31)],
    ['00:00', at(0), at(7)],
    ['06:59', at(6, 59), at(7)],
    ['07:00', at(7), at(7)],
    ['12:00', at(12), at(12)],
  ])('what is written at %s goes out when it may', (_, written, goesOut) => {
    expect(heldUntil(written)).toBe(goesOut)
    expect(isQuiet(written)).toBe(written !== goesOut)
  })

  it('never hold longer than a night, nor until a time that is quiet itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }), (instant) => {
        const held = heldUntil(instant)
        expect(held - instant).toBeGreaterThanOrEqual(0)
        expect(held - instant).toBeLessThanOrEqual(9 * 3_600_000)
        expect(isQuiet(held)).toBe(false)
      }),
    )
  })

  it('may lie within one day, too', () => {
    const noon = { from: 12 * 60, to: 14 * 60 }
    expect(heldUntil(at(13), noon)).toBe(at(14))
    expect(heldUntil(at(22), noon)).toBe(at(22))
  })
})
