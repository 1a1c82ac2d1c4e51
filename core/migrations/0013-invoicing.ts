import { code, creating, integer, primary, ref, table } from '#core/kernel/migration.ts'

export const Invoicing1700000000013 = creating('Invoicing1700000000013', [
  table({
    name: 'invoiced_bill',
    columns: [primary(ref('billId')), code('invoiceId'), integer('invoicedAt')],
    indices: { invoiced_bill_invoice: ['invoiceId'] },
    references: { billId: 'bill' },
  }),
])
