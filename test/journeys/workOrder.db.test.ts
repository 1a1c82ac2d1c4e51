import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dateOf } from '#core/kernel/businessDate.ts'
import { systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { databases } from '../databases.ts'
import { createHousehold, createResident, type Household } from '../household.ts'
import { residentCaller, staffCaller, staffCookieFor } from '../hub/callers.ts'
import { startTestHub, type TestHub } from '../hub/testHub.ts'
import { housePassword } from '../staffHouse.ts'
import { phoneJpeg, png } from '../uploads/photos.ts'

const now = systemClock()

describe.each(databases)('a leak is reported with photos over HTTP on $kind', ({ open }) => {
  let database: Database
  let hub: TestHub
  let household: Household
  let token: string
  beforeAll(async () => {
    database = await open()
    hub = await startTestHub(database, { worker: false })
    household = await createHousehold(database)
    token = await hub.tokenFor(household.resident.id)
    await hub.house.hire('dispatcher', hub.house.root.id, ['dispatcher'])
    await hub.house.hire('crew', hub.house.east.id, ['crew'])
  })
  afterAll(async () => {
    await hub.close()
    await database.close()
  })

  const staffAs = async (login: string) => {
    const cookie = await staffCookieFor(hub.url, login, housePassword)
    return { cookie, call: staffCaller(hub.url, cookie) }
  }
  const send = (bytes: Uint8Array, headers: Record<string, string>, audience = 'resident') =>
    fetch(`${hub.url}/api/${audience}/uploads`, { method: 'POST', body: Buffer.from(bytes), headers })
  const asResident = () => ({ Authorization: `Bearer ${token}`, 'Content-Type': 'image/jpeg' })
  const upload = async (bytes: Uint8Array, headers: Record<string, string>, audience?: string) => {
    const response = await send(bytes, headers, audience)
    expect(response.status).toBe(201)
    return (await response.json()) as { id: string; link: string; width: number }
  }

  it('from the photo to the rating', async () => {
    const resident = residentCaller(hub.url, token)
    const photo = await upload(phoneJpeg(), asResident())
    const file = await fetch(hub.url + photo.link)
    expect(file.status).toBe(200)
    expect(file.headers.get('content-type')).toBe('image/jpeg')
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    const shown = Buffer.from(await file.arrayBuffer())
    expect(shown.includes('GPS')).toBe(false)

    const body = {
      id: newId(now),
      kind: 'leak' as const,
      accountId: household.account.id,
      place: null,
      position: null,
      description: '楼道漏水💧',
      contactPhone: '13800000009',
      photoIds: [photo.id],
    }
    const order = await resident('POST /api/resident/work-orders', { body })
    expect(await resident('POST /api/resident/work-orders', { body })).toMatchObject({ number: order.number })
    expect(order).toMatchObject({ state: 'reported', may: ['cancel'], photos: [{ id: photo.id, purpose: 'report' }] })
    const params = { workOrderId: order.id }

    const [dispatcher, crew] = [await staffAs('dispatcher'), await staffAs('crew')]
    const unitId = hub.house.east.id
    const given = { id: newId(now), unitId, staffId: null, note: '尽快' }
    await dispatcher.call('POST /api/staff/work-orders/:workOrderId/dispatch', { params, body: given })
    await crew.call('POST /api/staff/work-orders/:workOrderId/acceptance', { params, body: { id: newId(now) } })
    const after = await upload(png(), { Cookie: crew.cookie, Origin: hub.url }, 'staff')
    const before = await upload(phoneJpeg(), { Cookie: crew.cookie, Origin: hub.url }, 'staff')
    const done = { id: newId(now), result: '已修好', beforePhotoIds: [before.id], photoIds: [after.id] }
    const finished = await crew.call('POST /api/staff/work-orders/:workOrderId/completion', { params, body: done })
    expect(finished).toMatchObject({ state: 'finished', staffName: 'crew', dueAt: finished.createdAt + 4 * 3_600_000 })
    expect(finished.photos.map(({ id, purpose }) => [id, purpose])).toEqual([
      [photo.id, 'report'],
      [before.id, 'before'],
      [after.id, 'result'],
    ])
    // Sent again, because the answer was lost.
    expect(
      await crew.call('POST /api/staff/work-orders/:workOrderId/completion', { params, body: done }),
    ).toMatchObject({
      finishedAt: finished.finishedAt,
    })
    const link = finished.photos.find(({ id }) => id === photo.id)?.link ?? ''
    expect((await fetch(hub.url + link)).status).toBe(200)

    const rating = { params, body: { stars: 4, text: '谢谢' } }
    const rated = await resident('PUT /api/resident/work-orders/:workOrderId/rating', rating)
    expect(rated).toMatchObject({ stars: 4, result: '已修好' })
    await dispatcher.call('POST /api/staff/work-orders/:workOrderId/closure', {
      params,
      body: { id: newId(now), note: null },
    })
    const listed = await dispatcher.call('GET /api/staff/work-orders', { query: { state: ['closed'] } })
    expect(listed).toEqual([expect.objectContaining({ id: order.id, stars: 4, dueAt: finished.dueAt })])
    const today = dateOf(now)
    const query = { from: today, to: today, by: 'crew' as const }
    expect(await dispatcher.call('GET /api/staff/work-order-reports', { query })).toMatchObject([
      { of: unitId, reported: 1, finished: 1, inTime: 1, late: 0, stars: [0, 0, 0, 1, 0] },
    ])
    await expect(crew.call('GET /api/staff/work-order-reports', { query })).rejects.toMatchObject({ status: 403 })
    const lastYear = { ...query, from: addDays(today, -400) }
    await expect(dispatcher.call('GET /api/staff/work-order-reports', { query: lastYear })).rejects.toMatchObject({
      problem: { code: 'workOrder.periodTooLong' },
    })

    // The crew loses its role: links that it holds show nothing any more.
    await database.transaction((tx) =>
      tx.query('delete from staff_role where staffId in (select id from staff where login = ?)', ['crew']),
    )
    const refused = await fetch(hub.url + link)
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ code: 'file.linkInvalid', detail: expect.stringContaining('失效') })
  })

  it("another resident's work order is not found", async () => {
    const mine = await residentCaller(hub.url, token)('POST /api/resident/work-orders', {
      body: {
        id: newId(now),
        kind: 'other',
        accountId: null,
        place: '路口',
        position: null,
        description: '井盖响',
        contactPhone: null,
        photoIds: [],
      },
    })
    const other = await hub.tokenFor(await database.transaction((tx) => createResident(tx, now)))
    const call = residentCaller(hub.url, other)
    const params = { workOrderId: mine.id }
    await expect(call('GET /api/resident/work-orders/:workOrderId', { params })).rejects.toMatchObject({ status: 404 })
    await expect(
      call('POST /api/resident/work-orders/:workOrderId/cancellation', {
        params,
        body: { id: newId(now), reason: '捣乱' },
      }),
    ).rejects.toMatchObject({ status: 404 })
    expect(await call('GET /api/resident/work-orders')).toEqual([])
  })

  it('a photo of 40 MB is refused with a Chinese sentence, and so is what is no photo', async () => {
    const huge = await send(Buffer.alloc(40 * 1024 * 1024, 0xff), asResident())
    expect(huge.status).toBe(413)
    expect(await huge.json()).toMatchObject({ code: 'request.bodyTooLarge', detail: expect.stringMatching(/[一-龥]/) })
    const page = await send(Buffer.from('<html><script>alert(1)</script>'), asResident())
    expect(page.status).toBe(422)
    expect(await page.json()).toMatchObject({ code: 'upload.formatUnknown' })
    const cut = await send(phoneJpeg().subarray(0, 300), asResident())
    expect(await cut.json()).toMatchObject({ status: 422, code: 'upload.damaged' })
    const empty = await send(Buffer.alloc(0), asResident())
    expect(empty.status).toBe(422)
    const nobody = await send(png(), { 'Content-Type': 'image/png' })
    expect(nobody.status).toBe(401)
  })

  it('a link that was altered shows nothing', async () => {
    const { link } = await upload(png(), asResident())
    const altered = [
      link.replace(/expires=\d/, 'expires=9'),
      link.replace(/files\/[^?]*/, `files/${newId(now)}`),
      link.replace('viewer=resident', 'viewer=staff'),
      link.replace(/signature=.*/, `signature=${'A'.repeat(43)}`),
    ]
    for (const path of altered) expect((await fetch(hub.url + path)).status, path).toBe(403)
    expect((await fetch(`${hub.url}${link.replace(/\?.*/, '')}`)).status).toBe(422)
    expect((await fetch(hub.url + link)).status).toBe(200)
  })

  it('a description has 2,000 characters at most, emoji included', async () => {
    const call = residentCaller(hub.url, token)
    const body = {
      id: newId(now),
      kind: 'quality' as const,
      accountId: null,
      place: '路口',
      position: { longitude: 117.9, latitude: 40.9 },
      description: '💧'.repeat(2_000),
      contactPhone: null,
      photoIds: [],
    }
    expect((await call('POST /api/resident/work-orders', { body })).description).toBe(body.description)
    const longer = { ...body, id: newId(now), description: '💧'.repeat(2_001) }
    await expect(call('POST /api/resident/work-orders', { body: longer })).rejects.toMatchObject({ status: 422 })
    const nowhere = { ...body, id: newId(now), place: null }
    await expect(call('POST /api/resident/work-orders', { body: nowhere })).rejects.toMatchObject({ status: 422 })
  })
})
