import { describe, expect, it } from 'vitest'
import { addMonths, businessDate } from '#core/kernel/businessDate.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import type { Meter, ReadingKind } from '#core/metering/meter.ts'
import { estimated, type MeterLife, newLife, readMeter, shown } from './meterLife.ts'

const meter: Meter = {
  id: 'METER',
  serialNumber: '2400000001',
  accountId: 'ACCOUNT',
  registerCapacity: cubicMetres(10_000),
  installedOn: businessDate('2024-01-10'),
  installedAt: cubicMetres(9_990),
  removedOn: null,
}

const flow = (life: MeterLife, volume: number): MeterLife => ({ ...life, through: life.through + volume })
const read = (life: MeterLife, month: number, register: number, kind: ReadingKind = 'actual', review = false) =>
  readMeter(life, addMonths(meter.installedOn, month), { kind, register, at: 1_706_000_000_000, review })

describe('a meter of the demo', () => {
  it('shows a reader whole cubic metres, and the radio every litre', () => {
    const life = flow(newLife(meter), 4_321)
    expect(shown(life, 'actual')).toBe(9_994_000)
    expect(shown(life, 'remote')).toBe(9_994_321)
  })

  it('turns over, and loses no water by it', () => {
    const before = read(flow(newLife(meter), 5_000), 1, 9_995_000)
    const life = flow(before.life, 12_000)
    expect(shown(life, 'actual')).toBe(7_000)
    expect(read(life, 2, 7_000).reading).toMatchObject({ volume: 12_000, state: 'accepted', reasons: [] })
  })

  it('is never guessed beyond what has run through, so that the next reading is not below it', () => {
    const { life } = read(flow(newLife({ ...meter, installedAt: cubicMetres(0) }), 20_000), 1, 20_000)
    expect(estimated(flow(life, 50_000))).toBe(40_000)
    expect(estimated(flow(life, 3_000))).toBe(23_000)
  })

  it('waits with a strange reading for a review where that is wanted, and else has had it', () => {
    const { life } = read(flow(newLife(meter), 5_000), 1, 9_995_000)
    const strange = { volume: -3_000, reasons: ['belowLast'] }
    const waiting = read(life, 2, 9_992_000, 'actual', true).reading
    expect(waiting).toMatchObject({ ...strange, state: 'review', reviewedBy: null })
    const zero = read(life, 2, 9_995_000).reading
    expect(zero).toMatchObject({ volume: 0, reasons: ['zeroUse'], state: 'accepted', reviewedBy: 'demoCity' })
  })
})
