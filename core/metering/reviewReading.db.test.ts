import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import { databases } from '#test/databases.ts'
import { createHousehold, type Household, morningOf } from '#test/household.ts'
import type { ReadingKind } from './meter.ts'
import { MeterTable, ReadingTable } from './metering.table.ts'
import { recordReading } from './recordReading.ts'
import { reviewReading } from './reviewReading.ts'

const staff: Actor = { kind: 'staff', id: 'staff-1' }
const reader: Actor = { kind: 'staff', id: 'reader-1' }

describe.each(databases)('reviews of readings on $kind', ({ open }) => {
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
  const review = (readingId: string, verdict: 'accepted' | 'turnedOver' | 'rejected', actor = staff) =>
    reviewReading(deps, actor, { readingId, verdict })
  const refused = (code: string, data = {}) => ({ code, data: expect.objectContaining(data) })

  const strange = async () => {
    const installedAt = cubicMetres(59_990)
    await database.transaction((tx) => tx.update(MeterTable, { id: home.meter.id }, { installedAt }))
    await read('2026-01-31', 60_000)
    return read('2026-02-28', 4)
  }

  it('are accepted as they are', async () => {
    await read('2026-01-31', 12)
    const { id } = await read('2026-02-28', 90)
    const accepted = await review(id, 'accepted')
    expect(accepted).toMatchObject({ state: 'accepted', volume: 78_000, reviewedBy: staff.id, reviewedAt: now })
    expect(await database.read.findOneBy(ReadingTable, { id })).toEqual(accepted)
    const [act] = await database.read.findBy(AuditTable, { action: 'reading.reviewed' })
    expect(act).toMatchObject({
      actorId: staff.id,
      subjectId: id,
      accountId: home.account.id,
      unitId: home.unitId,
      details: { verdict: 'accepted', reasons: ['jump'] },
    })
  })

  it('are accepted as having passed zero', async () => {
    const { id } = await strange()
    expect(await review(id, 'turnedOver')).toMatchObject({ state: 'accepted', volume: 40_004_000 })
  })

  it('are not turned over where they are not below', async () => {
    const { id } = await read('2026-01-31', 12, 'self')
    expect(await review(id, 'turnedOver')).toMatchObject({ state: 'accepted', volume: 12_000 })
  })

  it('are rejected, and then the meter is read again from the one before', async () => {
    const { id } = await strange()
    expect(await review(id, 'rejected')).toMatchObject({ state: 'rejected', billId: null })
    expect(await read('2026-02-28', 60_004)).toMatchObject({ volume: 4_000, state: 'accepted' })
  })

  it('are not accepted as less than nothing', async () => {
    const { id } = await strange()
    await expect(review(id, 'accepted')).rejects.toMatchObject(refused('reading.negative', { volume: -59_996_000 }))
    expect(await database.read.findOneBy(ReadingTable, { id })).toMatchObject({ state: 'review', reviewedBy: null })
  })

  it('are decided once, also when two people decide at the same time', async () => {
    const { id } = await read('2026-01-31', 12, 'self')
    const verdicts = ['accepted', 'rejected', 'accepted', 'rejected'] as const
    const outcomes = await Promise.allSettled(
      verdicts.map((verdict, index) => review(id, verdict, { kind: 'staff', id: `staff-${index}` })),
    )
    const decided = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    expect(decided).toEqual([await database.read.findOneBy(ReadingTable, { id })])
    const others = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(others).toMatchObject(others.map(() => refused('reading.notInReview', { state: decided[0]?.state })))
    expect(await database.read.countBy(AuditTable, { action: 'reading.reviewed' })).toBe(1)
  })

  it('are those that wait', async () => {
    const { id } = await read('2026-01-31', 12)
    await expect(review(id, 'accepted')).rejects.toMatchObject(refused('reading.notInReview', { state: 'accepted' }))
    await expect(review('nowhere', 'accepted')).rejects.toMatchObject(refused('reading.unknown'))
  })
})
