import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import { loopback, type Networks } from './clientAddress.ts'
import type { HubMiddleware } from './exchange.ts'
import type { Observe } from './frame.ts'
import { pageForbidden } from './refused.ts'

export interface Metrics {
  /** Where others of the process add theirs. */
  readonly registry: Registry
  readonly observe: Observe
}

/** Of the process: memory, CPU, garbage collection, event loop delay (`nodejs_eventloop_lag_p99_seconds`), HTTP. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of HTTP requests by route of the contract',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    registers: [registry],
  })
  const gone = new Counter({
    name: 'http_requests_abandoned_total',
    help: 'Requests whose client hung up before sending all of it',
    registers: [registry],
  })
  const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
  const observe: Observe = (ctx, status, ms) => {
    if (status === 499) return gone.inc()
    // Only names that the hub itself knows: a label per invented path or method would fill the memory.
    const method = methods.has(ctx.method) ? ctx.method : 'other'
    duration.observe({ route: ctx.state.route ?? 'none', method, status }, ms / 1000)
  }
  return { registry, observe }
}

/**
 * `/metrics`, for loopback and `allowed`. A request that came through a proxy which is not trusted has no address that
 * could be believed.
 */
export function createMetricsPage({ registry }: Metrics, allowed: Networks, trustedProxies: Networks): HubMiddleware {
  return async (ctx, next) => {
    if (ctx.path !== '/metrics' || ctx.method !== 'GET') return next()
    ctx.state.route = '/metrics'
    const { address } = ctx.state
    const believable = ctx.req.headers['x-forwarded-for'] === undefined || !trustedProxies.isEmpty
    if (!believable || !(loopback.has(address) || allowed.has(address))) throw pageForbidden()
    ctx.res.setHeader('Content-Type', registry.contentType)
    ctx.body = await registry.metrics()
  }
}
