import Koa from 'koa'
import type { Contract } from '#core/contract/route.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Coordination } from '#core/kernel/coordination.ts'
import type { Logger } from '#core/kernel/logger.ts'
import { createMemoryCoordination } from '#core/kernel/memoryCoordination.ts'
import { createDocsPage } from './docs/docsPage.ts'
import { createOpenApi, type DocsInfo } from './docs/openapi.ts'
import type { Edge } from './edge.ts'
import type { Exchange, HubContext, HubMiddleware } from './exchange.ts'
import { createFrame, onKoaError } from './frame.ts'
import type { Authenticate, Exactly, Handlers } from './handlers.ts'
import { type Checks, createHealth, type States } from './health.ts'
import { implement } from './implement.ts'
import { createMetricsPage, type Metrics } from './metrics.ts'
import { createLimit } from './rateLimit.ts'
import { createRequestLog } from './requestLog.ts'

export interface AppParts<C extends Contract, Deps, H> {
  contract: C
  handlers: H & Exactly<C, H>
  authenticate: Authenticate
  /** What the handlers get. */
  deps: Deps
  edge: Edge
  logger: Logger
  clock: Clock
  coordination: Coordination
  metrics: Metrics
  /** What must work for requests to be served. */
  checks: Checks
  states?: States
  isClosing: () => boolean
  docs: DocsInfo
  /** Signs an answer that is ready to be sent, where its audience wants that. */
  seal?: (ctx: HubContext) => void
  /** What is no part of the contract, each for its own paths: the front ends. */
  pages?: readonly HubMiddleware[]
}

const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics'])

/** Everything behind HTTP, as one Koa application. */
export function createApp<C extends Contract, Deps, H extends Handlers<C, Deps>>(
  parts: AppParts<C, Deps, H>,
): Koa<Exchange> {
  const { contract, handlers, authenticate, deps, edge, logger, clock, coordination, metrics, pages = [] } = parts
  const { headers, trustedProxies, addressLimit, originOf } = edge
  const limit = createLimit(coordination, createMemoryCoordination({ clock }), (error) =>
    logger.error({ err: error }, 'rate limits are counted by this process alone'),
  )
  const log = createRequestLog(logger, probes)

  const app = new Koa<Exchange>()
  app.context.onerror = onKoaError
  app.on('error', (error: unknown) => logger.error({ err: error }, 'answering failed'))
  app.use(
    createFrame({
      logger,
      trustedProxies,
      headers,
      limit,
      addressLimit,
      ...(parts.seal && { seal: parts.seal }),
      observe(ctx, status, ms) {
        metrics.observe(ctx, status, ms)
        log(ctx, status, ms)
      },
    }),
  )
  app.use(implement(contract, handlers, authenticate, deps, { limit, originOf }))
  app.use(createHealth(parts.checks, parts.states ?? {}, parts.isClosing))
  app.use(createMetricsPage(metrics, edge.metricsReaders, trustedProxies))
  app.use(createDocsPage(() => createOpenApi(contract, parts.docs), headers))
  for (const page of pages) app.use(page)
  return app
}
