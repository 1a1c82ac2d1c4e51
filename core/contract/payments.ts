import { z } from 'zod'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { Fen } from '#core/kernel/fen.ts'
import { Id } from '#core/kernel/id.ts'
import { AccountNumber, Instant, line, PayableFen } from './fields.ts'
import { type Contract, raw } from './route.ts'

const accountParams = z.object({ accountId: Id })

export const Receipt = z
  .object({
    id: Id,
    number: z.string(),
    channel: z.string(),
    accountId: Id,
    amount: Fen,
    toBills: Fen,
    toLateFees: Fen,
    toPrepayment: Fen,
    bookedOn: BusinessDate,
    receivedAt: Instant,
    reversedAt: Instant.nullable(),
  })
  .meta({ id: 'Receipt' })

export const Payment = z
  .object({
    id: Id,
    accountId: Id,
    channel: z.string(),
    amount: Fen,
    state: z.enum(['pending', 'paid', 'closed']),
    createdAt: Instant,
    expiresAt: Instant,
  })
  .meta({ id: 'Payment' })

export const StartedPayment = z
  .object({
    payment: Payment,
    prompt: z
      .object({ kind: z.literal('redirect'), url: z.string() })
      .nullable()
      .meta({ description: 'how to let the person pay; null when nothing is left to pay' }),
  })
  .meta({ id: 'StartedPayment' })

export const paymentRoutes = {
  'POST /api/resident/payments': {
    audience: 'resident',
    summary: 'Start paying; the same id again answers the first payment',
    body: z.strictObject({ id: Id, accountId: Id, channel: z.string().min(1).max(32), amount: PayableFen }),
    answer: StartedPayment,
    status: 201,
    refusals: ['account.unknown', 'payment.differs', 'channel.unknown', 'channel.unavailable'],
    idempotent: true,
  },
  'GET /api/resident/payments/:paymentId': {
    audience: 'resident',
    summary: 'What became of a payment',
    params: z.object({ paymentId: Id }),
    answer: z.object({ payment: Payment, receipt: Receipt.nullable() }).meta({ id: 'PaymentState' }),
    refusals: ['payment.unknown'],
  },
  'GET /api/resident/accounts/:accountId/receipts': {
    audience: 'resident',
    summary: 'The newest fifty receipts of an account, newest first',
    params: accountParams,
    answer: z.array(Receipt),
    refusals: ['account.unknown'],
  },
  'POST /api/channels/sandbox/notices': {
    audience: 'channel',
    summary: 'The sandbox says that it has taken money',
    body: raw('application/json'),
    answer: raw('text/plain'),
    refusals: ['channel.signatureInvalid', 'payment.unknown'],
    idempotent: true,
  },
} satisfies Contract

export const Reversal = z
  .object({ id: Id, receiptId: Id, amount: Fen, bookedOn: BusinessDate, reversedAt: Instant })
  .meta({ id: 'Reversal' })

export const staffPaymentRoutes = {
  'GET /api/staff/accounts/:accountId/receipts': {
    audience: 'staff',
    permission: 'payment.read',
    summary: 'The newest fifty receipts of an account, newest first',
    params: accountParams,
    answer: z.array(Receipt),
    refusals: ['account.unknown'],
  },
  'POST /api/staff/receipts': {
    audience: 'staff',
    permission: 'payment.book',
    summary: 'Book money taken at the own counter; the same serial again answers the first receipt',
    body: z.strictObject({ serial: Id, accountNumber: AccountNumber, amount: PayableFen }),
    answer: Receipt,
    status: 201,
    refusals: ['account.unknown', 'partner.serialDiffers', 'staff.forbidden'],
    idempotent: true,
  },
  'POST /api/staff/receipts/:receiptId/reversal': {
    audience: 'staff',
    permission: 'payment.reverse',
    summary: 'Take back money that was booked at the own counter today',
    params: z.object({ receiptId: Id }),
    body: z.strictObject({ serial: Id, amount: PayableFen, reason: line() }),
    answer: Reversal,
    status: 201,
    refusals: [
      'receipt.unknown',
      'reversal.already',
      'reversal.amountDiffers',
      'reversal.notSameDay',
      'reversal.invoiced',
      'reversal.notNewest',
    ],
    idempotent: true,
  },
  'GET /api/staff/ledger/reconciliation': {
    audience: 'staff',
    permission: 'ledger.read',
    summary: 'Proves the books: debits equal credits, and nothing drifts',
    answer: z
      .object({
        balanced: z.boolean(),
        debits: Fen,
        credits: Fen,
        drifts: z.array(z.object({ check: z.string(), id: z.string(), ledger: Fen, rows: Fen })),
      })
      .meta({ id: 'LedgerReconciliation' }),
  },
} satisfies Contract
