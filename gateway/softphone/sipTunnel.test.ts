import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createMemoryCoordination } from '#core/kernel/memoryCoordination.ts'
import { staffPrincipal } from '#test/inventedGateway.ts'
import { networks } from '../clientAddress.ts'
import { createOriginCheck } from '../origin.ts'
import { openSipTunnel, type SipTunnel } from './sipTunnel.ts'

const agent = staffPrincipal('agent', ['call.take'], '/root/')
const cashier = staffPrincipal('cashier', ['payment.book'], '/root/')
const sessions: Record<string, typeof agent> = { agent, cashier }

describe('the door of the softphones', () => {
  let exchange: Server
  let hub: Server
  let tunnel: SipTunnel
  let base: string
  let answerUpgrades: boolean
  /** What reached the exchange. */
  let seen: { path: string; cookie: string | undefined; protocol: string | undefined }[]
  let revoked: boolean
  const logged: unknown[] = []
  const sockets: (WebSocket | Socket)[] = []

  beforeEach(async () => {
    answerUpgrades = true
    revoked = false
    seen = []
    logged.length = 0
    const speaks = new WebSocketServer({ noServer: true, handleProtocols: () => 'sip' })
    exchange = createServer((request, response) => {
      seen.push({ path: request.url ?? '', cookie: request.headers.cookie, protocol: undefined })
      response.end('[]')
    })
    exchange.on('upgrade', (request, socket, head) => {
      const { cookie, 'sec-websocket-protocol': protocol } = request.headers
      seen.push({ path: request.url ?? '', cookie, protocol })
      if (!answerUpgrades) return socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
      speaks.handleUpgrade(request, socket, head, (opened) => {
        opened.on('message', (data: Buffer) => opened.send(`heard ${data.toString()}`))
      })
    })
    hub = createServer()
    const exchangeUrl = new URL(await listen(exchange))
    base = await listen(hub)
    const logger = { warn: (entry: unknown) => logged.push(entry), error: (entry: unknown) => logged.push(entry) }
    tunnel = await openSipTunnel({
      http: hub,
      exchange: () => exchangeUrl,
      authenticate: async ({ headers }) => sessions[/session=(\w+)/.exec(headers.cookie ?? '')?.[1] ?? ''] ?? null,
      isSessionOpen: async () => !revoked,
      originOf: createOriginCheck(null),
      trustedProxies: networks(''),
      coordination: createMemoryCoordination({ clock: Date.now }),
      clock: Date.now,
      logger: logger as never,
      checkMs: 30,
    })
  })
  afterEach(async () => {
    for (const socket of sockets.splice(0)) {
      if (socket instanceof WebSocket) socket.terminate()
      else socket.destroy()
    }
    await tunnel.close()
    hub.close()
    exchange.close()
  })

  function page(cookie: string, origin: string | null = base, path = '/sip') {
    const headers = { Cookie: cookie, ...(origin !== null && { Origin: origin }) }
    const socket = new WebSocket(`${base.replace('http', 'ws')}${path}`, 'sip', { headers })
    sockets.push(socket)
    return socket
  }
  const opened = (socket: WebSocket) =>
    new Promise<void>((resolve, reject) => socket.on('open', resolve).on('error', reject))
  const closed = (socket: WebSocket) => new Promise<void>((resolve) => socket.on('close', () => resolve()))
  const refusal = (socket: WebSocket) =>
    new Promise<number>((resolve) => {
      socket.on('error', () => undefined)
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
      socket.on('open', () => resolve(101))
    })

  it('carries an agent’s words to the exchange and back, and no cookie', async () => {
    const socket = page('session=agent; other=1')
    await opened(socket)
    const heard = new Promise<string>((resolve) => socket.on('message', (data: Buffer) => resolve(data.toString())))
    socket.send('REGISTER')
    expect(await heard).toBe('heard REGISTER')
    expect(socket.protocol).toBe('sip')
    expect(seen).toEqual([{ path: '/ws', cookie: undefined, protocol: 'sip' }])
  })

  it.each([
    ['nobody', '', undefined, 401],
    ['a resident’s token in place of a session', 'session=eyJhbGciOiJIUzI1NiJ9', undefined, 401],
    ['staff who take no calls', 'session=cashier', undefined, 403],
    ['a page of another site', 'session=agent', 'https://evil.example', 403],
    ['whoever names no origin', 'session=agent', null, 403],
  ])('refuses %s, and writes it down', async (_, cookie, origin, status) => {
    expect(await refusal(page(cookie, origin))).toBe(status)
    expect(seen).toEqual([])
    expect(logged).toHaveLength(1)
  })

  it('lets a resident’s bearer token in as little', async () => {
    const headers = { Authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.x', Origin: base }
    const socket = new WebSocket(`${base.replace('http', 'ws')}/sip`, 'sip', { headers })
    sockets.push(socket)
    expect(await refusal(socket)).toBe(401)
    expect(seen).toEqual([])
  })

  it('hands nothing of a browser on before the exchange speaks WebSocket', async () => {
    answerUpgrades = false
    const { port } = new URL(base)
    const socket = connect(Number(port), '127.0.0.1')
    sockets.push(socket)
    const answer = new Promise<string>((resolve) => {
      let text = ''
      socket.on('data', (data: Buffer) => (text += data.toString())).on('close', () => resolve(text))
    })
    const lines = ['GET /sip HTTP/1.1', `Host: 127.0.0.1:${port}`, `Origin: ${base}`, 'Cookie: session=agent']
    const handshake = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']
    const smuggled = 'GET /ari/channels?api_key=hub:x HTTP/1.1\r\nHost: x\r\n\r\n'
    socket.write(`${[...lines, ...handshake].join('\r\n')}\r\n\r\n${smuggled}`)
    expect(await answer).toMatch(/^HTTP\/1\.1 502 /)
    await setTimeout(50)
    expect(seen.map(({ path }) => path)).toEqual(['/ws'])
  })

  it('gives a session’s line to the page that came last', async () => {
    const first = page('session=agent')
    await opened(first)
    const gone = closed(first)
    const second = page('session=agent')
    await opened(second)
    await gone
    expect(second.readyState).toBe(WebSocket.OPEN)
  })

  it('closes the line when the session has ended, by its log-out or by being revoked', async () => {
    const first = page('session=agent')
    await opened(first)
    const loggedOut = closed(first)
    tunnel.end(agent.sessionId)
    await loggedOut
    const second = page('session=agent')
    await opened(second)
    const ended = closed(second)
    revoked = true
    await ended
    expect(second.readyState).toBe(WebSocket.CLOSED)
  })

  it('leaves other paths to others', async () => {
    const socket = page('session=agent', base, '/socket.io/')
    const first = await Promise.race([refusal(socket), setTimeout(100, 'untouched')])
    expect(first).toBe('untouched')
    expect(seen).toEqual([])
  })
})

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
