import type { IncomingMessage, Server as HttpServer } from 'node:http'
import type { Redis } from 'ioredis'
import { type DefaultEventsMap, type Namespace, Server, type Socket } from 'socket.io'
import type { z } from 'zod'
import type { SocketEvents } from '#core/contract/events.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Logger } from '#core/kernel/logger.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import type { Networks } from '../clientAddress.ts'
import type { OriginCheck } from '../origin.ts'
import type { ResidentPrincipal } from '../principals.ts'
import { createSecurityHeaders, type SecurityHeaders } from '../securityHeaders.ts'
import { createAdmission } from './admission.ts'
import { createRedisAdapter } from './redisAdapter.ts'
import { audienceRooms, memberRoom, residentRoom, sessionRoom, staffRooms } from './rooms.ts'

/** A proof and how long it holds, epoch ms. */
export interface Proven<P> {
  principal: P
  expiresAt: number
}

/** Proves whose a socket is. Each rejects when it is not proven; whatever they reject with, the client learns no more. */
export interface AuthenticateSocket {
  /** By the session cookie of the request that opened it. */
  staff(request: IncomingMessage): Promise<Proven<StaffPrincipal>>
  /** By an access token, `auth.token` of the client. */
  resident(token: string): Promise<Proven<ResidentPrincipal>>
}

export interface SocketsDeps<E extends SocketEvents> {
  /** Null in a process that only tells, a worker: its words reach the clients of other processes by Redis. */
  http: HttpServer | null
  events: E
  authenticate: AuthenticateSocket
  originOf: OriginCheck
  trustedProxies: Networks
  clock: Clock
  logger: Logger
  /** For the answers of long polling, which no application sees. */
  headers?: SecurityHeaders
  /** Null for a hub of one process. `prefix` keeps hubs apart that share a server. */
  shared: { redis: Redis; prefix: string } | null
  /** Connections from one network at once; 100 unless told: an office has one address. */
  mostPerAddress?: number
}

type Told<Event> = Event extends { data: infer S extends z.ZodType } ? z.input<S> : never

/**
 * What the hub tells its clients while they look. They hear it once or, when they were away, not at all: the truth is
 * what they ask for. Data that its event's schema refuses throws.
 */
export interface Sockets<E extends SocketEvents> {
  toResident<Name extends keyof E['resident'] & string>(
    residentId: string,
    name: Name,
    data: Told<E['resident'][Name]>,
  ): void
  /** To the staff who hold the event's permission at the unit of this path, or, without a path, anywhere. */
  toStaff<Name extends keyof E['staff'] & string>(name: Name, data: Told<E['staff'][Name]>, unitPath?: string): void
  /** To these members of staff, whatever they hold, and to whoever holds the event's permission anywhere. */
  toMembers<Name extends keyof E['staff'] & string>(
    staffIds: readonly string[],
    name: Name,
    data: Told<E['staff'][Name]>,
  ): void
  /** Disconnects whoever came in by this session, in every process: it has ended. */
  endSession(sessionId: string): void
  /** Disconnects this member of staff, in every process: who comes in again is proven anew, with what they now hold. */
  dropMember(staffId: string): void
  /** Disconnects the clients of this process, and tells nobody any more. */
  close(): Promise<void>
}

interface SocketData {
  rooms?: readonly string[]
  expiry?: NodeJS.Timeout
}
type HubSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>
type HubNamespace = Namespace<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>

const longestTimerMs = 2 ** 31 - 1

