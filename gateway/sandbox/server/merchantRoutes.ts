import Router from '@koa/router'
import type { Context, Next } from 'koa'
import { z } from 'zod'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { Fen } from '#core/kernel/fen.ts'
import type { Messages } from './messages.ts'
import { type Order, type Orders } from './orders.ts'
import { check, parseJson } from './requestBody.ts'

export interface MerchantDeps {
  orders: Orders
  messages: Messages
  /** Where payers' browsers find the cashier, without a slash at the end. */
  publicUrl: () => string
  /** Reads the request's body, proves who made the request, and signs what is answered. */
  door: (ctx: Context, next: Next) => Promise<void>
}

/** What the door leaves for the routes behind it. */
export interface MerchantState {
  bytes: Buffer
}

const number = z.string().regex(/^[0-9A-Za-z_-]{6,64}$/)

const OrderInput = z.strictObject({
  orderNumber: number,
  amount: Fen.refine((value) => value > 0 && value <= 10_000_000_000, 'out of range'),
  subject: z.string().min(1).max(128),
  expiresAt: z.int().positive(),
  notifyUrl: z.url({ protocol: /^https?$/ }).max(512),
})

const SmsInput = z.strictObject({
  id: z.string().regex(/^[\w:.-]{1,64}$/),
  to: z.string().regex(/^\+?\d{5,20}$/),
  text: z.string().min(1).max(1000),
})

/** What a merchant may ask, all of it signed and all of it repeatable. */
export function merchantRoutes({ orders, messages, publicUrl, door }: MerchantDeps): Router<MerchantState> {
  const router = new Router<MerchantState>({ prefix: '/v1' })
  router.use(door)

  const orderOf = (ctx: Context, named: string | undefined): Order =>
    orders.find(named ?? '') ?? ctx.throw(404, 'order.unknown')

  const describe = (order: Order) => ({
    orderNumber: order.number,
    state: orders.stateOf(order),
    amount: order.amount,
    ...order.payment,
  })

  router.post('/orders', (ctx) => {
    const { orderNumber, ...content } = check(ctx, OrderInput, parseJson(ctx, ctx.state.bytes))
    const order = orders.place({ number: orderNumber, ...content })
    if (order === 'conflict') return ctx.throw(409, 'order.conflict')
    if (order === 'expired') return ctx.throw(422, 'order.expired')
    ctx.body = { orderNumber, cashierUrl: `${publicUrl()}/cashier/${order.token}` }
  })

  router.get('/orders/:number', (ctx) => {
    ctx.body = describe(orderOf(ctx, ctx.params['number']))
  })

  router.post('/orders/:number/close', (ctx) => {
    const order = orderOf(ctx, ctx.params['number'])
    orders.close(order)
    ctx.body = describe(order)
  })

  router.get('/bills', (ctx) => {
    const date = check(ctx, BusinessDate, ctx.query['date'])
    const lines = orders
      .paidOn(date)
      .map(({ number: orderNumber, amount, payment }) => ({ orderNumber, amount, ...payment }))
    ctx.type = 'application/x-ndjson'
    ctx.body = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  })

  router.post('/sms', (ctx) => {
    const message = check(ctx, SmsInput, parseJson(ctx, ctx.state.bytes))
    if (messages.deliver(message) === 'conflict') return ctx.throw(409, 'sms.conflict')
    ctx.body = { id: message.id }
  })

  return router
}
