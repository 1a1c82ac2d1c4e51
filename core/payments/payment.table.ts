import { EntitySchema } from 'typeorm'
import { code, date, id, integer, optional, refTo, text } from '#core/kernel/columns.ts'
import type { PartnerDay, Payment, Receipt, Reversal } from './payment.ts'

export const PaymentTable = new EntitySchema<Payment>({
  name: 'payment',
  columns: {
    id,
    accountId: refTo('payment', 'accountId', 'account'),
    residentId: refTo('payment', 'residentId', 'resident'),
    channel: code,
    amount: integer,
    state: code,
    createdAt: integer,
    expiresAt: integer,
    nextPollAt: optional(integer),
    polls: integer,
  },
  indices: [
    { name: 'payment_account', columns: ['accountId', 'createdAt'] },
    { name: 'payment_poll', columns: ['nextPollAt'] },
  ],
})

export const ReceiptTable = new EntitySchema<Receipt>({
  name: 'receipt',
  columns: {
    id,
    number: code,
    channel: code,
    transactionId: code,
    paymentId: optional(refTo('receipt', 'paymentId', 'payment')),
    accountId: refTo('receipt', 'accountId', 'account'),
    amount: integer,
    toBills: integer,
    toLateFees: integer,
    toPrepayment: integer,
    bookedOn: date,
    receivedAt: integer,
    subChannel: optional(code),
    invoicedAt: optional(integer),
    reversedAt: optional(integer),
  },
  uniques: [
    { name: 'receipt_number', columns: ['number'] },
    { name: 'receipt_transaction', columns: ['channel', 'transactionId'] },
  ],
  indices: [
    { name: 'receipt_account', columns: ['accountId', 'id'] },
    { name: 'receipt_payment', columns: ['paymentId'] },
    { name: 'receipt_day', columns: ['channel', 'bookedOn'] },
  ],
})

export const ReversalTable = new EntitySchema<Reversal>({
  name: 'reversal',
  columns: {
    id,
    receiptId: refTo('reversal', 'receiptId', 'receipt'),
    channel: code,
    transactionId: code,
    amount: integer,
    reason: text,
    bookedOn: date,
    reversedAt: integer,
  },
  uniques: [
    { name: 'reversal_receipt', columns: ['receiptId'] },
    { name: 'reversal_transaction', columns: ['channel', 'transactionId'] },
  ],
  indices: [{ name: 'reversal_day', columns: ['channel', 'bookedOn'] }],
})

export const PartnerDayTable = new EntitySchema<PartnerDay>({
  name: 'partner_day',
  columns: {
    id,
    channel: code,
    businessDate: date,
    theirCount: integer,
    theirTotal: integer,
    ourCount: integer,
    ourTotal: integer,
    closedAt: integer,
  },
  uniques: [{ name: 'partner_day_once', columns: ['channel', 'businessDate'] }],
})

export const paymentTables = [PaymentTable, ReceiptTable, ReversalTable, PartnerDayTable]
