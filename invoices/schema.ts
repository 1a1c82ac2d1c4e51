import type { Schema } from '#core/kernel/database.ts'
import { InvoiceTable } from './issuing/invoice.table.ts'
import { Invoices1700000000201 } from './migrations/0201-invoices.ts'
import { RedFormTable } from './redLetters/redForm.table.ts'
import { InvoiceTitleTable } from './titles/invoiceTitle.table.ts'

/** What invoices add to the core's schema. */
export const invoicesSchema: Schema = {
  tables: [InvoiceTable, RedFormTable, InvoiceTitleTable],
  migrations: [Invoices1700000000201],
}
