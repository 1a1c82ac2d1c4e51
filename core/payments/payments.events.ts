import { z } from 'zod'
import { eventType } from '#core/kernel/event.ts'
import { Fen } from '#core/kernel/fen.ts'
import { Id } from '#core/kernel/id.ts'

export const moneyReceived = eventType(
  'money.received',
  z.object({
    receiptId: Id,
    accountId: Id,
    paymentId: Id.nullable(),
    channel: z.string(),
    amount: Fen,
    toBills: Fen,
    toLateFees: Fen,
    toPrepayment: Fen,
  }),
)

export const receiptReversed = eventType(
  'receipt.reversed',
  z.object({ receiptId: Id, accountId: Id, channel: z.string(), amount: Fen }),
)
