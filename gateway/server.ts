import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type Koa from 'koa'
import { StartError } from '#core/kernel/startError.ts'
import { answerClientError } from './clientError.ts'
import { answerStarting } from './starting.ts'
import type { Exchange } from './exchange.ts'
import type { SecurityHeaders } from './securityHeaders.ts'

export interface HubServer {
  /** For what else listens to it: sockets, upgrades. */
  readonly http: Server
  /** @throws StartError when the address cannot be had; resolves to the one it got (port 0 lets the system choose). */
  listen(host: string, port: number): Promise<AddressInfo>
  /** True from the first moment of `close`: `/readyz` says so. */
  isClosing(): boolean
  /**
   * Accepts nobody new, closes connections as they fall idle, and those that are still busy after `graceMs`. Call what
   * closes long-lived sockets before it. Calling it again waits for the same end.
   */
  close(): Promise<void>
}

export interface ServerSettings {
  headers: SecurityHeaders
  headersTimeoutMs?: number
  /** For a whole request with its body. */
  requestTimeoutMs?: number
  keepAliveTimeoutMs?: number
  graceMs?: number
}

const sweepMs = 50

/** Until `serve`, requests are told to come again: a port is known to be free long before all behind it is ready. */
export function createServer(settings: ServerSettings): HubServer & { serve(app: Koa<Exchange>): void } {
  const { headersTimeoutMs = 10_000, requestTimeoutMs = 30_000, keepAliveTimeoutMs = 65_000 } = settings
  const { headers, graceMs = 10_000 } = settings
  const http = createHttpServer({
    headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs),
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, requestTimeoutMs),
    maxHeaderSize: 16 * 1024,
  })
  http.maxHeadersCount = 100
  http.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (socket instanceof Socket) answerClientError(error, socket, headers.api)
    else socket.destroy()
  })
  let closing: Promise<void> | undefined
  let answer: RequestListener = (_, response) => answerStarting(response, headers.api)
  // One listener for good: socket.io wraps those that it finds.
  http.on('request', (request, response) => answer(request, response))

  return {
    http,
    serve(app) {
      const handle = app.callback()
      answer = (request, response) => void handle(request, response)
    },
    listen: (host, port) => listen(http, host, port),
    isClosing: () => closing !== undefined,
    close: () => (closing ??= closeGracefully(http, graceMs)),
  }
}

function listen(http: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(new StartError(sentenceOf(error, host, port)))
    http.once('error', refuse)
    http.listen({ host, port }, () => {
      http.off('error', refuse)
      resolve(http.address() as AddressInfo)
    })
  })
}

function sentenceOf({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken by another process; choose another one or stop that.`
  if (code === 'EACCES') return `Port ${port} may not be opened by this user; ports below 1024 need a privilege.`
  if (code === 'EADDRNOTAVAIL') return `${host} is not an address of this machine.`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The host name ${host} is not known.`
  return `${host}:${port} cannot be listened on: ${code ?? message}`
}

function closeGracefully(http: Server, graceMs: number): Promise<void> {
  if (!http.listening) return Promise.resolve()
  return new Promise((resolve) => {
    // A connection whose request was in hand falls idle only afterwards.
    const sweep = setInterval(() => http.closeIdleConnections(), sweepMs)
    const end = setTimeout(() => http.closeAllConnections(), graceMs)
    http.close(() => {
      clearInterval(sweep)
      clearTimeout(end)
      resolve()
    })
  })
}
