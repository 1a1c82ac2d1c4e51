import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type Koa from 'koa'
import type { Audience } from '#core/contract/route.ts'
import type { Logger } from '#core/kernel/logger.ts'
import { clientAddress, isTrustedPeer, type Networks } from './clientAddress.ts'

/** One request and its answer, for as long as they take: `ctx.state` of Koa. */
export interface Exchange {
  readonly requestId: string
  /** The client's own address, see `clientAddress`. */
  readonly address: string
  /** A child that names the request; made when somebody first logs. */
  readonly log: Logger
  /** Names and values in turn: the security headers of an answer that sets no others. */
  readonly replyHeaders: readonly string[]
  /** The key of the contract's route, or the name of a page; null while, or because, nothing was found. */
  route: string | null
  /** Whom that route is for. */
  audience: Audience | null
}
export type HubContext = Koa.ParameterizedContext<Exchange>
export type HubMiddleware = (ctx: HubContext, next: Koa.Next) => unknown

export interface ExchangeDeps {
  logger: Logger
  trustedProxies: Networks
  replyHeaders: readonly string[]
}

const saneId = /^[\w.-]{8,64}$/

/** The request's id is a trusted proxy's, or a new one: nobody else may write into the log what they like. */
export function openExchange(req: IncomingMessage, { logger, trustedProxies, replyHeaders }: ExchangeDeps): Exchange {
  const given = req.headers['x-request-id']
  const requestId =
    typeof given === 'string' && saneId.test(given) && isTrustedPeer(req, trustedProxies) ? given : randomUUID()
  let log: Logger | undefined
  return {
    requestId,
    address: clientAddress(req, trustedProxies),
    get log() {
      return (log ??= logger.child({ requestId }))
    },
    replyHeaders,
    route: null,
    audience: null,
  }
}
