import { type IncomingMessage, request as httpRequest, type Server as HttpServer, STATUS_CODES } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Clock } from '#core/kernel/clock.ts'
import type { Coordination } from '#core/kernel/coordination.ts'
import { newId } from '#core/kernel/id.ts'
import type { Logger } from '#core/kernel/logger.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { clientAddress, type Networks } from '../clientAddress.ts'
import type { OriginCheck } from '../origin.ts'
import { type SocketNews, socketNews } from './socketNews.ts'

export interface SipTunnelDeps {
  http: HttpServer
  /** Where Asterisk's HTTP server listens; null while there is none. */
  exchange: () => URL | null
  /** By the session cookie; null when it proves nothing. */
  authenticate(request: IncomingMessage): Promise<StaffPrincipal | null>
  isSessionOpen(sessionId: string): Promise<boolean>
  originOf: OriginCheck
  trustedProxies: Networks
  coordination: Coordination
  clock: Clock
  logger: Logger
  /** How often it is asked whether the sessions of open sockets still hold; 15 s unless told. */
  checkMs?: number
}

export interface SipTunnel {
  /** Closes the socket of a session, in whichever process it is. Asterisk then drops the registration at once. */
  end(sessionId: string): void
  close(): Promise<void>
}

interface Tunnel {
  id: string
  sessionId: string
  browser: Duplex
}

const path = '/sip'
const upgradeMs = 5_000
/** A vanished network shows by this, long before TCP gives up. */
const keepAliveMs = 15_000

/**
 * Carries the softphones' SIP WebSockets to Asterisk, which never sees a cookie, while browsers never see Asterisk. Not
 * a byte of a browser goes there before Asterisk has agreed to speak WebSocket: on the same connection, it could else
 * be a request to ARI. A session has one socket: a page that is opened later takes over.
 */
export async function openSipTunnel(deps: SipTunnelDeps): Promise<SipTunnel> {
  const { http, exchange, originOf, trustedProxies, coordination, clock, logger, checkMs = 15_000 } = deps
  const open = new Map<string, Tunnel>()
  const closeSocketsOf = ({ sessionId, except }: SocketNews) => {
    const tunnel = open.get(sessionId)
    if (tunnel && tunnel.id !== except) tunnel.browser.destroy()
  }
  const news = await socketNews({ coordination, logger, hear: closeSocketsOf })

  async function admit(request: IncomingMessage): Promise<StaffPrincipal | string> {
    // Every browser names the origin of a WebSocket.
    if (originOf(request) !== 'ours') return 'foreign origin'
    const principal = await deps.authenticate(request)
    if (!principal) return 'no staff session'
    if (!principal.grants.some(({ permissions }) => permissions.includes('call.take'))) return 'no permission'
    return principal
  }

  async function serve(request: IncomingMessage, browser: Duplex, head: Buffer) {
    const address = clientAddress(request, trustedProxies)
    const refuse = (status: number, reason: string) => {
      logger.warn({ reason, address }, 'a softphone was refused')
      end(browser, status)
    }
    const admitted = await admit(request)
    if (typeof admitted === 'string') return refuse(admitted === 'no staff session' ? 401 : 403, admitted)
    const { sessionId } = admitted
    const key = request.headers['sec-websocket-key']
    if (request.headers.upgrade?.toLowerCase() !== 'websocket' || key === undefined) return refuse(400, 'no WebSocket')
    const target = exchange()
    if (!target) return refuse(503, 'no exchange')
    const upstream = await upgrade(target, key)
    if (!upstream) return refuse(502, 'the exchange did not agree')
    if (browser.destroyed) return upstream.socket.destroy()
    const tunnel = { id: newId(clock()), sessionId, browser }
    open.get(sessionId)?.browser.destroy()
    open.set(sessionId, tunnel)
    news.tell({ sessionId, except: tunnel.id })
    join(browser, upstream.socket, () => {
      if (open.get(sessionId) === tunnel) open.delete(sessionId)
    })
    browser.write(`HTTP/1.1 101 Switching Protocols\r\n${upstream.headers}\r\n`)
    if (upstream.head.length > 0) browser.write(upstream.head)
    if (head.length > 0) upstream.socket.write(head)
    browser.pipe(upstream.socket).pipe(browser)
  }

  const onUpgrade = (request: IncomingMessage, browser: Duplex, head: Buffer) => {
    const [asked] = (request.url ?? '').split('?')
    if (asked !== path) return
    browser.on('error', () => browser.destroy())
    serve(request, browser, head).catch((error: unknown) => {
      logger.error({ err: error }, 'a softphone could not be connected')
      end(browser, 502)
    })
  }
  http.on('upgrade', onUpgrade)

  async function check() {
    for (const { sessionId } of open.values()) {
      if (!(await deps.isSessionOpen(sessionId))) closeSocketsOf({ sessionId, except: null })
    }
  }
  const checking = setInterval(() => {
    check().catch((error: unknown) => logger.warn({ err: error }, 'sessions of softphones cannot be checked'))
  }, checkMs).unref()

  return {
    end(sessionId) {
      closeSocketsOf({ sessionId, except: null })
      news.tell({ sessionId, except: null })
    },
    async close() {
      http.off('upgrade', onUpgrade)
      clearInterval(checking)
      for (const { browser } of open.values()) browser.destroy()
      await news.close()
    },
  }
}

function end(browser: Duplex, status: number) {
  if (browser.writable) browser.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\n\r\n`)
  else browser.destroy()
}

interface Upstream {
  socket: Duplex
  head: Buffer
  headers: string
}

/** Asks Asterisk for a WebSocket; null when it answers anything else, or nothing. */
function upgrade(exchange: URL, key: string): Promise<Upstream | null> {
  return new Promise((resolve) => {
    const asking = httpRequest(new URL('/ws', exchange), {
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Protocol': 'sip',
        'Sec-WebSocket-Key': key,
      },
      agent: false,
      signal: AbortSignal.timeout(upgradeMs),
    })
    asking.on('upgrade', (response, socket, head) => {
      const kept = ['upgrade', 'connection', 'sec-websocket-accept', 'sec-websocket-protocol']
      const headers = kept.flatMap((name) => {
        const value = response.headers[name]
        return value === undefined ? [] : [`${name}: ${String(value)}\r\n`]
      })
      resolve({ socket, head, headers: headers.join('') })
    })
    asking.on('response', (response) => {
      response.resume()
      resolve(null)
    })
    asking.on('error', () => resolve(null))
    asking.end()
  })
}

function join(browser: Duplex, exchange: Duplex, onClose: () => void) {
  for (const [one, other] of [
    [browser, exchange],
    [exchange, browser],
  ] as const) {
    if (one instanceof Socket) one.setNoDelay(true).setKeepAlive(true, keepAliveMs).setTimeout(0)
    one.on('error', () => one.destroy())
    one.on('close', () => other.destroy())
  }
  browser.on('close', onClose)
}
