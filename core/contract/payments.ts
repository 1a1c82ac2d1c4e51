import { z } from 'zod'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { Fen } from '#core/kernel/fen.ts'
import { Id } from '#core/kernel/id.ts'
import { AccountNumber, Instant, line, PayableFen } from './fields.ts'
import { queryFlag, queryInt } from './query.ts'
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
    refusals: [
      'account.unknown',
      'payment.differs',
      'payment.tooManyPending',
      'channel.unknown',
      'channel.unavailable',
    ],
    idempotent: true,
    rateLimit: { most: 20, perMs: 600_000, by: 'principal' },
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

export const FoundReceipt = Receipt.extend({
  accountNumber: z.string(),
  accountName: z.string().meta({ description: 'masked' }),
  channelName: z.string().nullable().meta({ description: 'of a collection partner' }),
}).meta({ id: 'FoundReceipt' })

export const ReceiptTotals = z
  .object({ receipts: z.int(), amount: Fen, reversed: z.int(), reversedAmount: Fen })
  .meta({ id: 'ReceiptTotals' })

export const ReceiptDetail = z
  .object({
    receipt: Receipt.extend({
      transactionId: z.string(),
      subChannel: z.string().nullable(),
      invoicedAt: Instant.nullable(),
    }),
    accountNumber: z.string(),
    name: z.string(),
    premises: z.string(),
    channelName: z.string().nullable(),
    bills: z.array(z.object({ billId: Id, fromDate: BusinessDate, toDate: BusinessDate, principal: Fen, fee: Fen })),
    reversal: z.object({ reason: z.string(), reversedAt: Instant }).nullable(),
  })
  .meta({ id: 'ReceiptDetail' })

export const PartnerDay = z
  .object({
    id: Id,
    channel: z.string(),
    partnerName: z.string().nullable(),
    businessDate: BusinessDate,
    theirCount: z.int(),
    theirTotal: Fen,
    ourCount: z.int(),
    ourTotal: Fen,
    closedAt: Instant,
  })
  .meta({ id: 'PartnerDay' })

const LedgerName = z.enum([
  'cash',
  'receivable',
  'prepayment',
  'revenue.supply',
  'revenue.sewage',
  'revenue.resourceTax',
  'revenue.lateFee',
])

const channel = z.string().min(1).max(64)
const receiptFilter = {
  from: BusinessDate.optional(),
  to: BusinessDate.optional(),
  channel: channel.optional(),
  accountNumber: AccountNumber.optional(),
  least: queryInt(1, 100_000_000).optional().meta({ description: 'fen' }),
  most: queryInt(1, 100_000_000).optional().meta({ description: 'fen' }),
  reversed: queryFlag().optional(),
}

export const staffPaymentRoutes = {
  'GET /api/staff/receipts': {
    audience: 'staff',
    permission: 'payment.read',
    summary: 'Receipts of the accounts one looks after, newest first; `before` is the id of the last one seen',
    query: z.object({ ...receiptFilter, before: Id.optional(), limit: queryInt(1, 200).optional() }),
    answer: z.array(FoundReceipt),
  },
  'GET /api/staff/receipt-totals': {
    audience: 'staff',
    tag: 'receipts',
    permission: 'payment.read',
    summary: 'What the receipts that fit come to',
    query: z.object(receiptFilter),
    answer: ReceiptTotals,
  },
  'GET /api/staff/receipt-channels': {
    audience: 'staff',
    tag: 'receipts',
    permission: 'payment.read',
    summary: 'Where money comes from: the own counter, payment channels, collection partners',
    answer: z.array(
      z.object({ channel: z.string(), partnerName: z.string().nullable() }).meta({ id: 'ReceiptChannel' }),
    ),
  },
  'GET /api/staff/receipts/:receiptId': {
    audience: 'staff',
    permission: 'payment.read',
    summary: 'One receipt with whose it is and what it paid; the look is audited',
    params: z.object({ receiptId: Id }),
    answer: ReceiptDetail,
    refusals: ['receipt.unknown', 'account.unknown'],
  },
  'GET /api/staff/partner-days': {
    audience: 'staff',
    permission: 'ledger.read',
    summary: 'Days that collection partners have closed, newest first: the last 31 unless told, at most 400',
    query: z.object({ from: BusinessDate.optional(), to: BusinessDate.optional(), channel: channel.optional() }),
    answer: z.array(PartnerDay),
  },
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
    refusals: ['account.unknown', 'partner.serialDiffers', 'payment.accountClosed', 'staff.forbidden'],
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
        ledgers: z
          .array(z.object({ ledger: LedgerName, debits: Fen, credits: Fen }))
          .meta({ description: 'together debits and credits' }),
        drifts: z.array(
          z.object({
            check: z.enum(['entry', 'receivable', 'prepayment', 'cash', 'billPaid']),
            id: z.string().meta({ description: 'of the entry, the account, or the bill' }),
            ledger: Fen,
            rows: Fen,
            accountId: Id.nullable(),
            accountNumber: z.string().nullable(),
          }),
        ),
      })
      .meta({ id: 'LedgerReconciliation' }),
  },
} satisfies Contract
