import type { Transaction } from '#core/kernel/database.ts'
import { InvoiceTitleTable } from './invoiceTitle.table.ts'

/** A step: removes what a resident has saved. What was printed on invoices stays, as the law has it. */
export const forgetTitles = async (tx: Transaction, residentId: string): Promise<void> =>
  void (await tx.delete(InvoiceTitleTable, { residentId }))
