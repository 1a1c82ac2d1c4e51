import { describe, expect, it } from 'vitest'
import { businessDate } from '#core/kernel/businessDate.ts'
import { litres } from '#core/kernel/litres.ts'
import { capacityOptions, litresOf, type Meter, readingsBefore, readingsOf, withinRegister } from './meterForm.ts'
import type { Reading } from './meterWords.ts'

const reading = (id: string, change: Partial<Reading>): Reading => ({
  id,
  accountId: 'A',
  meterId: 'M',
  readOn: businessDate('2026-11-01'),
  register: litres(0),
  kind: 'actual',
  volume: litres(0),
  state: 'accepted',
  reasons: [],
  billId: null,
  recordedAt: 0,
  ...change,
})

describe('What is typed about a meter', () => {
  it('is whole litres, whatever the fractions of cubic metres are stored as', () => {
    expect([litresOf(12.3), litresOf(0.001), litresOf(1.005)]).toEqual([12_300, 1, 1_005])
  })

  it('is held against readings of that meter that were not rejected', () => {
    const all = [
      reading('4', { state: 'rejected' }),
      reading('3', { state: 'review' }),
      reading('2', { meterId: 'other' }),
      reading('1', {}),
    ]
    expect(readingsOf(all, 'M').map(({ id }) => id)).toEqual(['3', '1'])
  })

  it('is held against readings of the meters that went before, too', () => {
    const meter = (id: string, installedOn: string, removedOn: string | null): Meter => ({
      id,
      serialNumber: id,
      registerCapacity: litres(100_000_000),
      installedAt: litres(0),
      installedOn: businessDate(installedOn),
      removedOn: removedOn === null ? null : businessDate(removedOn),
    })
    const meters = [
      meter('new', '2026-11-01', null),
      meter('old', '2020-01-01', '2026-11-01'),
      meter('beside', '2020-01-01', null),
    ]
    const all = ['new', 'old', 'beside'].map((meterId) => reading(meterId, { meterId }))
    const before = meters.map((one) => readingsBefore(all, meters, one).map(({ id }) => id))
    expect(before).toEqual([['old'], [], []])
  })

  it('offers the usual registers, and one that is there already', () => {
    expect(capacityOptions(litres(100_000_000)).map(({ value }) => value)).toEqual([1e7, 1e8, 1e9, 1e10])
    expect(capacityOptions()[1]?.label).toBe('5 位（满 100,000 吨回零）')
    expect(capacityOptions(litres(50_000_000))[0]).toEqual({ value: 50_000_000, label: '满 50000 吨回零' })
  })

  it('is less than the register can show', async () => {
    const { validator } = withinRegister(litres(100_000_000))
    await expect(validator(null, 99_999.999)).resolves.toBeUndefined()
    await expect(validator(null, null)).resolves.toBeUndefined()
    await expect(validator(null, 1.2345)).rejects.toThrow('最多三位小数')
    await expect(validator(null, 100_000)).rejects.toThrow('要小于表盘满量程 100000 吨')
  })
})
