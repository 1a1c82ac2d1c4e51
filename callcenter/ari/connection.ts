import { WebSocket } from 'ws'
import { type AriEvent, readEvent } from './events.ts'

export interface AriSettings {
  /** `http://127.0.0.1:8088`. */
  url: string
  user: string
  password: string
}

export interface AriOptions extends AriSettings {
  app: string
  onEvent(event: AriEvent): void
  /** After every connect: subscriptions are gone, and what happened meanwhile is in Asterisk's own lists. */
  onConnected(): void
  onDisconnected(): void
  onFailure(error: Error): void
}

/** What Asterisk refuses because a call has moved on is an answer: somebody may hang up at any moment. */
export type AriAnswer = { ok: true; body: unknown } | { ok: false; status: 404 | 409 | 422; message: string }

export interface AriRequest {
  query?: Readonly<Record<string, string | number>>
  body?: unknown
}

export interface Ari {
  /** @throws AriError on any other refusal, Error when Asterisk cannot be reached or takes too long */
  request(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, request?: AriRequest): Promise<AriAnswer>
  /** Whether events are heard now. */
  isConnected(): boolean
  close(): void
}

export class AriError extends Error {
  readonly status: number
  constructor(status: number, request: string, body: string) {
    super(`ARI ${request}: ${status} ${body.slice(0, 200)}`)
    this.name = 'AriError'
    this.status = status
  }
}

const pingEveryMs = 5_000
const firstWaitMs = 100
const longestWaitMs = 3_000
const patienceMs = 5_000
const answers: ReadonlySet<number> = new Set([404, 409, 422])

/** Talks to Asterisk's REST interface, and keeps the socket of its events open until closed, for ever. */
export function connectAri(options: AriOptions): Ari {
  const { url, user, password, app, onEvent, onConnected, onDisconnected, onFailure } = options
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const eventsUrl = `${url.replace(/^http/, 'ws')}/ari/events?app=${encodeURIComponent(app)}`
  let socket: WebSocket
  let again: NodeJS.Timeout | undefined
  let waitMs = firstWaitMs
  let closed = false

  function open() {
    let alive = true
    let opened = false
    const own = new WebSocket(eventsUrl, { headers: { authorization }, handshakeTimeout: patienceMs })
    socket = own
    // A connection that is gone without a word answers no ping.
    const watchdog = setInterval(() => {
      if (!alive) return own.terminate()
      alive = false
      if (own.readyState === WebSocket.OPEN) own.ping()
    }, pingEveryMs)
    own.on('open', () => {
      opened = true
      waitMs = firstWaitMs
      onConnected()
    })
    own.on('pong', () => (alive = true))
    own.on('message', (data: Buffer) => {
      alive = true
      hear(data.toString('utf8'))
    })
    // A refused password is one, too; `close` follows.
    own.on('error', onFailure)
    own.on('close', () => {
      clearInterval(watchdog)
      if (opened) onDisconnected()
      if (closed) return
      again = setTimeout(open, waitMs)
      waitMs = Math.min(waitMs * 2, longestWaitMs)
    })
  }

  function hear(message: string) {
    try {
      const event = readEvent(message)
      if (event) onEvent(event)
    } catch (error) {
      onFailure(error instanceof Error ? error : new Error(String(error)))
    }
  }

  open()

  return {
    async request(method, path, { query = {}, body } = {}) {
      const search = new URLSearchParams(
        Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
      )
      const suffix = search.size > 0 ? `?${search.toString()}` : ''
      const response = await fetch(`${url}/ari${path}${suffix}`, {
        method,
        headers: { authorization, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patienceMs),
      })
      const text = await response.text()
      if (response.ok) return { ok: true, body: text === '' ? undefined : JSON.parse(text) }
      if (!answers.has(response.status)) throw new AriError(response.status, `${method} ${path}`, text)
      return { ok: false, status: response.status as 404 | 409 | 422, message: text }
    },
    isConnected: () => socket.readyState === WebSocket.OPEN,
    close() {
      closed = true
      clearTimeout(again)
      socket.close()
    },
  }
}