export function createSockets<E extends SocketEvents>(deps: SocketsDeps<E>): Sockets<E> {
  const { http, events, authenticate, originOf, trustedProxies, clock, logger, shared, mostPerAddress = 100 } = deps
  const { headers = createSecurityHeaders({ https: false }) } = deps
  const admission = createAdmission({ originOf, trustedProxies, mostPerAddress })
  const carrier = shared && createRedisAdapter(shared.redis, shared.prefix, logger)
  const io = new Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>({
    serveClient: false,
    // Clients have nothing to say but who they are.
    maxHttpBufferSize: 16 * 1024,
    connectTimeout: 10_000,
    // Sockets at other paths are others', who may have to ask before they answer.
    destroyUpgradeTimeout: 10_000,
    allowRequest: (request, done) => admission.decide(request, done),
    ...(carrier && { adapter: carrier.adapter }),
  })
  if (http) {
    io.attach(http)
    http.prependListener('request', (req, res) => {
      if (req.url?.startsWith(io.path())) for (const [name, value] of headers.api) res.setHeader(name, value)
    })
    admission.watch(io.engine)
  }
  io.use((_, next) => next(refusal()))

  const namespaces = {
    staff: guarded('/staff', async ({ request, handshake }) => {
      const origin = originOf(request)
      // A browser names the origin of every WebSocket, and sends the cookie whoever opens it.
      if (origin === 'foreign' || (origin === 'absent' && handshake.query['transport'] === 'websocket')) throw refusal()
      const { principal, expiresAt } = await authenticate.staff(request)
      return {
        expiresAt,
        rooms: [sessionRoom(principal.sessionId), memberRoom(principal.staffId), ...staffRooms(principal)],
      }
    }),
    resident: guarded('/resident', async ({ handshake }) => {
      const { token }: { token?: unknown } = handshake.auth
      if (typeof token !== 'string') throw refusal()
      const { principal, expiresAt } = await authenticate.resident(token)
      return { expiresAt, rooms: [sessionRoom(principal.sessionId), residentRoom(principal.residentId)] }
    }),
  }
  const all = Object.values(namespaces)

  /** A namespace that lets a socket in for as long as its proof holds. */
  function guarded(
    name: string,
    prove: (socket: HubSocket) => Promise<{ expiresAt: number; rooms: string[] }>,
  ): HubNamespace {
    const namespace = io.of(name)
    namespace.use((socket, next) => {
      const admit = async () => {
        const { expiresAt, rooms } = await prove(socket)
        const leftMs = expiresAt - clock()
        if (leftMs <= 0) throw refusal()
        socket.data.rooms = rooms
        socket.data.expiry = setTimeout(() => socket.disconnect(true), Math.min(leftMs, longestTimerMs)).unref()
      }
      admit().then(
        () => next(),
        () => next(refusal()),
      )
    })
    namespace.on('connection', (socket) => {
      void socket.join([...(socket.data.rooms ?? [])])
      socket.on('disconnect', () => clearTimeout(socket.data.expiry))
    })
    return namespace
  }

  return {
    toResident(residentId, name, data) {
      const message: unknown = events.resident[name]?.data.parse(data)
      namespaces.resident.to(residentRoom(residentId)).emit(name, message)
    },
    toStaff(name, data, unitPath) {
      const event = events.staff[name]
      if (!event) return
      namespaces.staff.to(audienceRooms(event.permission, unitPath)).emit(name, event.data.parse(data))
    },
    toMembers(staffIds, name, data) {
      const event = events.staff[name]
      if (!event) return
      // One message to all rooms: whoever is in several hears it once.
      const rooms = [...audienceRooms(event.permission), ...staffIds.map(memberRoom)]
      namespaces.staff.to(rooms).emit(name, event.data.parse(data))
    },
    endSession(sessionId) {
      for (const namespace of all) namespace.in(sessionRoom(sessionId)).disconnectSockets(true)
    },
    dropMember(staffId) {
      namespaces.staff.in(memberRoom(staffId)).disconnectSockets(true)
    },
    async close() {
      for (const namespace of all) namespace.local.disconnectSockets(true)
      if (http) io.engine.close()
      for (const namespace of all) await namespace.adapter.close()
      carrier?.close()
    },
  }
}

/** The same whatever the reason: clients need not learn how near they were. */
const refusal = () =>
  Object.assign(new Error('unauthenticated'), { data: { code: 'request.unauthenticated', detail: '请先登录' } })
