import { z } from 'zod'
import type { InvoiceAnswer, RedFormAnswer, Taken, TaxPlatform } from '#core/invoicing/taxPlatform.ts'
import { taxPlatformUnavailable } from '#core/invoicing/invoicing.errors.ts'
import { Fen } from '#core/kernel/fen.ts'
import { createSandboxCall, type SandboxAnswer, type SandboxConnection } from './sandboxCall.ts'

const InvoiceNumber = z.string().regex(/^\d{20}$/)

export const AnsweredInvoice = z.discriminatedUnion('state', [
  z.object({ requestNumber: z.string(), state: z.literal('issuing') }),
  z.object({
    requestNumber: z.string(),
    state: z.literal('issued'),
    number: InvoiceNumber,
    issuedAt: z.int(),
    gross: Fen,
  }),
  z.object({ requestNumber: z.string(), state: z.literal('failed'), reason: z.string() }),
])

export const AnsweredRedForm = z.discriminatedUnion('state', [
  z.object({ formNumber: z.string(), state: z.enum(['open', 'lapsed']) }),
  z.object({
    formNumber: z.string(),
    state: z.literal('confirmed'),
    redNumber: InvoiceNumber,
    confirmedAt: z.int(),
  }),
])

/**
 * The sandbox vendor as a tax platform. What it issues is no invoice. `notifyUrl` is where the hub hears of what it has
 * issued (`parseInvoiceNotice`).
 */
export function createSandboxTaxPlatform(connection: SandboxConnection & { notifyUrl: string }): TaxPlatform {
  const call = createSandboxCall(connection, taxPlatformUnavailable)
  const { notifyUrl } = connection

  return {
    name: 'sandbox',
    official: false,

    async issue(request) {
      return taken(await call('POST', '/v1/invoices', { ...request, notifyUrl }))
    },

    async query(requestNumber): Promise<InvoiceAnswer> {
      const answer = await call('GET', `/v1/invoices/${encodeURIComponent(requestNumber)}`)
      if (answer.status === 404) return { state: 'unknown' }
      const known = read(AnsweredInvoice, answer)
      if (known.requestNumber !== requestNumber) throw taxPlatformUnavailable('answer')
      return known
    },

    async openRedForm(form) {
      return taken(await call('POST', '/v1/red-forms', { ...form, notifyUrl }))
    },

    async queryRedForm(formNumber): Promise<RedFormAnswer> {
      const answer = await call('GET', `/v1/red-forms/${encodeURIComponent(formNumber)}`)
      if (answer.status === 404) return { state: 'unknown' }
      const known = read(AnsweredRedForm, answer)
      if (known.formNumber !== formNumber) throw taxPlatformUnavailable('answer')
      return known
    },
  }
}

/** What it finds wrong with a request it will find wrong again; for anything else it may be asked again. */
function taken({ status, body }: SandboxAnswer): Taken {
  if (status === 200) return { state: 'accepted' }
  if (status !== 422 && status !== 404) throw taxPlatformUnavailable(`status ${status}`)
  const code = z.object({ code: z.string() }).safeParse(body)
  return { state: 'refused', reason: `开票平台拒绝：${code.data?.code ?? status}` }
}

/** An answer is signed, but not bound to its question: the caller looks whether it speaks of what was asked. */
function read<Schema extends z.ZodType>(schema: Schema, { status, body }: SandboxAnswer): z.output<Schema> {
  if (status !== 200) throw taxPlatformUnavailable(`status ${status}`)
  const result = schema.safeParse(body)
  if (!result.success) throw taxPlatformUnavailable('answer')
  return result.data
}
