import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { staffCaller, staffCookieFor } from '#test/hub/callers.ts'
import { startTestHub, type TestHub } from '#test/hub/testHub.ts'
import { housePassword } from '#test/staffHouse.ts'

// What an open page hears ends with what its person may do, not with the next time it asks.

const nextPassword = 'eight lakes lie below'

describe.each(databases)('An open page of a member of staff on $kind', ({ open }) => {
  let database: Database
  let hub: TestHub
  let admin: ReturnType<typeof staffCaller>
  const sockets: Socket[] = []

  beforeAll(async () => {
    database = await open()
    hub = await startTestHub(database, { worker: false })
    admin = staffCaller(hub.url, await staffCookieFor(hub.url, 'admin', housePassword))
  })
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.disconnect()
  })
  afterAll(async () => {
    await hub.close()
    await database.close()
  })

  const enter = (login: string) => staffCookieFor(hub.url, login, housePassword)
  async function pageOf(cookie: string): Promise<Socket> {
    const extraHeaders = { Origin: hub.url, Cookie: cookie }
    const socket = io(`${hub.url}/staff`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders,
    })
    sockets.push(socket)
    await new Promise<void>((resolve, reject) => {
      socket.on('connect', resolve)
      socket.on('connect_error', reject)
    })
    return socket
  }
  const soon = { timeout: 10_000 }

  it('is closed when they are disabled, and no other is', async () => {
    const { staffId } = await hub.house.hire('leaving', hub.house.east.id, ['cashier'])
    await hub.house.hire('staying', hub.house.east.id, ['cashier'])
    const staying = await pageOf(await enter('staying'))
    const pages = [await pageOf(await enter('leaving')), await pageOf(await enter('leaving'))]
    await admin('POST /api/staff/staff/:staffId/disablement', { params: { staffId } })
    for (const page of pages) await expect.poll(() => page.connected, soon).toBe(false)
    expect(staying.connected).toBe(true)
  })

  it('is closed when somebody else sets their password', async () => {
    const { staffId } = await hub.house.hire('forgetful', hub.house.east.id, ['cashier'])
    const page = await pageOf(await enter('forgetful'))
    await admin('PUT /api/staff/staff/:staffId/password', { params: { staffId }, body: { password: nextPassword } })
    await expect.poll(() => page.connected, soon).toBe(false)
  })

  it('is closed when they change their password in another one, which stays', async () => {
    await hub.house.hire('careful', hub.house.east.id, ['cashier'])
    const own = await enter('careful')
    const [here, elsewhere] = [await pageOf(own), await pageOf(await enter('careful'))]
    const body = { current: housePassword, next: nextPassword }
    await staffCaller(hub.url, own)('PUT /api/staff/me/password', { body })
    await expect.poll(() => elsewhere.connected, soon).toBe(false)
    expect(here.connected).toBe(true)
  })

  it('has to come in anew when their roles change', async () => {
    const { staffId } = await hub.house.hire('moving', hub.house.east.id, ['cashier'])
    const cookie = await enter('moving')
    const page = await pageOf(cookie)
    await admin('PUT /api/staff/staff/:staffId/roles', { params: { staffId }, body: { roles: [] } })
    await expect.poll(() => page.connected, soon).toBe(false)
    expect((await pageOf(cookie)).connected).toBe(true)
  })
})
