import type Koa from 'koa'
import type { Audience, RateLimit } from '#core/contract/route.ts'
import type { Logger } from '#core/kernel/logger.ts'
import { limitedNetwork, type Networks } from './clientAddress.ts'
import { type HubContext, openExchange } from './exchange.ts'
import { type ProblemAnswer, problemMediaType, problemOf } from './problem.ts'
import type { Limit } from './rateLimit.ts'
import { ClientGone, pathUnknown } from './refused.ts'
import { reply, setReplyHeaders } from './reply.ts'
import type { SecurityHeaders } from './securityHeaders.ts'

/** Hears of every request once it has been answered, or given up. `ms` is how long that took. */
export type Observe = (ctx: HubContext, status: number, ms: number) => void

export interface FrameDeps {
  logger: Logger
  trustedProxies: Networks
  headers: SecurityHeaders
  limit: Limit
  /** For all requests of an address together; null leaves that to whatever stands in front. */
  addressLimit: RateLimit | null
  observe: Observe
  /** Signs a partner's answer, whole in `ctx.body`, by headers that it sets. */
  seal?: (ctx: HubContext) => void
}

/** nginx's number for it; it is seen in logs only. */
const clientGoneStatus = 499

/** What is around every request, whatever becomes of it: id, security headers, problems, log line, metrics. */
export function createFrame(deps: FrameDeps) {
  const { logger, trustedProxies, headers, limit, addressLimit, observe, seal } = deps
  const exchangeDeps = { logger, trustedProxies, replyHeaders: headers.api.flat() }
  return async (ctx: HubContext, next: Koa.Next): Promise<void> => {
    const begun = performance.now()
    const exchange = openExchange(ctx.req, exchangeDeps)
    ctx.state = exchange
    try {
      if (addressLimit) await limit('all', addressLimit, limitedNetwork(exchange.address))
      await next()
      if (ctx.respond !== false && ctx.status === 404 && ctx.body === undefined) throw pathUnknown()
    } catch (error) {
      if (error instanceof ClientGone) {
        ctx.respond = false
        return observe(ctx, clientGoneStatus, performance.now() - begun)
      }
      sendProblem(ctx, error)
    }
    if (ctx.respond !== false) {
      setReplyHeaders(ctx)
      seal?.(ctx)
    }
    observe(ctx, ctx.status, performance.now() - begun)
  }
}

/** How each audience proves itself; RFC 9110 wants a 401 to say so. */
const challenges: Readonly<Record<Audience, string>> = {
  public: 'Bearer realm="resident"',
  resident: 'Bearer realm="resident"',
  staff: 'Session realm="staff"',
  partner: 'Signature realm="partner"',
  channel: 'Signature realm="channel"',
}

function sendProblem(ctx: HubContext, error: unknown) {
  if (ctx.res.headersSent) return breakOff(ctx, error)
  const { problem, headers, unforeseen }: ProblemAnswer = problemOf(error, ctx.state.requestId)
  if (unforeseen) ctx.state.log.error({ err: error, route: ctx.state.route, status: problem.status }, 'request failed')
  const more = Object.entries(headers).flat()
  if (problem.status === 401) more.push('WWW-Authenticate', challenges[ctx.state.audience ?? 'public'])
  reply(ctx, problem.status, problemMediaType, JSON.stringify(problem), more)
}

/** Too late for another answer: an end that nobody takes for a good one. */
function breakOff(ctx: HubContext, error: unknown) {
  if (!isHangUp(error)) ctx.state.log.error({ err: error, route: ctx.state.route }, 'answer broken off')
  ctx.res.destroy()
}

/** The client went away while the answer was on its way. */
const isHangUp = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET')

/** Instead of Koa's own, for what fails while Koa writes: the same problem as everywhere, where nothing was sent yet. */
export function onKoaError(this: HubContext, error: unknown): void {
  if (error === null || error === undefined) return
  if (!this.res.headersSent) for (const name of this.res.getHeaderNames()) this.res.removeHeader(name)
  sendProblem(this, error)
}
