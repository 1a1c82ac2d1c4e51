import { EntitySchema } from 'typeorm'
import { code, integer, refTo } from '#core/kernel/columns.ts'

/**
 * A bill that an invoice was asked for: until that fails or is taken back there is no second one, and the bill is
 * neither cancelled nor unpaid again. Kept by the folder `invoices`, under the account's lock.
 */
export interface InvoicedBill {
  billId: string
  invoiceId: string
  invoicedAt: number
}

export const InvoicedBillTable = new EntitySchema<InvoicedBill>({
  name: 'invoiced_bill',
  columns: {
    billId: { ...refTo('invoiced_bill', 'billId', 'bill'), primary: true },
    invoiceId: code,
    invoicedAt: integer,
  },
  indices: [{ name: 'invoiced_bill_invoice', columns: ['invoiceId'] }],
})
