import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { countUnread, listNotices, markNoticesRead } from '#core/notices/listNotices.ts'
import { preferencesOf, setPreferences } from '#core/notices/preferences.ts'
import { sendNotices } from '#core/notices/sendNotices.ts'
import { databases } from '#test/databases.ts'
import { createDistrict, type Home } from '#test/outages/district.ts'
import { createOutageHouse, type OutageHouse } from '#test/outages/outageHouse.ts'
import { announceOutage } from './announceOutage.ts'
import { changeOutage } from './changeOutage.ts'
import { restoreOutage } from './endOutage.ts'
import { spreadOutageNotices } from './spreadOutageNotices.ts'

const hour = 3_600_000
const dayStart = startOf(businessDate('2026-11-24'))

describe.each(databases)('notices of outages on $kind', ({ open }) => {
  let database: Database
  let house: OutageHouse
  let homes: Home[]
  let routeId: string
  beforeEach(async () => {
    database = await open()
    house = await createOutageHouse(database)
    ;({ homes, routeId } = await createDistrict(database, house.north.id, 4, 'phoneCode'))
  })
  afterEach(() => database.close())

  const phones = () => homes.map(({ phone }) => phone).toSorted()
  const residents = () => homes.flatMap(({ residentId }) => residentId ?? []).toSorted()
  const sentTo = () => house.sms.taken.map(({ to }) => to).toSorted()
  const area = () => [{ kind: 'routes' as const, routeIds: [routeId] }]
  const plan = () =>
    house.draft(area(), {
      kind: 'planned',
      plannedFrom: dayStart + 60 * hour,
      plannedTo: dayStart + 66 * hour,
    })

  it('of planned work wait at night until seven, on both sides of midnight; the app does not', async () => {
    for (const written of [22.5 * hour, 24 * hour, 30.9 * hour]) {
      house.time.now = dayStart + written
      house.sms.taken.length = 0
      const { id } = await plan()
      await house.announce(id)
      expect(sentTo()).toEqual([])
      expect(await house.recipients(id, 1)).toEqual(residents())
      house.time.now = dayStart + 31 * hour - 1
      await sendNotices(house.deps)
      expect(sentTo()).toEqual([])
      house.time.now = dayStart + 31 * hour
      await sendNotices(house.deps)
      expect(sentTo()).toEqual(phones())
    }
  })

  it('of planned work that the operator could not take in the evening are not tried at night', async () => {
    house.time.now = dayStart + 21.9 * hour
    house.sms.away = true
    const { id } = await plan()
    await house.announce(id)
    house.sms.away = false
    house.time.now = dayStart + 22.2 * hour
    await sendNotices(house.deps)
    expect(sentTo()).toEqual([])
    house.time.now = dayStart + 31 * hour
    await sendNotices(house.deps)
    expect(sentTo()).toEqual(phones())
  })

  it('of an emergency go out at once, at any hour', async () => {
    house.time.now = dayStart + 27 * hour
    const { id } = await house.draft(area())
    await house.announce(id)
    expect(sentTo()).toEqual(phones())
  })

  it('do not go to those who want none: by SMS, or of a topic', async () => {
    const [quiet, , muted] = homes
    const actor = (home: Home | undefined) => ({ kind: 'resident' as const, id: home?.residentId ?? '' })
    await setPreferences(house.deps, actor(quiet), { sms: false, mutedTopics: [] })
    await setPreferences(house.deps, actor(muted), { sms: true, mutedTopics: ['outage.emergency'] })
    expect(await preferencesOf(database.read, actor(muted).id)).toEqual({
      sms: true,
      mutedTopics: ['outage.emergency'],
    })
    const burst = await house.draft(area())
    await house.announce(burst.id)
    const others = homes.filter((home) => home !== quiet && home !== muted).map(({ phone }) => phone)
    expect(await house.recipients(burst.id, 1)).toEqual([...others, actor(quiet).id].toSorted())
    const planned = await plan()
    await house.announce(planned.id)
    const wanting = homes.filter((home) => home !== quiet).map(({ phone }) => phone)
    expect(await house.recipients(planned.id, 1)).toEqual([...wanting, ...residents()].toSorted())
    // Twice at once: the first choice of a resident is a row that is not there yet.
    const [, other] = await Promise.all([
      setPreferences(house.deps, actor(quiet), { sms: true, mutedTopics: [] }),
      setPreferences(house.deps, actor(quiet), { sms: true, mutedTopics: [] }),
    ])
    expect(other).toEqual({ sms: true, mutedTopics: [] })
  })

  it('of a resident’s own telephone come once, though it is also the one on file', async () => {
    const [home] = homes
    await database.transaction((tx) =>
      tx.query('update resident set phone = ? where id = ?', [home?.phone, home?.residentId]),
    )
    const { id } = await house.draft(area())
    await house.announce(id)
    expect(sentTo()).toEqual(phones())
  })

  it('that are not out yet when it is cancelled never go out, and nobody hears of the end of what they never heard of', async () => {
    house.time.now = dayStart + 23 * hour
    const { id } = await plan()
    await house.announce(id)
    await house.cancel(id)
    expect(await house.recipients(id, 1, ['superseded'])).toEqual(phones())
    house.time.now = dayStart + 40 * hour
    await sendNotices(house.deps)
    expect(sentTo()).toEqual([])
    // The app had told them at once.
    expect(await house.recipients(id, 2)).toEqual(residents())
  })

  it('of a change replace those of the announcement that are not out yet', async () => {
    house.time.now = dayStart + 23 * hour
    const { id } = await plan()
    await house.announce(id)
    await house.change(id, { reason: '换阀' })
    house.time.now = dayStart + 32 * hour
    await sendNotices(house.deps)
    expect(sentTo()).toEqual(phones())
    expect(house.sms.taken.every(({ text }) => text.includes('换阀'))).toBe(true)
  })

  it('of a restoration go exactly to those who were told, also when the announcement was not through', async () => {
    const more = await createDistrict(database, house.north.id, 250)
    const outage = await house.draft([{ kind: 'routes', routeIds: [more.routeId] }])
    const announcement = house.stage(outage.id)
    await announceOutage(house.deps, house.admin, announcement)
    let batches = 0
    await spreadOutageNotices(house.deps, announcement.stageId, () => Promise.resolve(batches++ < 1))
    for (const { phone } of more.homes.slice(0, 40)) house.sms.refusing.add(phone)
    let sent = 0
    await sendNotices(house.deps, () => Promise.resolve(sent++ < 1))
    const inApp = (await house.recipients(outage.id, 1)).filter((recipient) => !recipient.startsWith('138'))
    const told = [...inApp, ...house.sms.tried].toSorted()
    expect(house.sms.tried).toHaveLength(50)
    expect(told.length).toBeGreaterThan(60)
    expect(told.length).toBeLessThan(200)
    await house.restore(outage.id)
    // What was tried, and nobody can say what came of it, counts as told.
    expect(await house.recipients(outage.id, 2, ['sent', 'due'])).toEqual(told)
    await spreadOutageNotices(house.deps, announcement.stageId)
    expect((await house.recipients(outage.id, 1, ['due'])).length).toBe(0)
  })

  it('of a change reach those whom the announcement had not come to', async () => {
    const more = await createDistrict(database, house.north.id, 250)
    const outage = await house.draft([{ kind: 'routes', routeIds: [more.routeId] }])
    const announcement = house.stage(outage.id)
    await announceOutage(house.deps, house.admin, announcement)
    let batches = 0
    await spreadOutageNotices(house.deps, announcement.stageId, () => Promise.resolve(batches++ < 1))
    const change = house.stage(outage.id)
    await changeOutage(house.deps, house.admin, { ...change, reason: '换阀' })
    // The announcement's job comes back, and finds that it was overtaken.
    await spreadOutageNotices(house.deps, announcement.stageId)
    await spreadOutageNotices(house.deps, change.stageId)
    await sendNotices(house.deps)
    const all = more.homes.flatMap(({ phone, residentId }) => (residentId === null ? [phone] : [phone, residentId]))
    expect(await house.recipients(outage.id, 2)).toEqual(all.toSorted())
    expect(new Set(sentTo()).size).toBe(sentTo().length)
  })

  it('are tried again when the operator is away, and given up in the end', async () => {
    house.sms.away = true
    const { id } = await house.draft(area())
    await house.announce(id)
    expect(await house.recipients(id, 1, ['due'])).toEqual(phones())
    house.sms.away = false
    await sendNotices(house.deps)
    expect(sentTo()).toEqual([]) // not at once
    house.time.now += hour
    const [, stubborn] = homes
    house.sms.refusing.add(stubborn?.phone ?? '')
    await sendNotices(house.deps)
    expect(sentTo()).toEqual(phones().filter((phone) => phone !== stubborn?.phone))
    for (let tries = 0; tries < 20; tries++) {
      house.time.now += 2 * hour
      await sendNotices(house.deps)
    }
    expect(await house.recipients(id, 1, ['failed'])).toEqual([stubborn?.phone])
    await restoreOutage(house.deps, house.admin, house.stage(id))
  })

  it('are in the notice centre of whom they are for, unread until read', async () => {
    const [first, second] = [await house.draft(area()), await plan()]
    await house.announce(first.id)
    house.time.now += 1_000
    await house.announce(second.id)
    house.time.now += 1_000
    await house.restore(first.id)
    const [residentId = '', other = ''] = residents()
    const { unread, notices } = await listNotices(house.deps, residentId)
    expect(unread).toBe(3)
    expect(notices.map(({ title, subject }) => [title, subject.id])).toEqual([
      ['恢复供水', first.id],
      ['计划停水', second.id],
      ['抢修停水', first.id],
    ])
    const [newest, middle] = notices
    const older = await listNotices(house.deps, residentId, { before: middle?.id, limit: 5 })
    expect(older.notices).toHaveLength(1)
    const read = (noticeId = '', earlier = false) => markNoticesRead(house.deps, residentId, { noticeId, earlier })
    expect(await read(newest?.id)).toBe(2)
    await expect(
      markNoticesRead(house.deps, other, { noticeId: middle?.id ?? '', earlier: true }),
    ).rejects.toMatchObject({ code: 'notice.unknown' })
    expect(await read(middle?.id, true)).toBe(0)
    expect(await read(middle?.id, true)).toBe(0)
    expect(await countUnread(database.read, other)).toBe(3)
  })

  it('are sent once by two senders at the same time', async () => {
    const more = await createDistrict(database, house.north.id, 120)
    const outage = await house.draft([{ kind: 'routes', routeIds: [more.routeId] }])
    const request = house.stage(outage.id)
    await announceOutage(house.deps, house.admin, request)
    await spreadOutageNotices(house.deps, request.stageId)
    const slow = {
      send: (message: Parameters<typeof house.sms.send>[0]) => setTimeout(2).then(() => house.sms.send(message)),
    }
    await Promise.all([1, 2, 3].map(() => sendNotices({ ...house.deps, sms: slow })))
    await sendNotices(house.deps)
    expect(sentTo()).toEqual(more.homes.map(({ phone }) => phone).toSorted())
    expect(new Set(house.sms.taken.map(({ id }) => id)).size).toBe(120)
  })
})
