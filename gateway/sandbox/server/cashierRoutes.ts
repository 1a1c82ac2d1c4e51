import Router from '@koa/router'
import type { Context } from 'koa'
import type { Clock } from '#core/kernel/clock.ts'
import { cashierPage, unknownOrderPage } from './cashierPage.ts'
import type { Notifier } from './notifier.ts'
import { noticeOf, type Order, type Orders } from './orders.ts'
import { answerPage } from './page.ts'

export interface CashierDeps {
  orders: Orders
  notifier: Notifier
  merchantName: string
  returnOrigins: readonly string[]
  now: Clock
}

/** What the person who pays sees. Who has the token may look and pay. */
export function cashierRoutes({ orders, notifier, merchantName, returnOrigins, now }: CashierDeps): Router {
  const router = new Router({ prefix: '/cashier' })

  /** The address to return to, when it is the merchant's own: nobody borrows this page to send people elsewhere. */
  function returnUrlOf(ctx: Context): string | null {
    const wanted = ctx.query['return']
    if (typeof wanted !== 'string' || !URL.canParse(wanted)) return null
    const url = new URL(wanted)
    const plain = url.protocol === 'https:' || url.protocol === 'http:'
    return plain && returnOrigins.includes(url.origin) ? url.href : null
  }

  function show(ctx: Context, order: Order) {
    const cancelled = ctx.query['cancelled'] === '1'
    const view = {
      merchantName,
      order,
      state: orders.stateOf(order),
      returnUrl: returnUrlOf(ctx),
      cancelled,
      now: now(),
    }
    answerPage(ctx, 200, cashierPage(view))
  }

  router.get('/:token', (ctx) => {
    const order = orders.findByToken(ctx.params['token'] ?? '')
    if (!order) return answerPage(ctx, 404, unknownOrderPage)
    show(ctx, order)
  })

  router.post('/:token/pay', (ctx) => {
    const order = orders.findByToken(ctx.params['token'] ?? '')
    if (!order) return answerPage(ctx, 404, unknownOrderPage)
    const paid = orders.pay(order)
    if (paid) notifier.notify(noticeOf(paid))
    // Reloading the page that follows must not pay again, and says what became of the order.
    const returnUrl = returnUrlOf(ctx)
    ctx.status = 303
    ctx.set('Location', `../${order.token}${returnUrl === null ? '' : `?return=${encodeURIComponent(returnUrl)}`}`)
  })

  return router
}
