import Router from '@koa/router'
import type { Context, Next } from 'koa'
import { z } from 'zod'
import { BehaviourChange, type Behaviours } from './behaviour.ts'
import { inboxPage } from './inboxPage.ts'
import type { Messages } from './messages.ts'
import type { Notifier } from './notifier.ts'
import { noticeOf, type Orders } from './orders.ts'
import { answerPage } from './page.ts'
import { check, parseJson, readBytes } from './requestBody.ts'

export interface ControlDeps {
  orders: Orders
  messages: Messages
  behaviours: Behaviours
  notifier: Notifier
}

const ControlInput = z.strictObject({
  /** Absent: all orders that nothing is said of. */
  orderNumber: z.string().min(1).max(64).optional(),
  /** Replaces what was said before; `{}` returns to what is configured. */
  behaviour: BehaviourChange,
})

const loopbackPeers = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Who demonstrates or tests, at this machine. Messages hold people's log-in codes, so the inbox is behind it too. */
async function loopbackOnly(ctx: Context, next: Next) {
  const peer = loopbackPeers.has(ctx.req.socket.remoteAddress ?? '')
  // A web page that this machine's browser shows reaches loopback as well, by its own name or by a cross-site request.
  const named = URL.canParse(`http://${ctx.host}`) && loopbackNames.has(new URL(`http://${ctx.host}`).hostname)
  if (!peer || !named || ctx.get('Origin') !== '') ctx.throw(403, 'control.loopbackOnly')
  await next()
}

export function controlRoutes({ orders, messages, behaviours, notifier }: ControlDeps): Router {
  const router = new Router()

  router.post('/control', loopbackOnly, async (ctx) => {
    const { orderNumber, behaviour } = check(ctx, ControlInput, parseJson(ctx, await readBytes(ctx)))
    ctx.body = behaviours.change(orderNumber ?? null, behaviour)
  })

  router.post('/control/pay/:number', loopbackOnly, (ctx) => {
    const order = orders.find(ctx.params['number'] ?? '') ?? ctx.throw(404, 'order.unknown')
    const paid = orders.pay(order)
    if (paid) notifier.notify(noticeOf(paid))
    ctx.body = { orderNumber: order.number, state: orders.stateOf(order), ...order.payment }
  })

  router.get('/control/sms', loopbackOnly, (ctx) => {
    const { to } = ctx.query
    ctx.body = messages.list(typeof to === 'string' ? to : undefined)
  })

  router.get('/inbox', loopbackOnly, (ctx) => answerPage(ctx, 200, inboxPage(messages.list().slice(-200))))

  return router
}
