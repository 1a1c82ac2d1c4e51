import { describe, expect, it } from 'vitest'
import { HotlineSettings } from '#core/contract/hotline.ts'
import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import { isOpen, opensAt } from './isOpen.ts'
import { usualSettings } from './readHotline.ts'

const office = [
  { from: '08:30', to: '12:00' },
  { from: '13:30', to: '17:30' },
]
const settings = HotlineSettings.parse({
  ...usualSettings,
  hours: {
    monday: office,
    tuesday: office,
    wednesday: office,
    thursday: office,
    friday: [{ from: '00:00', to: '24:00' }],
    saturday: [{ from: '09:00', to: '12:00' }],
    sunday: [],
  },
  holidays: [
    { date: '2027-01-01', name: '元旦', hours: [] },
    { date: '2027-02-06', name: '除夕', hours: [{ from: '09:00', to: '10:00' }] },
  ],
  workdays: [{ date: '2027-01-03', name: '元旦调休', like: 'monday' }],
})

/** `2026-11-23 08:30` in Asia/Shanghai. */
function at(text: string): number {
  const [date = '', time = ''] = text.split(' ')
  const [hours, minutes] = time.split(':')
  return startOf(businessDate(date)) + (Number(hours) * 60 + Number(minutes)) * 60_000
}

describe('the hotline', () => {
  it.each([
    ['2026-11-23 08:29', false], // a Monday
    ['2026-11-23 08:30', true],
    ['2026-11-23 11:59', true],
    ['2026-11-23 12:00', false],
    ['2026-11-23 13:30', true],
    ['2026-11-23 17:30', false],
    ['2026-11-27 00:00', true], // a Friday, round the clock
    ['2026-11-27 23:59', true],
    ['2026-11-28 00:00', false],
    ['2026-11-28 09:00', true],
    ['2026-11-29 10:00', false], // a Sunday
    ['2027-01-01 10:00', false], // a Friday, and a holiday
    ['2027-01-03 10:00', true], // a Sunday that is worked like a Monday
    ['2027-01-03 12:30', false],
    ['2027-02-06 09:30', true], // a holiday with hours of its own
    ['2027-02-06 11:00', false],
    ['2019-11-25 09:00', true], // a Monday long before
  ])('at %s is open: %s', (text, open) => {
    expect(isOpen(settings, at(text))).toBe(open)
  })

  it('is open to the last millisecond, and no longer', () => {
    expect(isOpen(settings, at('2026-11-23 12:00') - 1)).toBe(true)
  })

  it.each([
    ['2026-11-23 07:00', '2026-11-23 08:30'],
    ['2026-11-23 12:30', '2026-11-23 13:30'],
    ['2026-11-28 12:00', '2026-11-30 08:30'],
    ['2026-12-31 18:00', '2027-01-02 09:00'],
  ])('that is closed at %s opens at %s', (text, next) => {
    expect(opensAt(settings, at(text))).toBe(at(next))
  })

  it('opens at no time when it is open, or never is', () => {
    expect(opensAt(settings, at('2026-11-23 09:00'))).toBeNull()
    const { sunday: none } = settings.hours
    const never = Object.fromEntries(Object.keys(settings.hours).map((day) => [day, none]))
    const closed = HotlineSettings.parse({ ...usualSettings, hours: never })
    expect(opensAt(closed, at('2026-11-23 09:00'))).toBeNull()
  })
})

describe('settings', () => {
  const parses = (change: object) => HotlineSettings.safeParse({ ...usualSettings, ...change }).success
  const monday = (...hours: [string, string][]) => ({
    hours: { ...usualSettings.hours, monday: hours.map(([from, to]) => ({ from, to })) },
  })

  it('take the times of a day one after the other', () => {
    expect(parses(monday(['08:00', '12:00'], ['12:00', '18:00']))).toBe(true)
    expect(parses(monday(['08:00', '12:00'], ['11:00', '18:00']))).toBe(false)
    expect(parses(monday(['12:00', '08:00']))).toBe(false)
    expect(parses(monday(['08:00', '24:30']))).toBe(false)
    expect(parses(monday(['8:00', '12:00']))).toBe(false)
  })

  it('know a day for a holiday or for a working day, once', () => {
    const holiday = { date: '2027-01-01', name: '元旦', hours: [] }
    expect(parses({ holidays: [holiday] })).toBe(true)
    expect(parses({ holidays: [holiday, holiday] })).toBe(false)
    expect(parses({ holidays: [holiday], workdays: [{ date: '2027-01-01', name: '元旦', like: 'monday' }] })).toBe(
      false,
    )
    expect(parses({ holidays: [{ ...holiday, date: '2027-02-30' }] })).toBe(false)
  })
})
