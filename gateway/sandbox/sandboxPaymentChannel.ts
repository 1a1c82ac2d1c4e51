import { channelUnavailable } from '#core/payments/payments.errors.ts'
import { z } from 'zod'
import { Fen } from '#core/kernel/fen.ts'
import type { ChannelState, PaymentChannel } from '#core/payments/paymentChannel.ts'

import { createSandboxCall, type SandboxAnswer, type SandboxConnection } from './sandboxCall.ts'

const Placed = z.object({ orderNumber: z.string(), cashierUrl: z.url({ protocol: /^https?$/ }) })

const Known = z.discriminatedUnion('state', [
  z.object({ state: z.enum(['waiting', 'closed']), orderNumber: z.string() }),
  z.object({
    state: z.literal('paid'),
    orderNumber: z.string(),
    transactionId: z.string().min(1).max(64),
    amount: Fen,
    paidAt: z.int(),
  }),
])

/**
 * The sandbox vendor as a channel. `notifyUrl` is where the hub hears of payments (`readSandboxNotice`). A client that
 * wants the payer back adds `?return=` and its own address to the prompt's url.
 */
export function createSandboxPaymentChannel(connection: SandboxConnection & { notifyUrl: string }): PaymentChannel {
  const call = createSandboxCall(connection, channelUnavailable)

  return {
    name: 'sandbox',

    async start({ paymentId, amount, subject, expiresAt }) {
      const order = { orderNumber: paymentId, amount, subject, expiresAt, notifyUrl: connection.notifyUrl }
      const { cashierUrl } = answerTo(paymentId, Placed, await call('POST', '/v1/orders', order))
      return { kind: 'redirect', url: cashierUrl }
    },

    async query(paymentId) {
      return stateOf(paymentId, await call('GET', `/v1/orders/${encodeURIComponent(paymentId)}`))
    },

    async close(paymentId) {
      return stateOf(paymentId, await call('POST', `/v1/orders/${encodeURIComponent(paymentId)}/close`))
    },
  }
}

function stateOf(paymentId: string, answer: SandboxAnswer): ChannelState {
  if (answer.status === 404) return { state: 'unknown' }
  const known = answerTo(paymentId, Known, answer)
  if (known.state !== 'paid') return { state: known.state }
  const { transactionId, amount, paidAt } = known
  return { state: 'paid', transactionId, amount, paidAt }
}

/** An answer is signed, but not bound to its question: one that speaks of another order is not an answer. */
function answerTo<Schema extends z.ZodType<{ orderNumber: string }>>(
  paymentId: string,
  schema: Schema,
  { status, body }: SandboxAnswer,
): z.output<Schema> {
  if (status !== 200) throw channelUnavailable(`status ${status}`)
  const result = schema.safeParse(body)
  if (!result.success || result.data.orderNumber !== paymentId) throw channelUnavailable('answer')
  return result.data
}
