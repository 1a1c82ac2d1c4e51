import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { staffCookieFor } from '#test/hub/callers.ts'
import { startTestHub, type TestHub } from '#test/hub/testHub.ts'
import { housePassword } from '#test/staffHouse.ts'

// Mini-programs keep no cookies: the same session as a token, and for whom it is meant.

describe.each(databases)('A session of staff that is a token on $kind', ({ open }) => {
  let database: Database
  let hub: TestHub
  let token: string
  let crewId: string
  let otherId: string
  beforeAll(async () => {
    database = await open()
    hub = await startTestHub(database, { worker: false })
    crewId = (await hub.house.hire('crew', hub.house.east.id, ['crew'])).staffId
    otherId = (await hub.house.hire('other', hub.house.east.id, ['crew'])).staffId
    token = await tokenFor('crew')
  })
  afterAll(async () => {
    await hub.close()
    await database.close()
  })

  const logIn = (login: string, more: object = {}) =>
    fetch(`${hub.url}/api/staff/sessions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ login, password: housePassword, ...more }),
    })
  async function tokenFor(login: string): Promise<string> {
    const answer = await logIn(login, { carrier: 'token' })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([201, []])
    return ((await answer.json()) as { token: string }).token
  }
  const me = (headers: Record<string, string>) => fetch(`${hub.url}/api/staff/me`, { headers })
  const bearer = (value: string) => ({ Authorization: `Bearer ${value}` })

  it('is given only to who asks for it', async () => {
    const answer = await logIn('crew')
    expect(answer.headers.getSetCookie()).toHaveLength(1)
    expect(await answer.json()).not.toHaveProperty('token')
    expect((await logIn('crew', { carrier: 'pigeon' })).status).toBe(422)
  })

  it('proves who it is, from wherever it comes, for browsers do not add it by themselves', async () => {
    expect(await (await me(bearer(token))).json()).toMatchObject({ staffId: crewId })
    const headers = { ...bearer(token), Origin: 'https://servicewechat.com', 'Content-Type': 'image/png' }
    const upload = await fetch(`${hub.url}/api/staff/uploads`, { method: 'POST', headers, body: 'no photo' })
    expect(await upload.json()).toMatchObject({ code: 'upload.formatUnknown' })
  })

  it('stands alone: a cookie beside a wrong token does not help', async () => {
    const cookie = await staffCookieFor(hub.url, 'other', housePassword)
    expect((await me({ Cookie: cookie })).status).toBe(200)
    for (const wrong of ['Bearer x', 'Bearer ', 'Basic eDp5', ''])
      expect((await me({ Cookie: cookie, Authorization: wrong })).status, wrong).toBe(401)
    const origin = { Origin: 'https://evil.example', Authorization: 'Bearer x' }
    const write = { method: 'DELETE', headers: { Cookie: cookie, ...origin } }
    expect((await fetch(`${hub.url}/api/staff/sessions/current`, write)).status).toBe(401)
    expect((await me({ Cookie: cookie })).status).toBe(200)
  })

  it('is refused, as the cookie is, for whom it is not', async () => {
    const cookie = await staffCookieFor(hub.url, 'other', housePassword)
    for (const proof of [bearer(token), { Cookie: await staffCookieFor(hub.url, 'crew', housePassword) }]) {
      expect((await me({ ...proof, 'Staff-Id': crewId })).status).toBe(200)
      expect((await me({ ...proof, 'Staff-Id': otherId })).status).toBe(401)
    }
    expect((await me({ Cookie: cookie, 'Staff-Id': crewId })).status).toBe(401)
  })

  it('ends when it is given back', async () => {
    const own = await tokenFor('crew')
    const end = { method: 'DELETE', headers: bearer(own) }
    expect((await fetch(`${hub.url}/api/staff/sessions/current`, end)).status).toBe(204)
    expect((await me(bearer(own))).status).toBe(401)
    expect((await me(bearer(token))).status).toBe(200)
  })
})
