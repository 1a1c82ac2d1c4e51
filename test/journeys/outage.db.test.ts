import { setTimeout } from 'node:timers/promises'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { databases } from '../databases.ts'
import { anybody, residentCaller, staffCaller, staffCookieFor } from '../hub/callers.ts'
import { startTestHub, type TestHub } from '../hub/testHub.ts'
import { createDistrict } from '../outages/district.ts'
import { housePassword } from '../staffHouse.ts'

const hour = 3_600_000

describe.each(databases)('a burst is announced over HTTP on $kind', ({ open }) => {
  let database: Database
  let hub: TestHub
  beforeAll(async () => {
    database = await open()
    hub = await startTestHub(database)
  })
  afterAll(async () => {
    await hub.close()
    await database.close()
  })

  const until = async <T>(look: () => Promise<T>, right: (seen: T) => boolean): Promise<T> => {
    for (let tries = 0; tries < 200; tries++) {
      const seen = await look()
      if (right(seen)) return seen
      await setTimeout(50)
    }
    return look()
  }

  it('the dispatcher previews and announces; residents read it, phones get it, and both hear of the end', async () => {
    const { routeId, homes } = await createDistrict(database, hub.house.north.id, 6)
    const [home] = homes
    await hub.house.hire('dispatcher', hub.house.north.id, ['dispatcher'])
    const cookie = await staffCookieFor(hub.url, 'dispatcher', housePassword)
    const staff = staffCaller(hub.url, cookie)
    const resident = residentCaller(hub.url, await hub.tokenFor(home?.residentId ?? ''))
    const heard: unknown[] = []
    const socket = io(`${hub.url}/staff`, {
      transports: ['websocket'],
      extraHeaders: { Cookie: cookie, Origin: hub.url },
    })
    socket.on('outage.changed', (data) => heard.push(data))
    await new Promise((resolve) => socket.once('connect', () => resolve(undefined)))

    const now = systemClock()
    const plan = {
      unitId: hub.house.north.id,
      kind: 'emergency' as const,
      area: [{ kind: 'routes' as const, routeIds: [routeId] }],
      plannedFrom: now - hour,
      plannedTo: now + 4 * hour,
      alternativeSupply: '路口送水车',
    }
    const preview = await staff('POST /api/staff/outage-previews', { body: { ...plan, after: null } })
    expect(preview).toMatchObject({ total: 6, warnings: [], unknownAccountNumbers: [] })
    const outageId = newId(now)
    const params = { outageId }
    const draft = { ...plan, place: '试验街一带', reason: '管道爆裂' }
    await staff('PUT /api/staff/outages/:outageId', { params, body: draft })
    const announcement = { params, body: { id: newId(now) } }
    const { outage } = await staff('POST /api/staff/outages/:outageId/announcement', announcement)
    expect(outage).toMatchObject({ state: 'announced', affected: 6 })
    await staff('POST /api/staff/outages/:outageId/announcement', announcement)

    const progress = () => staff('GET /api/staff/outages/:outageId', { params })
    const { stages } = await until(progress, (seen) => seen.stages[0]?.counts.sms.sent === 6)
    expect(stages[0]).toMatchObject({ kind: 'announced', spread: true })
    expect(stages[0]?.counts.app.sent).toBe(3)
    const inbox = await fetch(`${hub.sandbox.url}/control/sms?to=${home?.phone}`)
    expect(await inbox.text()).toContain('现已停水')

    const [shown] = await resident('GET /api/resident/outages')
    expect(shown).toMatchObject({ id: outageId, phase: 'now', accounts: [{ number: home?.number }] })
    expect(await anybody(hub.url)('GET /api/outages')).toEqual([
      expect.objectContaining({ id: outageId, phase: 'now' }),
    ])
    const centre = await resident('GET /api/resident/notices')
    expect(centre).toMatchObject({
      unread: 1,
      notices: [{ title: '抢修停水', subject: { kind: 'outage', id: outageId } }],
    })
    const read = { params: { noticeId: centre.notices[0]?.id ?? '' }, body: { earlier: true } }
    expect(await resident('POST /api/resident/notices/:noticeId/read', read)).toEqual({ unread: 0 })

    await staff('POST /api/staff/outages/:outageId/restoration', { params, body: { id: newId(now) } })
    await until(progress, (seen) => seen.stages[0]?.counts.sms.sent === 6 && seen.stages.length === 2)
    expect(await resident('GET /api/resident/notices/unread')).toEqual({ unread: 1 })
    await until(
      async () => heard,
      (all) => all.some((data) => (data as { state: string }).state === 'restored'),
    )
    expect(heard).toContainEqual({ outageId, state: 'announced' })
    expect(heard).toContainEqual({ outageId, state: 'restored' })
    socket.disconnect()
  })

  it('a resident says which notices are wanted', async () => {
    const { homes } = await createDistrict(database, hub.house.north.id, 1)
    const resident = residentCaller(hub.url, await hub.tokenFor(homes[0]?.residentId ?? ''))
    expect(await resident('GET /api/resident/notice-preferences')).toEqual({ sms: true, mutedTopics: [] })
    const wanted = { sms: false, mutedTopics: ['outage.planned' as const] }
    await resident('PUT /api/resident/notice-preferences', { body: wanted })
    expect(await resident('GET /api/resident/notice-preferences')).toEqual(wanted)
  })
})
