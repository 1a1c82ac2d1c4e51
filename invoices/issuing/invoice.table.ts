import { EntitySchema } from 'typeorm'
import { code, date, flag, id, integer, json, optional, refTo, text } from '#core/kernel/columns.ts'
import type { Invoice } from './invoice.ts'

export const InvoiceTable = new EntitySchema<Invoice>({
  name: 'invoice',
  columns: {
    id,
    accountId: refTo('invoice', 'accountId', 'account'),
    customerId: refTo('invoice', 'customerId', 'customer'),
    state: code,
    buyer: json,
    seller: json,
    lineItems: json,
    gross: integer,
    net: integer,
    tax: integer,
    remarks: json,
    billIds: json,
    fromDate: date,
    toDate: date,
    titleId: code,
    requestedByKind: code,
    requestedById: code,
    requestedAt: integer,
    platform: optional(code),
    official: flag,
    number: optional(code),
    issuedAt: optional(integer),
    failure: optional(text),
    redNumber: optional(code),
    redAt: optional(integer),
    nextPollAt: optional(integer),
    polls: integer,
    pdfId: optional(code),
    pdfAt: optional(integer),
  },
  uniques: [{ name: 'invoice_number', columns: ['number'] }],
  indices: [
    { name: 'invoice_account', columns: ['accountId', 'id'] },
    { name: 'invoice_customer', columns: ['customerId'] },
    { name: 'invoice_poll', columns: ['nextPollAt'] },
  ],
})
