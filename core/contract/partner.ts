import { z } from 'zod'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { Fen } from '#core/kernel/fen.ts'
import { Debt } from './billing.ts'
import { AccountNumber, Instant, line, PayableFen } from './fields.ts'
import { type Contract, raw } from './route.ts'

/** The partner's own number of a transaction; it never repeats for another one. */
export const Serial = z
  .string()
  .regex(/^[A-Za-z0-9_-]{6,40}$/, '流水号为 6 至 40 位字母、数字、下划线或连字符')
  .meta({ description: 'the partner’s serial number, 6–40 characters' })

export const PartnerReceipt = z
  .object({
    serial: Serial,
    receiptNumber: z.string(),
    accountNumber: AccountNumber,
    amount: Fen,
    toBills: Fen,
    toLateFees: Fen,
    toPrepayment: Fen,
    businessDate: BusinessDate.meta({ description: 'the day whose file it is in' }),
    receivedAt: Instant,
  })
  .meta({ id: 'PartnerReceipt' })

export const partnerRoutes = {
  'GET /api/partner/v1/accounts/:accountNumber/debt': {
    audience: 'partner',
    summary: 'What an account owes today; name and address are masked',
    params: z.object({ accountNumber: AccountNumber }),
    answer: z
      .object({
        accountNumber: AccountNumber,
        name: z.string(),
        premises: z.string(),
        prepayment: Fen,
        debt: Debt,
      })
      .meta({ id: 'PartnerDebt' }),
    refusals: ['account.unknown'],
  },
  'POST /api/partner/v1/payments': {
    audience: 'partner',
    summary: 'Money was taken at a counter; a repeated serial answers the first receipt',
    body: z.strictObject({
      serial: Serial,
      accountNumber: AccountNumber,
      amount: PayableFen,
      // It stands in the day's file, whose columns a `|` parts.
      subChannel: line(32)
        .regex(/^[^|]*$/, '网点名称中不能有 |')
        .optional(),
    }),
    answer: PartnerReceipt,
    status: 201,
    refusals: ['account.unknown', 'partner.serialDiffers', 'payment.accountClosed'],
    idempotent: true,
  },
  'GET /api/partner/v1/transactions/:serial': {
    audience: 'partner',
    summary: 'What became of a serial',
    params: z.object({ serial: Serial }),
    answer: z
      .object({
        serial: Serial,
        state: z.enum(['unknown', 'paid', 'reversed', 'reversal']),
        amount: Fen.nullable(),
        receiptNumber: z.string().nullable(),
      })
      .meta({ id: 'PartnerTransaction' }),
  },
  'POST /api/partner/v1/reversals': {
    audience: 'partner',
    summary: 'Take back a payment of today: same amount, the newest of the account first',
    body: z.strictObject({ serial: Serial, originalSerial: Serial, amount: PayableFen, reason: line() }),
    answer: z
      .object({ serial: Serial, originalSerial: Serial, amount: Fen, businessDate: BusinessDate, reversedAt: Instant })
      .meta({ id: 'PartnerReversal' }),
    status: 201,
    refusals: [
      'receipt.unknown',
      'partner.serialDiffers',
      'reversal.already',
      'reversal.amountDiffers',
      'reversal.notSameDay',
      'reversal.invoiced',
      'reversal.notNewest',
      'reversal.dayClosed',
    ],
    idempotent: true,
  },
  'POST /api/partner/v1/days/:businessDate/end': {
    audience: 'partner',
    summary: 'End of the day: the partner’s figures against the hub’s',
    params: z.object({ businessDate: BusinessDate }),
    body: z.strictObject({ count: z.int().min(0), total: Fen }),
    answer: z
      .object({ businessDate: BusinessDate, matched: z.boolean(), count: z.int(), total: Fen, closedAt: Instant })
      .meta({ id: 'PartnerDayEnd' }),
    refusals: ['partnerDay.future', 'partnerDay.differs'],
    idempotent: true,
  },
  'GET /api/partner/v1/days/:businessDate/file': {
    audience: 'partner',
    summary: 'The file of a closed day',
    description: 'First line `count|total`, then `date|serial|account|amount|sub-channel|type` a line; yuan, UTF-8.',
    params: z.object({ businessDate: BusinessDate }),
    answer: raw('text/plain; charset=utf-8'),
    refusals: ['partnerDay.notClosed'],
  },
} satisfies Contract
