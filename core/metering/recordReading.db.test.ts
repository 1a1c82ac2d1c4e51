import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import { databases } from '#test/databases.ts'
import { createHousehold, type Household, morningOf } from '#test/household.ts'
import { installMeter } from './installMeter.ts'
import type { ReadingKind } from './meter.ts'
import { MeterTable, ReadingTable } from './metering.table.ts'
import { recordReading } from './recordReading.ts'

const staff: Actor = { kind: 'staff', id: 'staff-1' }
const reader: Actor = { kind: 'staff', id: 'reader-1' }

describe.each(databases)('readings of a meter on $kind', ({ open }) => {
  let database: Database
  let deps: { database: Database; clock: () => number }
  let home: Household
  let now: number

  beforeEach(async () => {
    now = morningOf('2026-12-31')
    database = await open()
    deps = { database, clock: () => now }
    home = await createHousehold(database, { openedOn: businessDate('2026-01-01') })
  })
  afterEach(() => database.close())

  /** `register` in m³. */
  const read = (readOn: string, register: number | null, kind: ReadingKind = 'actual', meterId = home.meter.id) => {
    now += 1_000
    const wanted = { meterId, readOn: businessDate(readOn), kind }
    return recordReading(deps, reader, { ...wanted, register: register === null ? null : cubicMetres(register) })
  }
  const refused = (code: string, data = {}) => ({ code, data: expect.objectContaining(data) })

  it('stand for what ran through since the one before', async () => {
    const first = await read('2026-01-31', 12)
    expect(first).toMatchObject({ volume: 12_000, state: 'accepted', reasons: [], billId: null })
    expect(await read('2026-02-28', 25.5)).toMatchObject({ register: 25_500, volume: 13_500, state: 'accepted' })
    expect(await database.read.findOneBy(ReadingTable, { id: first.id })).toEqual(first)
    const [act] = await database.read.findBy(AuditTable, { subjectId: first.id })
    expect(act).toMatchObject({
      action: 'reading.recorded',
      actorId: reader.id,
      accountId: home.account.id,
      unitId: home.unitId,
      details: { kind: 'actual', state: 'accepted' },
    })
  })

  it('are one when the same comes again, also at the same time', async () => {
    const all = await Promise.all([1, 2, 3].map(() => read('2026-01-31', 12)))
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
    expect(await database.read.count(ReadingTable)).toBe(1)
    expect(await database.read.countBy(AuditTable, { action: 'reading.recorded' })).toBe(1)
  })

  it('are refused when they say something else of the same day', async () => {
    await read('2026-01-31', 12)
    await expect(read('2026-01-31', 13)).rejects.toMatchObject(refused('reading.differs', { register: 12_000 }))
  })

  it('come in the sequence of their days, from the day the meter was put in until today', async () => {
    await read('2026-02-28', 12)
    const tooEarly = refused('reading.outOfOrder', { lastReadOn: '2026-02-28' })
    await expect(read('2026-02-27', 13)).rejects.toMatchObject(tooEarly)
    await expect(read('2027-01-01', 13)).rejects.toMatchObject(refused('reading.inFuture'))
    const other = await createHousehold(database, { openedOn: businessDate('2026-03-01') })
    const before = refused('reading.outOfOrder', { lastReadOn: '2026-03-01' })
    await expect(read('2026-02-28', 1, 'actual', other.meter.id)).rejects.toMatchObject(before)
    expect(await read('2026-12-31', 24)).toMatchObject({ volume: 12_000 })
  })

  it('wait behind one that waits for a review', async () => {
    await read('2026-01-31', 12)
    const strange = await read('2026-02-28', 11)
    expect(strange).toMatchObject({ volume: -1_000, state: 'review', reasons: ['belowLast'] })
    const pending = refused('reading.reviewPending', { readingId: strange.id })
    await expect(read('2026-03-31', 24)).rejects.toMatchObject(pending)
    expect(await read('2026-02-28', 11)).toEqual(strange)
  })

  it('fit onto the register', async () => {
    const beyond = refused('reading.beyondRegister', { registerCapacity: 100_000_000 })
    await expect(read('2026-01-31', 100_000)).rejects.toMatchObject(beyond)
    expect(await read('2026-01-31', 99_999.999)).toMatchObject({ volume: 99_999_999 })
  })

  it('pass zero with the register', async () => {
    await database.transaction((tx) =>
      tx.update(MeterTable, { id: home.meter.id }, { installedAt: cubicMetres(99_980) }),
    )
    await read('2026-01-31', 99_990)
    await read('2026-02-28', 99_998)
    expect(await read('2026-03-31', 5)).toMatchObject({ volume: 7_000, state: 'accepted', reasons: [] })
    expect(await read('2026-04-30', 12)).toMatchObject({ volume: 7_000, state: 'accepted' })
  })

  it('are estimated from the mean of the last ones, in whole cubic metres', async () => {
    await read('2026-01-31', 12)
    await read('2026-02-28', 22)
    await read('2026-03-31', 35)
    const estimated = await read('2026-04-30', null, 'estimated')
    expect(estimated).toMatchObject({ kind: 'estimated', register: 47_000, volume: 12_000, state: 'accepted' })
    // Asked again, it is not estimated anew.
    expect(await read('2026-04-30', null, 'estimated')).toEqual(estimated)
  })

  it('are nothing when there is nothing to estimate from', async () => {
    expect(await read('2026-01-31', null, 'estimated')).toMatchObject({ register: 0, volume: 0, state: 'accepted' })
  })

  it('pass zero also when they are estimated', async () => {
    const [serialNumber, registerCapacity] = ['ALMOST-1', cubicMetres(10_000)]
    const wanted = { serialNumber, registerCapacity, installedOn: businessDate('2026-01-01') }
    const meter = await installMeter(deps, staff, home.account.id, { ...wanted, installedAt: cubicMetres(9_960) })
    await read('2026-01-31', 9_976, 'actual', meter.id)
    await read('2026-02-28', 9_992, 'actual', meter.id)
    const estimated = await read('2026-03-31', null, 'estimated', meter.id)
    expect(estimated).toMatchObject({ register: 8_000, volume: 16_000, state: 'accepted' })
  })

  it('go to a review when a resident has read the meter, or when they jump', async () => {
    expect(await read('2026-01-31', 12, 'self')).toMatchObject({ state: 'review', reasons: ['selfRead'] })
    const other = await createHousehold(database, { openedOn: businessDate('2026-01-01') })
    await read('2026-01-31', 12, 'remote', other.meter.id)
    const jump = await read('2026-02-28', 60, 'remote', other.meter.id)
    expect(jump).toMatchObject({ kind: 'remote', state: 'review', reasons: ['jump'] })
  })

  it('may jump as they did in the same month of the year before', async () => {
    const old = await createHousehold(database, { openedOn: businessDate('2025-01-01') })
    const summer = await read('2025-08-31', 60, 'actual', old.meter.id)
    for (const [month, register] of [
      ['02', 70],
      ['04', 80],
      ['05', 90],
      ['06', 100],
      ['07', 110],
    ] as const) {
      await read(`2026-${month}-28`, register, 'actual', old.meter.id)
    }
    expect(summer.volume).toBe(60_000)
    expect(await read('2026-08-30', 180, 'actual', old.meter.id)).toMatchObject({ volume: 70_000, reasons: [] })
  })

  it('need a meter that is there', async () => {
    await expect(read('2026-01-31', 1, 'actual', 'nowhere')).rejects.toMatchObject(refused('meter.unknown'))
  })
})
