import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { issueBill } from '#core/billing/issueBill.ts'
import { addressOf } from '#core/contract/client.ts'
import { contract } from '#core/contract/index.ts'
import type { Audience, Route } from '#core/contract/route.ts'
import { system } from '#core/kernel/actor.ts'
import { systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { startPayment } from '#core/payments/startPayment.ts'
import { databases } from '#test/databases.ts'
import { addAcceptedReading, createHousehold, createResident, type Household } from '#test/household.ts'
import { channelHeaders, partnerHeaders, staffCookieFor } from '#test/hub/callers.ts'
import { stateOf } from '#test/hub/databaseState.ts'
import { sampleBodies, unknownParams } from '#test/hub/samples.ts'
import { startTestHub, type TestHub } from '#test/hub/testHub.ts'
import { housePassword } from '#test/staffHouse.ts'

// Every route of the contract is tried with everything that can be wrong about a request. A new route is walked by
// itself: nothing here knows which routes there are, but for the bodies in samples.ts.

const routes = Object.entries(contract) as [string, Route][]
const ofAudience = (...audiences: Audience[]) => routes.filter(([, route]) => audiences.includes(route.audience))
const guarded = ofAudience('resident', 'staff', 'partner', 'channel')
const takesJson = ([, { body }]: [string, Route]) => body instanceof z.ZodType
const takesBytes = ([, { body }]: [string, Route]) => body !== undefined

/** What a refusal leaves behind on purpose: a failed log-in or a used nonce is remembered, and written down. */
const remembered = ['partner_nonce', 'audit', 'unknown_login', 'binding_failure', 'staff']

describe.each(databases)('every route of the contract on $kind', ({ open }) => {
  let database: Database
  let hub: TestHub
  let household: Household
  let strangersPayment: string
  let cookie: string
  let token: string
  const bodies: Readonly<Record<string, unknown>> = sampleBodies

  beforeAll(async () => {
    database = await open()
    hub = await startTestHub(database, { worker: false })
    household = await createHousehold(database)
    const reading = { readOn: '2026-01-10', register: 10_000, volume: 10_000 }
    await database.transaction((tx) => addAcceptedReading(tx, household.meter, reading))
    const deps = { database, clock: systemClock, channels: new Map([['sandbox', hub.sandbox.channel]]) }
    await issueBill(deps, system('test'), household.account.id)
    strangersPayment = newId(systemClock())
    await startPayment(deps, household.resident, {
      id: strangersPayment,
      accountId: household.account.id,
      channel: 'sandbox',
      amount: fen(1),
    })
    cookie = await staffCookieFor(hub.url, 'admin', housePassword)
    token = await hub.tokenFor(await database.transaction((tx) => createResident(tx, systemClock())))
  })
  afterAll(async () => {
    await hub.close()
    await database.close()
  })

  interface Attempt {
    params?: Readonly<Record<string, string>>
    body?: string
    as?: Audience
    headers?: Record<string, string>
  }

  const samplesOf = (key: string) => (key in bodies ? JSON.stringify(bodies[key]) : undefined)

  async function attempt(key: string, { params = unknownParams, body, as, headers = {} }: Attempt) {
    const method = key.slice(0, key.indexOf(' '))
    const path = addressOf(key, { params })
    const withQuery = key === 'GET /api/staff/accounts' ? `${path}?q=${encodeURIComponent('没有')}` : path
    const response = await fetch(`${hub.url}${withQuery}`, {
      method,
      ...(body !== undefined && { body }),
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(as && proofOf(as, { method, path: withQuery, body: body ?? '' })),
        ...headers,
      },
    })
    const text = await response.text()
    return { status: response.status, type: response.headers.get('content-type'), text }
  }

  function proofOf(
    audience: Audience,
    request: { method: string; path: string; body: string },
  ): Record<string, string> {
    if (audience === 'resident') return { Authorization: `Bearer ${token}` }
    if (audience === 'staff') return { Cookie: cookie, Origin: hub.url }
    if (audience === 'partner') return partnerHeaders(hub.partner, request)
    if (audience === 'channel')
      return channelHeaders(hub.sandbox.connection.sandboxPublicKey, hub.sandbox.keys.sandbox.privateKey, request.body)
    return {}
  }

  /** Tries something on many routes; resolves to those whose answer is not the wanted problem, with what it is. */
  async function wrongOn(
    on: readonly [string, Route][],
    how: (key: string, route: Route) => Attempt,
    wanted: (status: number, key: string) => boolean,
  ): Promise<string[]> {
    const before = await stateOf(database, remembered)
    const wrong: string[] = []
    for (const [key, route] of on) {
      const { status, type, text } = await attempt(key, how(key, route))
      const problem = status >= 400 ? (JSON.parse(text) as { status?: number; code?: string; title?: string }) : null
      const isProblem = problem === null || (type === 'application/problem+json' && problem.status === status)
      if (!wanted(status, key) || !isProblem) wrong.push(`${key}: ${status} ${type} ${text.slice(0, 200)}`)
    }
    expect(await stateOf(database, remembered)).toEqual(before)
    return wrong
  }

  it('refuses malformed JSON with 400', async () => {
    const on = routes.filter(takesJson)
    expect(on.length).toBeGreaterThan(20)
    expect(
      await wrongOn(
        on,
        (_, { audience }) => ({ as: audience, body: '{"a":' }),
        (status) => status === 400,
      ),
    ).toEqual([])
  })

  it('refuses wrong types with 422', async () => {
    const on = routes.filter(takesJson)
    for (const body of [
      '[]',
      '"text"',
      '{"unknown":true}',
      'null',
      '{"id":1,"amount":"much","accountId":{},"volume":-1}',
    ]) {
      expect(
        await wrongOn(
          on,
          (_, { audience }) => ({ as: audience, body }),
          (status) => status === 422,
        ),
      ).toEqual([])
    }
  })

  it('refuses ids in a path that are none with 422', async () => {
    const on = routes.filter(([key]) => key.includes(':'))
    const params = Object.fromEntries(Object.keys(unknownParams).map((name) => [name, 'no id!']))
    const how = (key: string, { audience }: Route) => ({ as: audience, params, ...bodyOf(key) })
    expect(await wrongOn(on, how, (status) => status === 422)).toEqual([])
  })

  const bodyOf = (key: string) => {
    const body = samplesOf(key)
    return body === undefined ? {} : { body }
  }

  it('answers unknown ids with 404, or a refusal that says what is wrong', async () => {
    const on = guarded.filter(([key, { audience }]) => audience !== 'channel' && (key.includes(':') || key in bodies))
    // These find something wrong before they look, or answer that nothing is known.
    const otherwise: Readonly<Record<string, number>> = {
      'GET /api/partner/v1/transactions/:serial': 200,
      'GET /api/partner/v1/days/:businessDate/file': 409,
      'POST /api/resident/bindings': 422,
      'PUT /api/resident/notice-preferences': 200,
      'POST /api/resident/invoice-titles': 422,
      'PUT /api/staff/me/password': 422,
      'POST /api/staff/exports': 204,
      'POST /api/staff/tariffs': 409,
      'PUT /api/staff/hotline': 409,
      'PUT /api/staff/hotline/blocked-numbers': 422,
      'POST /api/staff/partners': 422,
      'PUT /api/staff/partners/:partnerId/key': 422,
      'POST /api/staff/outbox/deliveries/:deliveryId/retry': 409,
      'POST /api/staff/outbox/jobs/:jobId/retry': 409,
      'POST /api/staff/outbox/topic-retries': 409,
    }
    const walked = on.filter(([key]) => key !== 'POST /api/partner/v1/days/:businessDate/end')
    const how = (key: string, { audience }: Route) => ({ as: audience, ...bodyOf(key) })
    expect(await wrongOn(walked, how, (status, key) => status === (otherwise[key] ?? 404))).toEqual([])
  })

  it("shows and does nothing of another resident's", async () => {
    const ofAccount = { accountId: household.account.id, paymentId: strangersPayment }
    const [bill] = (await database.read.query('select id from bill where accountId = ?', [household.account.id])) as {
      id: string
    }[]
    const params = { ...unknownParams, ...ofAccount, billId: bill?.id ?? '' }
    const on = ofAudience('resident').filter(
      ([key]) => /:(accountId|paymentId)/.test(key) || key === 'POST /api/resident/payments',
    )
    expect(on.length).toBeGreaterThan(6)
    const how = (key: string) => {
      const sample = bodies[key]
      const body =
        sample === undefined
          ? {}
          : {
              body: JSON.stringify({
                ...(sample as object),
                ...(key.includes(':') ? {} : { accountId: household.account.id }),
              }),
            }
      return { as: 'resident' as const, params, ...body }
    }
    expect(await wrongOn(on, how, (status) => status === 404)).toEqual([])
  })

  it('lets nobody in without a proof', async () => {
    const how = (key: string) => bodyOf(key)
    expect(await wrongOn(guarded, how, (status) => status === 401)).toEqual([])
  })

  it('lets nobody in with a proof that has expired', async () => {
    const expired = await hub.tokenFor(newId(1), systemClock() - 11 * 60_000)
    await database.transaction((tx) => tx.query('update staff_session set expiresAt = ?', [systemClock() - 1]))
    const timestamp = String(Math.floor(Date.now() / 1000) - 400)
    const how = (key: string, { audience }: Route): Attempt => {
      const body = samplesOf(key)
      const request = {
        method: key.slice(0, key.indexOf(' ')),
        path: addressOf(key, { params: unknownParams }),
        body: body ?? '',
      }
      const headers =
        audience === 'resident'
          ? { Authorization: `Bearer ${expired}` }
          : audience === 'staff'
            ? { Cookie: cookie, Origin: hub.url }
            : partnerHeaders(hub.partner, request, { timestamp })
      return { headers, ...(body !== undefined && { body }) }
    }
    const wrong = await wrongOn(ofAudience('resident', 'staff', 'partner'), how, (status) => status === 401)
    await database.transaction((tx) => tx.query('update staff_session set expiresAt = ?', [systemClock() + 3_600_000]))
    expect(wrong).toEqual([])
  })

  it("lets nobody in with another audience's proof", async () => {
    for (const as of ['resident', 'staff', 'partner', 'channel'] as const) {
      const on = guarded.filter(([, { audience }]) => audience !== as)
      expect(
        await wrongOn(
          on,
          (key) => ({ as, ...bodyOf(key) }),
          (status) => status === 401,
        ),
      ).toEqual([])
    }
  })

  it('refuses a body that is too large with 413', async () => {
    const how = (_: string, { audience, bodyLimit = 256 * 1024 }: Route): Attempt => ({
      as: audience,
      body: JSON.stringify({ filler: 'x'.repeat(bodyLimit) }),
    })
    expect(await wrongOn(routes.filter(takesBytes), how, (status) => status === 413)).toEqual([])
  })

  it('refuses a body that says it is no JSON with 415', async () => {
    const how = (key: string, { audience }: Route): Attempt => ({
      as: audience,
      ...bodyOf(key),
      headers: { 'Content-Type': 'text/plain' },
    })
    expect(await wrongOn(routes.filter(takesJson), how, (status) => status === 415)).toEqual([])
  })

  it('lets staff do nothing for which they hold no permission', async () => {
    await hub.house.hire('idle', hub.house.north.id)
    const idle = await staffCookieFor(hub.url, 'idle', housePassword)
    const on = ofAudience('staff').filter(([, route]) => route.audience === 'staff' && route.permission !== null)
    expect(on.length).toBeGreaterThan(25)
    const how = (key: string): Attempt => ({ ...bodyOf(key), headers: { Cookie: idle, Origin: hub.url } })
    expect(await wrongOn(on, how, (status) => status === 403)).toEqual([])
  })

  it('takes no write of staff from a page of another site', async () => {
    const on = ofAudience('staff').filter(([key]) => !key.startsWith('GET '))
    const how = (key: string): Attempt => ({
      ...bodyOf(key),
      headers: { Cookie: cookie, Origin: 'https://evil.example' },
    })
    expect(await wrongOn(on, how, (status) => status === 403)).toEqual([])
  })
})
