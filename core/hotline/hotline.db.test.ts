import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import { databases } from '#test/databases.ts'
import { createHousehold, type Household } from '#test/household.ts'
import { createOutageHouse, noon, type OutageHouse } from '#test/outages/outageHouse.ts'
import { answerEntry } from './answerEntry.ts'
import { blockNumber, listBlockedNumbers, unblockNumber } from './blockNumber.ts'
import { readHotline, readVersions, showHotline, usualSettings } from './readHotline.ts'
import { setHotline } from './setHotline.ts'

const hour = 3_600_000

describe.each(databases)('the hotline on $kind', ({ open }) => {
  let database: Database
  let house: OutageHouse
  let household: Household
  beforeEach(async () => {
    database = await open()
    house = await createOutageHouse(database)
    household = await createHousehold(database)
  })
  afterEach(() => database.close())

  const set = (settings: Partial<typeof usualSettings>, baseVersion?: number) =>
    readHotline(database.read).then(({ version, settings: current }) =>
      setHotline(house.deps, house.admin, {
        baseVersion: baseVersion ?? version,
        settings: { ...current, ...settings },
      }),
    )
  const enter = (caller = household.customer.phone) => answerEntry(house.deps, caller)
  const everybody = () => [{ kind: 'accounts' as const, accountNumbers: [household.account.number] }]

  it('is open round the clock until somebody sets it', async () => {
    expect(await showHotline(house.deps)).toMatchObject({ version: 0, open: true, changedBy: null })
    expect(await enter('')).toEqual({
      ask: 'entry',
      open: true,
      opensAt: null,
      blacklisted: false,
      accountIds: [],
      announcement: null,
    })
  })

  it('keeps every version, and of two who set it from the same one, one has to look again', async () => {
    const tries = await Promise.allSettled([set({ voicemailDays: 90 }, 0), set({ voicemailDays: 91 }, 0)])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))).toEqual([
      expect.objectContaining({ code: 'hotline.changedMeanwhile' }),
    ])
    await set({ voicemailDays: 30 })
    await set({ voicemailDays: 30 }) // nothing new
    const versions = await readVersions(database.read)
    expect(versions.map(({ version }) => version)).toEqual([2, 1])
    expect(versions[0]).toMatchObject({ changedBy: '管理员', changedAt: noon, settings: { voicemailDays: 30 } })
    expect(await readVersions(database.read, { before: 2 })).toHaveLength(1)
    expect(await database.read.countBy(AuditTable, { action: 'hotline.set' })).toBe(2)
  })

  it('is set by who may at the root only', async () => {
    const { hire, north } = house
    const branch = await hire('branch', north.id, ['supervisor'])
    const request = { baseVersion: 0, settings: usualSettings }
    const forbidden = { code: 'staff.forbidden' }
    expect(() => setHotline(house.deps, branch, request)).toThrow(expect.objectContaining(forbidden))
    const number = { number: '13911112222', reason: '骚扰', until: null }
    await expect(blockNumber(house.deps, branch, number)).rejects.toMatchObject(forbidden)
    await expect(unblockNumber(house.deps, branch, 'x')).rejects.toMatchObject(forbidden)
  })

  it('says when it is closed, and when it opens', async () => {
    // 2026-11-24 is a Tuesday.
    const hours = { ...usualSettings.hours, tuesday: [{ from: '14:00', to: '18:00' }] }
    await set({ hours })
    expect(await enter()).toMatchObject({ open: false, opensAt: noon + 2 * hour })
    house.time.now += 2 * hour
    expect(await enter()).toMatchObject({ open: true, opensAt: null })
    await set({ holidays: [{ date: businessDate('2026-11-24'), name: '停业', hours: [] }] })
    expect(await enter()).toMatchObject({ open: false })
  })

  it('knows the open accounts of who calls', async () => {
    expect(await enter(`+86${household.customer.phone}`)).toMatchObject({ accountIds: [household.account.id] })
    await database.transaction((tx) =>
      tx.query(`update account set closedOn = '2026-01-01' where id = ?`, [household.account.id]),
    )
    expect(await enter()).toMatchObject({ accountIds: [] })
  })

  it('does not take a blocked number, until its time is over', async () => {
    const { deps, admin } = house
    const block = (until: number | null, number = '0086 13911112222') =>
      blockNumber(deps, admin, { number: number.replace(' ', ''), reason: '反复骚扰', until })
    const first = await block(noon + hour)
    expect(first.number).toBe('13911112222')
    expect(await enter('013911112222')).toMatchObject({ blacklisted: true })
    expect(await enter()).toMatchObject({ blacklisted: false })
    house.time.now += hour
    expect(await enter('13911112222')).toMatchObject({ blacklisted: false })
    await expect(block(house.time.now)).rejects.toMatchObject({ code: 'hotline.untilPast' })
    expect(await block(null)).toMatchObject({ id: first.id })
    expect(await enter('13911112222')).toMatchObject({ blacklisted: true })
    expect(await listBlockedNumbers(deps, admin)).toMatchObject([
      { id: first.id, until: null, blockedByName: '管理员' },
    ])
    await unblockNumber(deps, admin, first.id)
    await expect(unblockNumber(deps, admin, first.id)).rejects.toMatchObject({ code: 'hotline.blockedUnknown' })
    expect(await enter('13911112222')).toMatchObject({ blacklisted: false })
    const audits = await database.read.find(AuditTable, {
      where: { subjectKind: 'blockedNumber' },
      order: { at: 'ASC' },
    })
    expect(audits.map(({ action }) => action).toSorted()).toEqual([
      'number.blocked',
      'number.blocked',
      'number.unblocked',
    ])
  })

  it('tells of the outage at the caller’s own account before any other', async () => {
    await set({ bigOutage: 1 })
    const outage = await house.draft(everybody())
    expect((await enter()).announcement).toBeNull()
    await house.announce(outage.id)
    const told = { kind: 'emergency', beginsAt: noon - hour, begun: true, expectedEndAt: noon + 5 * hour }
    expect((await enter()).announcement).toEqual({ ...told, own: true })
    expect((await enter('13911112222')).announcement).toEqual({ ...told, own: false })
    await set({ bigOutage: 2 })
    expect((await enter('13911112222')).announcement).toBeNull()
    house.time.now = noon + 6 * hour
    expect((await enter()).announcement).toMatchObject({ own: true, expectedEndAt: null })
    await house.restore(outage.id)
    expect((await enter()).announcement).toBeNull()
  })

  it('tells of planned work a day before, and only its own people', async () => {
    await set({ bigOutage: 1 })
    const plan = { kind: 'planned' as const, plannedFrom: noon + 30 * hour, plannedTo: noon + 36 * hour }
    const outage = await house.draft(everybody(), plan)
    await house.announce(outage.id)
    expect((await enter()).announcement).toBeNull()
    house.time.now += 6 * hour
    expect((await enter()).announcement).toEqual({
      kind: 'planned',
      own: true,
      begun: false,
      beginsAt: plan.plannedFrom,
      expectedEndAt: plan.plannedTo,
    })
    expect((await enter('13911112222')).announcement).toBeNull()
  })

  it('tells what staff have switched on, until its time is over', async () => {
    const announcement = { kind: 'emergency' as const, beginsAt: noon, expectedEndAt: null, until: noon + hour }
    await set({ announcement })
    expect((await enter('13911112222')).announcement).toEqual({
      kind: 'emergency',
      own: false,
      begun: true,
      beginsAt: noon,
      expectedEndAt: null,
    })
    house.time.now += hour
    expect((await enter('13911112222')).announcement).toBeNull()
    await set({ announcement: { ...announcement, until: null } })
    expect((await enter('13911112222')).announcement).not.toBeNull()
    await set({ announcement: null })
    expect((await enter('13911112222')).announcement).toBeNull()
  })
})
