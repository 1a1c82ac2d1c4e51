import { setTimeout } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { SocketEvents } from '#core/contract/events.ts'
import { type InventedGateway, staffPrincipal, startInventedGateway } from '#test/inventedGateway.ts'
import { createSockets, type Sockets } from './sockets.ts'

const events = {
  resident: { 'basket.changed': { data: z.object({ id: z.string() }) } },
  staff: {
    'payment.received': { permission: 'payment.read', data: z.object({ amount: z.int() }) },
    'lunch.ready': { permission: null, data: z.object({}) },
  },
} as const satisfies SocketEvents

const grants: Record<string, ReturnType<typeof staffPrincipal>> = {
  boss: staffPrincipal('boss', ['payment.read'], '/root/'),
  north: staffPrincipal('north', ['payment.read'], '/root/north/'),
  south: staffPrincipal('south', ['payment.read'], '/root/south/'),
  guard: staffPrincipal('guard', ['account.read'], '/root/'),
}

describe('sockets', () => {
  let gateway: InventedGateway
  let sockets: Sockets<typeof events>
  const clients: Socket[] = []
  const heard: string[] = []

  beforeEach(async () => {
    gateway = await startInventedGateway()
    sockets = createSockets({
      http: gateway.server.http,
      events,
      authenticate: {
        async staff(request) {
          const principal = grants[/session=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '']
          if (!principal) throw new Error('who?')
          return { principal, expiresAt: gateway.clock.now + 60_000 }
        },
        async resident(token) {
          const [audience, residentId = '', left = '60000'] = token.split(':')
          if (audience !== 'resident') throw new Error('not a resident’s')
          return {
            principal: { residentId, sessionId: `session-${residentId}` },
            expiresAt: gateway.clock.now + Number(left),
          }
        },
      },
      originOf: gateway.edge.originOf,
      trustedProxies: gateway.edge.trustedProxies,
      clock: () => gateway.clock.now,
      logger: gateway.logger,
      shared: null,
      mostPerAddress: 6,
    })
    heard.length = 0
  })
  afterEach(async () => {
    for (const client of clients.splice(0)) client.disconnect()
    await sockets.close()
    await gateway.server.close()
  })

  interface Wishes {
    namespace: string
    token?: unknown
    session?: string
    origin?: string | null
    transports?: string[]
  }
  function open({ namespace, token, session, origin = gateway.base, transports = ['websocket'] }: Wishes): Socket {
    const client = io(`${gateway.base}${namespace}`, {
      transports,
      forceNew: true,
      reconnection: false,
      auth: token === undefined ? {} : { token },
      extraHeaders: {
        ...(session !== undefined && { cookie: `session=${session}` }),
        ...(origin !== null && { origin }),
      },
    })
    clients.push(client)
    const name = session ?? String(token)
    client.onAny((event: string, data: unknown) => heard.push(`${name} ${event} ${JSON.stringify(data)}`))
    return client
  }
  /** `connected`, or what refused it. */
  const outcome = (client: Socket) =>
    new Promise<string>((resolve) => {
      client.on('connect', () => resolve('connected'))
      client.on('connect_error', (error: Error & { data?: { code: string } }) =>
        resolve(error.data?.code ?? error.message),
      )
    })
  const gone = (client: Socket) => new Promise<void>((resolve) => client.on('disconnect', () => resolve()))
  const resident = (token: unknown, more: Partial<Wishes> = {}) => open({ namespace: '/resident', token, ...more })
  const staff = (session: string, more: Partial<Wishes> = {}) => open({ namespace: '/staff', session, ...more })

  it('lets in who proves to be somebody, by WebSocket and by polling', async () => {
    expect(await outcome(resident('resident:anna'))).toBe('connected')
    expect(await outcome(resident('resident:anna', { transports: ['polling'], origin: null }))).toBe('connected')
    expect(await outcome(staff('boss'))).toBe('connected')
    expect(await outcome(staff('boss', { transports: ['polling'] }))).toBe('connected')
  })

  it('refuses everybody else alike', async () => {
    const refused = 'request.unauthenticated'
    expect(await outcome(resident(undefined))).toBe(refused)
    expect(await outcome(resident(''))).toBe(refused)
    expect(await outcome(resident({ length: 5 }))).toBe(refused)
    expect(await outcome(resident('nonsense'))).toBe(refused)
    expect(await outcome(resident('staff:boss'))).toBe(refused)
    expect(await outcome(resident('resident:anna:0'))).toBe(refused)
    expect(await outcome(staff('nobody'))).toBe(refused)
    expect(await outcome(open({ namespace: '/staff', token: 'resident:anna' }))).toBe(refused)
    expect(await outcome(open({ namespace: '/', token: 'resident:anna', session: 'boss' }))).toBe(refused)
    expect(await outcome(open({ namespace: '/elsewhere', session: 'boss' }))).toBe('Invalid namespace')
  })

  it('refuses pages of other sites, and staff without an origin', async () => {
    expect(await outcome(staff('boss', { origin: 'https://evil.example' }))).not.toBe('connected')
    expect(await outcome(resident('resident:anna', { origin: 'https://evil.example' }))).not.toBe('connected')
    expect(await outcome(staff('boss', { origin: null }))).toBe('request.unauthenticated')
  })

  it('tells a resident what is theirs, and nobody else', async () => {
    const both = [resident('resident:anna'), resident('resident:bert'), staff('boss')]
    expect(await Promise.all(both.map(outcome))).toEqual(['connected', 'connected', 'connected'])
    sockets.toResident('anna', 'basket.changed', { id: 'b1' })
    await expect.poll(() => heard).toEqual(['resident:anna basket.changed {"id":"b1"}'])
    await setTimeout(50)
    expect(heard).toHaveLength(1)
  })

  it('tells staff what their permission at the unit lets them hear', async () => {
    expect(await Promise.all(['boss', 'north', 'south', 'guard'].map((name) => outcome(staff(name))))).toEqual(
      Array(4).fill('connected'),
    )
    sockets.toStaff('payment.received', { amount: 1 }, '/root/north/harbour/')
    sockets.toStaff('payment.received', { amount: 2 }, '/root/')
    sockets.toStaff('payment.received', { amount: 3 })
    sockets.toStaff('lunch.ready', {})
    await expect.poll(() => heard.length).toBeGreaterThanOrEqual(10)
    await setTimeout(50)
    const by = (word: string) =>
      heard
        .filter((line) => line.includes(word))
        .map((line) => line.split(' ')[0])
        .toSorted()
    expect(by('"amount":1')).toEqual(['boss', 'north'])
    expect(by('"amount":2')).toEqual(['boss'])
    expect(by('"amount":3')).toEqual(['boss', 'north', 'south'])
    expect(by('lunch')).toEqual(['boss', 'guard', 'north', 'south'])
  })

  it('tells members what is theirs, and holders of the permission everything, once', async () => {
    expect(await Promise.all(['boss', 'north', 'guard'].map((name) => outcome(staff(name))))).toEqual(
      Array(3).fill('connected'),
    )
    sockets.toMembers(['guard'], 'payment.received', { amount: 1 })
    sockets.toMembers(['north', 'guard'], 'payment.received', { amount: 2 })
    sockets.toMembers([], 'payment.received', { amount: 3 })
    await expect.poll(() => heard.length).toBeGreaterThanOrEqual(8)
    await setTimeout(50)
    const by = (amount: number) =>
      heard
        .filter((line) => line.includes(`"amount":${amount}`))
        .map((line) => line.split(' ')[0])
        .toSorted()
    expect(by(1)).toEqual(['boss', 'guard', 'north'])
    expect(by(2)).toEqual(['boss', 'guard', 'north'])
    expect(by(3)).toEqual(['boss', 'north'])
  })

  it('sends what the event says and nothing beside it', async () => {
    const client = resident('resident:anna')
    await outcome(client)
    const row = { id: 'b1', secret: 'x' }
    sockets.toResident('anna', 'basket.changed', row)
    await expect.poll(() => heard).toEqual(['resident:anna basket.changed {"id":"b1"}'])
    // @ts-expect-error an event that is not in the contract
    sockets.toResident('anna', 'basket.eaten', { id: 'b1' })
    // @ts-expect-error data that the event does not have
    expect(() => sockets.toResident('anna', 'basket.changed', { id: 1 })).toThrow(z.ZodError)
  })

  it('hears nothing that a client says', async () => {
    const [anna, bert] = [resident('resident:anna'), resident('resident:bert')]
    await Promise.all([outcome(anna), outcome(bert)])
    anna.emit('basket.changed', { id: 'forged' })
    anna.emit('join', 'resident:bert')
    sockets.toResident('bert', 'basket.changed', { id: 'b2' })
    await expect.poll(() => heard).toEqual(['resident:bert basket.changed {"id":"b2"}'])
    anna.emit('flood', 'x'.repeat(20_000))
    await gone(anna)
    expect(bert.connected).toBe(true)
  })

  it('lets go of a socket when its session ends, when its proof expires, and when the hub closes', async () => {
    const [anna, bert, brief] = [resident('resident:anna'), resident('resident:bert'), resident('resident:cleo:1500')]
    await Promise.all([anna, bert, brief].map(outcome))
    await gone(brief)
    sockets.endSession('session-anna')
    await gone(anna)
    expect(bert.connected).toBe(true)
    await sockets.close()
    await gone(bert)
  })

  it('takes only so many connections from one address, and forgets those that are gone', async () => {
    const six = Array.from({ length: 6 }, () => resident('resident:anna'))
    await Promise.all(six.map(outcome))
    expect(await outcome(resident('resident:anna'))).not.toBe('connected')
    for (const client of six) client.disconnect()
    await expect.poll(() => outcome(resident('resident:anna'))).toBe('connected')
  })

  it('sends the security headers with what it answers itself, and leaves all other paths alone', async () => {
    const answer = await fetch(`${gateway.base}/socket.io/?EIO=4&transport=polling`)
    expect([answer.status, answer.headers.get('x-content-type-options')]).toEqual([200, 'nosniff'])
    const refused = await fetch(`${gateway.base}/socket.io/?EIO=4&transport=nonsense`)
    expect([refused.status, refused.headers.get('content-security-policy')]).toEqual([
      400,
      expect.stringContaining("default-src 'none'"),
    ])
    expect(await (await fetch(`${gateway.base}/api/public/ping`)).json()).toEqual({ ok: true })
  })
})
