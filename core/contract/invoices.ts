import { z } from 'zod'
import { ComponentName } from '#core/billing/tariff.ts'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { Fen } from '#core/kernel/fen.ts'
import { Id } from '#core/kernel/id.ts'
import { Litres } from '#core/kernel/litres.ts'
import { Instant, line } from './fields.ts'
import { queryInt } from './query.ts'
import { type Contract, raw } from './route.ts'

const accountParams = z.object({ accountId: Id })
const invoiceParams = z.object({ invoiceId: Id })
const TitleKind = z.enum(['personal', 'company'])
const mostBills = 24

/** One line without signs that cannot be printed. */
const TitleName = line(100).regex(/^[^\p{C}]+$/u, '名称中有不能打印的字符')

export const InvoiceTitle = z
  .object({
    id: Id,
    kind: TitleKind,
    name: z.string(),
    taxNumber: z.string().nullable(),
    isDefault: z.boolean(),
  })
  .meta({ id: 'InvoiceTitle', description: '发票抬头' })

export const InvoiceLine = z
  .object({
    component: ComponentName,
    tier: z.int().nullable(),
    litres: Litres,
    gross: Fen,
    net: Fen,
    tax: Fen,
    rateBasisPoints: z.int().nullable().meta({ description: '300 is 3 %; null: not taxed (不征税)' }),
  })
  .meta({ id: 'InvoiceLine' })

export const Invoice = z
  .object({
    id: Id,
    accountId: Id,
    state: z.enum(['requested', 'issuing', 'issued', 'failed', 'red']),
    buyer: z.object({ kind: TitleKind, name: z.string(), taxNumber: z.string().nullable() }),
    lineItems: z.array(InvoiceLine),
    gross: Fen,
    net: Fen,
    tax: Fen,
    billIds: z.array(Id),
    fromDate: BusinessDate,
    toDate: BusinessDate,
    requestedAt: Instant,
    number: z.string().nullable().meta({ description: '20 digits; null until it is issued' }),
    issuedAt: Instant.nullable(),
    failure: z.string().nullable(),
    redNumber: z.string().nullable(),
    redAt: Instant.nullable(),
    sample: z.boolean().meta({ description: 'no valid invoice: not issued yet, or by a platform that only plays' }),
    fileReady: z.boolean(),
  })
  .meta({ id: 'Invoice' })

export const DownloadLink = z
  .object({
    link: z.string().meta({ description: 'path below the hub, good for five minutes for whoever has it' }),
    expiresAt: Instant,
  })
  .meta({ id: 'DownloadLink' })

export const RedForm = z
  .object({
    id: Id,
    invoiceId: Id,
    state: z.enum(['open', 'confirmed', 'refused', 'lapsed']),
    reason: z.string(),
    openedAt: Instant,
    lapsesAt: Instant,
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'RedForm', description: '红字信息确认单: takes an invoice back once it is confirmed' })

