import { code, creating, date, flag, id, integer, json, optional, ref, table, text } from '#core/kernel/migration.ts'

const invoice = table({
  name: 'invoice',
  columns: [
    id,
    ref('accountId'),
    ref('customerId'),
    code('state'),
    json('buyer'),
    json('seller'),
    json('lineItems'),
    integer('gross'),
    integer('net'),
    integer('tax'),
    json('remarks'),
    json('billIds'),
    date('fromDate'),
    date('toDate'),
    code('titleId'),
    code('requestedByKind'),
    code('requestedById'),
    integer('requestedAt'),
    optional(code('platform')),
    flag('official'),
    optional(code('number')),
    optional(integer('issuedAt')),
    optional(text('failure')),
    optional(code('redNumber')),
    optional(integer('redAt')),
    optional(integer('nextPollAt')),
    integer('polls'),
    optional(code('pdfId')),
    optional(integer('pdfAt')),
  ],
  uniques: { invoice_number: ['number'] },
  indices: { invoice_account: ['accountId', 'id'], invoice_customer: ['customerId'], invoice_poll: ['nextPollAt'] },
  references: { accountId: 'account', customerId: 'customer' },
})

const redForm = table({
  name: 'red_form',
  columns: [
    id,
    ref('invoiceId'),
    code('state'),
    text('reason'),
    code('openedBy'),
    integer('openedAt'),
    integer('lapsesAt'),
    optional(integer('endedAt')),
    optional(integer('nextPollAt')),
    integer('polls'),
  ],
  indices: { red_form_invoice: ['invoiceId'], red_form_poll: ['nextPollAt'] },
  references: { invoiceId: 'invoice' },
})

const invoiceTitle = table({
  name: 'invoice_title',
  columns: [
    id,
    ref('residentId'),
    code('kind'),
    text('name'),
    optional(code('taxNumber')),
    flag('isDefault'),
    integer('createdAt'),
    integer('updatedAt'),
  ],
  indices: { invoice_title_resident: ['residentId', 'id'] },
  references: { residentId: 'resident' },
})

export const Invoices1700000000201 = creating('Invoices1700000000201', [invoice, redForm, invoiceTitle])
