import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
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
import { replaceMeter } from './replaceMeter.ts'
import { reviewReading } from './reviewReading.ts'

const staff: Actor = { kind: 'staff', id: 'staff-1' }
const reader: Actor = { kind: 'staff', id: 'reader-1' }

describe.each(databases)('meters on $kind', ({ open }) => {
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

  describe('replaced', () => {
    const replace = (finalRegister: number, serialNumber = 'NEW-1', on = '2026-02-10') => {
      now += 1_000
      const successor = { serialNumber, registerCapacity: cubicMetres(10_000), installedAt: cubicMetres(0.5) }
      const change = { meterId: home.meter.id, on: businessDate(on), finalRegister: cubicMetres(finalRegister) }
      return replaceMeter(deps, staff, { ...change, successor })
    }

    it('leaves a final reading of the old one and begins with the new one', async () => {
      await read('2026-01-31', 12)
      const { final, meter } = await replace(15)
      expect(final).toMatchObject({ meterId: home.meter.id, kind: 'final', readOn: '2026-02-10', volume: 3_000 })
      expect(meter).toMatchObject({ accountId: home.account.id, serialNumber: 'NEW-1', installedAt: 500 })
      expect(await database.read.findOneBy(MeterTable, { id: home.meter.id })).toMatchObject({
        removedOn: '2026-02-10',
      })
      expect(await read('2026-02-28', 8.5, 'actual', meter.id)).toMatchObject({ volume: 8_000, state: 'accepted' })
      await expect(read('2026-02-28', 16)).rejects.toMatchObject(refused('meter.unknown'))
      await expect(replace(16, 'NEW-2')).rejects.toMatchObject(refused('meter.unknown'))
      const [act] = await database.read.findBy(AuditTable, { action: 'meter.replaced' })
      expect(act).toMatchObject({
        subjectId: meter.id,
        accountId: home.account.id,
        unitId: home.unitId,
        details: { replaces: home.meter.serialNumber, serialNumber: 'NEW-1' },
      })
    })

    it('is held against what the old one showed, from its first reading on', async () => {
      await read('2026-01-31', 12)
      const { meter } = await replace(15)
      const mistyped = await read('2026-02-28', 934, 'actual', meter.id)
      expect(mistyped).toMatchObject({ volume: 933_500, state: 'review', reasons: ['jump'] })
      await review(mistyped.id, 'rejected')
      expect(await read('2026-02-28', null, 'estimated', meter.id)).toMatchObject({ volume: 8_000, state: 'accepted' })
    })

    it('happens once, also when it is asked for twice at the same time', async () => {
      await read('2026-01-31', 12)
      const outcomes = await Promise.allSettled([replace(15, 'NEW-1'), replace(15, 'NEW-2')])
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await database.read.countBy(MeterTable, { accountId: home.account.id })).toBe(2)
      expect(await database.read.countBy(ReadingTable, { kind: 'final' })).toBe(1)
    })

    it('takes a final reading anew when the first was rejected, and nothing else', async () => {
      await read('2026-01-31', 12)
      const { final } = await replace(5)
      expect(final).toMatchObject({ state: 'review', reasons: ['belowLast'] })
      await review(final.id, 'rejected')
      await expect(read('2026-02-11', 15)).rejects.toMatchObject(refused('meter.unknown'))
      const again = await read('2026-02-10', 15)
      expect(again).toMatchObject({ kind: 'final', volume: 3_000, state: 'accepted' })
      expect(await read('2026-02-10', 15)).toEqual(again)
      await expect(read('2026-02-10', 16)).rejects.toMatchObject(refused('reading.differs'))
    })

    it('needs a number that no other meter has, and changes nothing without', async () => {
      const other = await createHousehold(database)
      const taken = replace(15, other.meter.serialNumber)
      await expect(taken).rejects.toMatchObject(
        refused('meter.serialTaken', { serialNumber: other.meter.serialNumber }),
      )
      expect(await database.read.findOneBy(MeterTable, { id: home.meter.id })).toMatchObject({ removedOn: null })
      expect(await database.read.count(ReadingTable)).toBe(0)
    })
  })

  describe('put in', () => {
    const install = (serialNumber: string, accountId = home.account.id) =>
      installMeter(deps, staff, accountId, {
        serialNumber,
        registerCapacity: cubicMetres(10_000),
        installedOn: businessDate('2026-05-01'),
        installedAt: cubicMetres(3),
      })

    it('counts from what it shows when it is put in', async () => {
      const meter = await install('SECOND-1')
      expect(await database.read.findOneBy(MeterTable, { id: meter.id })).toEqual(meter)
      expect(await read('2026-05-31', 10, 'actual', meter.id)).toMatchObject({ volume: 7_000 })
      const [act] = await database.read.findBy(AuditTable, { action: 'meter.installed' })
      expect(act).toMatchObject({ subjectId: meter.id, accountId: home.account.id, unitId: home.unitId })
    })

    it('is there by today, at an account that is not closed', async () => {
      const wanted = { serialNumber: 'S-3', registerCapacity: cubicMetres(10_000), installedAt: cubicMetres(0) }
      const on = (day: string) =>
        installMeter(deps, staff, home.account.id, { ...wanted, installedOn: businessDate(day) })
      await expect(on('2027-01-01')).rejects.toMatchObject(refused('meter.inFuture'))
      await database.transaction((tx) =>
        tx.update(AccountTable, { id: home.account.id }, { closedOn: businessDate('2026-12-01') }),
      )
      await expect(on('2026-12-31')).rejects.toMatchObject(refused('account.unknown'))
      expect(await database.read.countBy(MeterTable, { serialNumber: 'S-3' })).toBe(0)
    })

    it('needs an account, a number of its own and a register that can show what it shows', async () => {
      await expect(install('SECOND-1', 'nowhere')).rejects.toMatchObject(refused('account.unknown'))
      const other = await createHousehold(database)
      const outcomes = await Promise.allSettled([install('SECOND-1'), install('SECOND-1', other.account.id)])
      const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
      expect(refusals).toMatchObject([refused('meter.serialTaken', { serialNumber: 'SECOND-1' })])
      const wanted = { serialNumber: 'S-2', registerCapacity: cubicMetres(3), installedOn: businessDate('2026-05-01') }
      const full = installMeter(deps, staff, home.account.id, { ...wanted, installedAt: cubicMetres(3) })
      await expect(full).rejects.toMatchObject(refused('reading.beyondRegister'))
    })
  })
})
