import Koa, { type Context, type Next } from 'koa'
import type { Clock } from '#core/kernel/clock.ts'
import type { Logger } from '#core/kernel/logger.ts'
import { createBehaviours } from './behaviour.ts'
import { cashierRoutes } from './cashierRoutes.ts'
import type { SandboxConfig } from './config.ts'
import { controlRoutes } from './controlRoutes.ts'
import { createDecider, type Decider } from './decider.ts'
import { invoiceRoutes } from './invoiceRoutes.ts'
import { createInvoices, type Invoices } from './invoices.ts'
import type { Journal } from './journal.ts'
import { merchantRoutes, type MerchantState } from './merchantRoutes.ts'
import { createMessages } from './messages.ts'
import { createNotifier, type Notifier, type NotifierDeps } from './notifier.ts'
import { createOrders, type Orders } from './orders.ts'
import { readBytes } from './requestBody.ts'
import { createRequestProof, createSigner, type Signer } from './signature.ts'

export interface AppDeps {
  config: SandboxConfig
  journal: Journal
  logger: Logger
  now: Clock
  /** Known once the server listens. */
  publicUrl: () => string
}

/** The vendor, as its journal left it: what is unnoticed still has to be told, and what is undecided to be decided. */
export async function createApp(
  deps: AppDeps,
): Promise<{ app: Koa; orders: Orders; invoices: Invoices; notifier: Notifier; decider: Decider }> {
  const { config, journal, logger, now, publicUrl } = deps
  const { merchant, returnOrigins } = config
  const orders = createOrders(journal, now)
  const messages = createMessages(journal, now)
  const invoices = createInvoices(journal, now)
  await journal.replay((record) => {
    orders.apply(record)
    messages.apply(record)
    invoices.apply(record)
  })
  const behaviours = createBehaviours(config.behaviour)
  const sign = createSigner(config.privateKey, now)
  const end: NotifierDeps['end'] = ({ number }, outcome) =>
    (invoices.has(number) ? invoices : orders).endNotice(number, outcome)
  const notifier = createNotifier({ behaviours, journal, end, sign, merchantId: merchant.id, logger })
  const decider = createDecider({ behaviours, invoices, notifier, logger, now })
  const door = merchantDoor(createRequestProof(merchant, now), sign)

  const app = new Koa()
  app.use(problems(logger))
  app.use(durably(journal))
  app.use(invoiceRoutes({ invoices, decider, door }).routes())
  app.use(merchantRoutes({ orders, messages, publicUrl, door }).routes())
  app.use(cashierRoutes({ orders, notifier, merchantName: merchant.name, returnOrigins, now }).routes())
  app.use(controlRoutes({ orders, messages, behaviours, notifier }).routes())
  return { app, orders, invoices, notifier, decider }
}

/** No answer leaves before everything that it may rest on is on the disk; that holds for questions, too. */
function durably(journal: Journal) {
  return async (_: Context, next: Next) => {
    await next()
    await journal.durable()
  }
}

function problems(logger: Logger) {
  return async (ctx: Context, next: Next) => {
    try {
      await next()
    } catch (error) {
      describe(ctx, error, logger)
    }
  }
}

function merchantDoor(prove: ReturnType<typeof createRequestProof>, sign: Signer) {
  return async (ctx: Context & { state: MerchantState }, next: Next) => {
    try {
      const bytes = await readBytes(ctx)
      const fault = prove({ authorization: ctx.get('Authorization'), method: ctx.method, path: ctx.url, body: bytes })
      if (fault) ctx.throw(401, `authorization.${fault}`)
      ctx.state.bytes = bytes
      await next()
    } catch (error) {
      describe(ctx, error)
    }
    const body = typeof ctx.body === 'string' ? ctx.body : JSON.stringify(ctx.body)
    ctx.body = body
    ctx.set(sign(body))
  }
}

/** `{ code }` and what else is told; an error without `logger` that is nobody's refusal is thrown on. */
function describe(ctx: Context, error: unknown, logger?: Logger) {
  if (error instanceof Koa.HttpError && error.expose) {
    ctx.status = error.status
    ctx.body = { code: error.message, ...('issues' in error && { issues: error['issues'] }) }
    return
  }
  if (!logger) throw error
  logger.error({ err: error }, 'request failed')
  ctx.status = 500
  ctx.body = { code: 'internal' }
}
