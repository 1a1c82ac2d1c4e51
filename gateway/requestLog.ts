import type { Logger } from '#core/kernel/logger.ts'
import type { Observe } from './frame.ts'

/**
 * One line a request: the route rather than its path, in which ids and account numbers stand. Probes and scrapes, which
 * come every few seconds, are logged at debug.
 */
export function createRequestLog(logger: Logger, quiet: ReadonlySet<string>): Observe {
  return (ctx, status, ms) => {
    const { requestId, route, audience } = ctx.state
    const entry = { requestId, method: ctx.method, route, status, ms: Math.round(ms * 10) / 10, audience }
    if (route !== null && quiet.has(route)) logger.debug(entry, 'request')
    else logger.info(entry, 'request')
  }
}