export const invoiceRoutes = {
  'GET /api/resident/invoice-titles': {
    audience: 'resident',
    summary: 'Saved titles, the default first',
    answer: z.array(InvoiceTitle),
  },
  'POST /api/resident/invoice-titles': {
    audience: 'resident',
    summary: 'Save a title; under the id of one that is there it is changed',
    body: z.strictObject({
      id: Id,
      kind: TitleKind,
      name: TitleName,
      taxNumber: z.string().max(32).nullable(),
      isDefault: z.boolean(),
    }),
    answer: InvoiceTitle,
    refusals: ['invoiceTitle.taxNumberInvalid', 'invoiceTitle.tooMany', 'invoiceTitle.differs'],
    idempotent: true,
  },
  'DELETE /api/resident/invoice-titles/:titleId': {
    audience: 'resident',
    summary: 'Forget a title',
    params: z.object({ titleId: Id }),
    status: 204,
    refusals: ['invoiceTitle.unknown'],
  },
  'GET /api/resident/accounts/:accountId/bills-to-invoice': {
    audience: 'resident',
    tag: 'invoices',
    summary: 'Paid bills that an invoice may be asked for, newest first',
    params: accountParams,
    answer: z.array(
      z.object({ billId: Id, fromDate: BusinessDate, toDate: BusinessDate, amount: Fen }).meta({ id: 'BillToInvoice' }),
    ),
    refusals: ['account.unknown'],
  },
  'GET /api/resident/accounts/:accountId/invoices': {
    audience: 'resident',
    tag: 'invoices',
    summary: 'The newest sixty invoices of an account, newest first',
    params: accountParams,
    answer: z.array(Invoice),
    refusals: ['account.unknown'],
  },
  'POST /api/resident/invoices': {
    audience: 'resident',
    summary: 'Ask for one invoice for paid bills of one account; the same id again answers the first',
    description: 'Bills are named, or stand for the receipts that paid them. Late fees are on no invoice.',
    body: z.strictObject({
      id: Id,
      accountId: Id,
      billIds: z.array(Id).max(mostBills).default([]),
      receiptIds: z.array(Id).max(mostBills).default([]),
      titleId: Id,
    }),
    answer: Invoice,
    status: 201,
    refusals: [
      'account.unknown',
      'bill.unknown',
      'bill.cancelled',
      'invoiceTitle.unknown',
      'invoice.billNotPaid',
      'invoice.billInvoiced',
      'invoice.formerCustomer',
      'invoice.nothing',
      'invoice.differs',
      'invoice.notOffered',
    ],
    idempotent: true,
  },
  'GET /api/resident/invoices/:invoiceId': {
    audience: 'resident',
    summary: 'One invoice',
    params: invoiceParams,
    answer: Invoice,
    refusals: ['invoice.unknown'],
  },
  'POST /api/resident/invoices/:invoiceId/download-links': {
    audience: 'resident',
    summary: 'A short-lived link to its PDF',
    params: invoiceParams,
    answer: DownloadLink,
    status: 201,
    refusals: ['invoice.unknown', 'invoice.fileNotReady'],
  },
  'GET /api/invoice-files/:invoiceId': {
    audience: 'public',
    tag: 'invoices',
    summary: 'The PDF of an invoice, by a link that the hub has given',
    params: invoiceParams,
    query: z.object({ expires: queryInt(0, 999_999_999_999_999), signature: z.string().regex(/^[\w-]{43}$/) }),
    answer: raw('application/pdf'),
    refusals: ['link.invalid', 'link.expired', 'invoice.unknown', 'invoice.fileNotReady'],
  },
  'POST /api/channels/sandbox/invoices': {
    audience: 'channel',
    summary: 'The sandbox says what became of an invoice or a red form',
    body: raw('application/json'),
    answer: raw('text/plain'),
    refusals: ['channel.signatureInvalid', 'channel.noticeUnreadable', 'invoice.unknown', 'redForm.unknown'],
    idempotent: true,
  },
} satisfies Contract

export const staffInvoiceRoutes = {
  'GET /api/staff/accounts/:accountId/invoices': {
    audience: 'staff',
    permission: 'invoice.read',
    tag: 'invoices',
    summary: 'The newest sixty invoices of an account, newest first, those of former customers, too',
    params: accountParams,
    answer: z.array(Invoice),
    refusals: ['account.unknown'],
  },
  'POST /api/staff/invoices/:invoiceId/download-links': {
    audience: 'staff',
    permission: 'invoice.read',
    summary: 'A short-lived link to its PDF; that it was given is written down',
    params: invoiceParams,
    answer: DownloadLink,
    status: 201,
    refusals: ['invoice.unknown', 'invoice.fileNotReady'],
  },
  'GET /api/staff/invoices/:invoiceId/red-forms': {
    audience: 'staff',
    permission: 'invoice.read',
    summary: 'Its red forms, newest first',
    params: invoiceParams,
    answer: z.array(RedForm),
    refusals: ['invoice.unknown'],
  },
  'POST /api/staff/invoices/:invoiceId/red-forms': {
    audience: 'staff',
    permission: 'invoice.reverse',
    summary: 'Open a form to take an issued invoice back; the same id again answers the first',
    params: invoiceParams,
    body: z.strictObject({ id: Id, reason: line() }),
    answer: RedForm,
    status: 201,
    refusals: ['invoice.unknown', 'redForm.notIssued', 'redForm.open', 'redForm.differs', 'redForm.notOffered'],
    idempotent: true,
  },
} satisfies Contract
