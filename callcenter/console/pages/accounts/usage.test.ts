import { describe, expect, it } from 'vitest'
import { businessDate } from '#core/kernel/businessDate.ts'
import { litres } from '#core/kernel/litres.ts'
import type { Reading } from './meterWords.ts'
import { usageOf } from './usage.ts'

const reading = (readOn: string, volume: number, change: Partial<Reading> = {}): Reading => ({
  id: readOn,
  accountId: 'A',
  meterId: 'M',
  readOn: businessDate(readOn),
  register: litres(0),
  kind: 'actual',
  volume: litres(volume),
  state: 'accepted',
  reasons: [],
  billId: null,
  recordedAt: 0,
  ...change,
})

describe('What an account has used', () => {
  it('goes from the oldest to the newest, whatever sequence it came in by days', () => {
    expect(usageOf([reading('2026-11-01', 12_000), reading('2026-10-01', 9_000)])).toEqual([
      { readOn: '2026-10-01', volume: 9_000, read: true },
      { readOn: '2026-11-01', volume: 12_000, read: true },
    ])
  })

  it('adds up the meters of a day, and is an estimate where one of them was', () => {
    const day = '2026-11-01'
    expect(usageOf([reading(day, 5_000, { kind: 'final' }), reading(day, 7_000, { kind: 'estimated' })])).toEqual([
      { readOn: day, volume: 12_000, read: false },
    ])
  })

  it('leaves out what waits for a person, and what was rejected', () => {
    expect(
      usageOf([
        reading('2026-11-01', -4_000, { state: 'review' }),
        reading('2026-10-01', 900_000, { state: 'rejected' }),
      ]),
    ).toEqual([])
  })

  it('keeps the newest when there are many', () => {
    const many = [reading('2026-11-01', 3), reading('2026-10-01', 2), reading('2026-09-01', 1)]
    expect(usageOf(many, 2).map(({ readOn }) => readOn)).toEqual(['2026-10-01', '2026-11-01'])
  })
})
