import Router from '@koa/router'
import type { Context } from 'koa'
import { z } from 'zod'
import { Fen, fen } from '#core/kernel/fen.ts'
import type { Decider } from './decider.ts'
import type { Asked, AskedContent, Invoices } from './invoices.ts'
import type { MerchantDeps, MerchantState } from './merchantRoutes.ts'
import { check, parseJson } from './requestBody.ts'

const number = z.string().regex(/^[0-9A-Za-z_-]{6,64}$/)
const notifyUrl = z.url({ protocol: /^https?$/ }).max(512)
const taxNumber = z.string().regex(/^[0-9A-Z]{18}$/)

const Line = z
  .strictObject({
    component: z.enum(['supply', 'sewage', 'resourceTax']),
    tier: z.int().nullable(),
    litres: z.int().min(0),
    gross: Fen,
    net: Fen,
    tax: Fen,
    rateBasisPoints: z.int().min(0).max(10_000).nullable(),
  })
  .refine(({ gross, net, tax }) => net + tax === gross, 'net and tax are not gross')
  // As tax platforms check it: six fen of tolerance a line.
  .refine(({ net, tax, rateBasisPoints: rate }) => Math.abs((net * (rate ?? 0)) / 10_000 - tax) <= 6, 'tax')

const InvoiceInput = z
  .strictObject({
    requestNumber: number,
    seller: z.strictObject({ name: z.string().min(1).max(100), taxNumber, issuer: z.string().min(1).max(32) }),
    buyer: z.strictObject({
      kind: z.enum(['personal', 'company']),
      name: z.string().min(1).max(100),
      taxNumber: taxNumber.nullable(),
    }),
    lines: z.array(Line).min(1).max(200),
    gross: Fen.min(1),
    net: Fen,
    tax: Fen,
    remarks: z.array(z.string().max(2_000)).max(10),
    notifyUrl,
  })
  .refine(({ lines, gross }) => lines.reduce((total, line) => total + line.gross, 0) === gross, 'gross')
  .refine(({ lines, net }) => lines.reduce((total, line) => total + line.net, 0) === net, 'net')
  .refine(({ net, tax, gross }) => net + tax === gross, 'tax')

const RedFormInput = z.strictObject({
  formNumber: number,
  invoiceNumber: z.string().regex(/^\d{20}$/),
  reason: z.string().min(1).max(200),
  notifyUrl,
})

export interface InvoiceRouteDeps extends Pick<MerchantDeps, 'door'> {
  invoices: Invoices
  decider: Decider
}

/** The tax platform, as a merchant asks it; all of it signed and all of it repeatable. */
export function invoiceRoutes({ invoices, decider, door }: InvoiceRouteDeps): Router<MerchantState> {
  const router = new Router<MerchantState>({ prefix: '/v1' })

  function ask(ctx: Context & { state: MerchantState }, content: AskedContent) {
    const asked = invoices.ask(content, ctx.state.bytes)
    if (asked === 'conflict') return ctx.throw(409, `${content.what}.conflict`)
    if (asked === 'invoiceUnknown') return ctx.throw(404, 'invoice.unknown')
    if (asked) decider.decide(asked)
    return describe(ctx, content.what, content.number)
  }
  function describe(ctx: Context, what: Asked['what'], named: string | undefined) {
    const asked = invoices.find(what, named ?? '') ?? ctx.throw(404, `${what}.unknown`)
    return invoices.describe(asked)
  }

  router.post('/invoices', door, (ctx) => {
    const input = check(ctx, InvoiceInput, parseJson(ctx, ctx.state.bytes))
    const { requestNumber, gross, notifyUrl: url } = input
    ctx.body = ask(ctx, { what: 'invoice', number: requestNumber, gross, invoiceNumber: null, notifyUrl: url })
  })
  router.get('/invoices/:number', door, (ctx) => {
    ctx.body = describe(ctx, 'invoice', ctx.params['number'])
  })
  router.post('/red-forms', door, (ctx) => {
    const { formNumber, invoiceNumber, notifyUrl: url } = check(ctx, RedFormInput, parseJson(ctx, ctx.state.bytes))
    ctx.body = ask(ctx, { what: 'redForm', number: formNumber, gross: fen(0), invoiceNumber, notifyUrl: url })
  })
  router.get('/red-forms/:number', door, (ctx) => {
    ctx.body = describe(ctx, 'redForm', ctx.params['number'])
  })
  return router
}
