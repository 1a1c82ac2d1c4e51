import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  BusinessDate,
  businessDate,
  dateOf,
  daysBetween,
  firstOfMonth,
  minuteOfDay,
  monthIndex,
  monthOf,
  startOf,
  yearOf,
} from './businessDate.ts'

const day = 86_400_000
const dates = fc
  .date({ min: new Date('1992-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => businessDate(date.toISOString().slice(0, 10)))
const instants = fc.integer({ min: Date.parse('1992-01-02T00:00:00Z'), max: Date.parse('2199-12-30T00:00:00Z') })

describe('a business date', () => {
  it('is a day of the calendar', () => {
    expect(businessDate('2024-02-29')).toBe('2024-02-29')
    for (const wrong of ['2023-02-29', '2026-13-01', '2026-1-1', '20260101', '', '2026-01-01T00:00:00Z'])
      expect(() => businessDate(wrong)).toThrow(RangeError)
    expect(BusinessDate.safeParse('2100-02-29').success).toBe(false)
  })

  it('begins at midnight in Shanghai, eight hours before that of UTC', () => {
    const midnight = Date.parse('2026-11-23T00:00:00+08:00')
    expect([dateOf(midnight - 1), dateOf(midnight), dateOf(midnight + day - 1)]).toEqual([
      '2026-11-22',
      '2026-11-23',
      '2026-11-23',
    ])
    expect(startOf(businessDate('2026-11-23'))).toBe(midnight)
    expect([minuteOfDay(midnight), minuteOfDay(midnight - 1), minuteOfDay(midnight + 90 * 60_000)]).toEqual([
      0, 1439, 90,
    ])
  })

  it('agrees with the calendar of Shanghai at any instant', () => {
    const shanghai = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'short',
    })
    fc.assert(
      fc.property(instants, (instant) => {
        const [date, time] = shanghai.format(instant).split(' ')
        const [hours, minutes] = (time ?? '').split(':').map(Number)
        expect([dateOf(instant), minuteOfDay(instant)]).toEqual([date, (hours ?? 0) * 60 + (minutes ?? 0)])
      }),
    )
  })

  it('holds the instants from its start to the next', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const start = startOf(dateOf(instant))
        expect(start <= instant && instant < start + day).toBe(true)
      }),
    )
  })

  it('sorts as text the way it does in time', () => {
    fc.assert(
      fc.property(dates, dates, (one, other) => {
        expect(Math.sign(daysBetween(other, one))).toBe(one < other ? -1 : one > other ? 1 : 0)
      }),
    )
  })

  it('is as many days away as were added to it', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -10_000, max: 10_000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days)
      }),
    )
    expect(addDays(businessDate('2024-02-28'), 2)).toBe('2024-03-01')
    expect(addDays(businessDate('2026-01-01'), -1)).toBe('2025-12-31')
  })

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-05-31', 6, '2026-11-30'],
  ])('%s and %d months are %s', (date, months, later) => {
    expect(addMonths(businessDate(date), months)).toBe(later)
  })

  it('is in the month it was moved to, on its own day or the last one', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -600, max: 600 }), (date, months) => {
        const moved = addMonths(date, months)
        expect(monthIndex(moved)).toBe(monthIndex(date) + months)
        const lastDay = monthIndex(addDays(moved, 1)) > monthIndex(moved)
        expect(moved.slice(8) === date.slice(8) || (lastDay && moved.slice(8) < date.slice(8))).toBe(true)
      }),
    )
  })

  it('knows its month', () => {
    const date = businessDate('2026-11-23')
    expect([yearOf(date), monthOf(date), firstOfMonth(monthIndex(date))]).toEqual([2026, 11, '2026-11-01'])
  })
})
