import type { Server as HttpServer } from 'node:http'
import type { Clock } from '#core/kernel/clock.ts'
import type { Coordination } from '#core/kernel/coordination.ts'
import type { Database } from '#core/kernel/database.ts'
import type { Logger } from '#core/kernel/logger.ts'
import { authenticateSession } from '#core/staff/authenticateSession.ts'
import { isSessionOpen } from '#core/staff/isSessionOpen.ts'
import type { Edge } from '../edge.ts'
import { staffTokenOf } from '../staffCookie.ts'
import { openSipTunnel, type SipTunnel } from './sipTunnel.ts'

/** `/sip` of this hub's server, for staff by their session's cookie. */
export function openSipDoor(deps: {
  http: HttpServer
  database: Database
  clock: Clock
  coordination: Coordination
  logger: Logger
  edge: Edge
  telephone: { socketUrl: URL }
  checkMs?: number
}): Promise<SipTunnel> {
  const { database, clock, edge, telephone, ...rest } = deps
  return openSipTunnel({
    ...rest,
    clock,
    originOf: edge.originOf,
    trustedProxies: edge.trustedProxies,
    exchange: () => telephone.socketUrl,
    async authenticate({ headers }) {
      const token = staffTokenOf(headers.cookie)
      return token === null ? null : authenticateSession({ database, clock }, token)
    },
    isSessionOpen: (sessionId) => isSessionOpen({ database, clock }, sessionId),
  })
}
