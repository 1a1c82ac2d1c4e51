import type { EntityManager } from 'typeorm'
import type { InvoiceLine } from '#core/invoicing/taxPlatform.ts'
import type { Database } from '#core/kernel/database.ts'
import type { RedForm } from '../redLetters/redForm.ts'
import { RedFormTable } from '../redLetters/redForm.table.ts'
import { isSample, type Invoice } from './invoice.ts'
import { InvoiceTable } from './invoice.table.ts'
import { invoiceUnknown } from './invoices.errors.ts'

export type ListedInvoice = Pick<
  Invoice,
  | 'id'
  | 'accountId'
  | 'state'
  | 'buyer'
  | 'gross'
  | 'net'
  | 'tax'
  | 'fromDate'
  | 'toDate'
  | 'requestedAt'
  | 'number'
  | 'issuedAt'
  | 'failure'
  | 'redNumber'
  | 'redAt'
> & {
  lineItems: InvoiceLine[]
  billIds: string[]
  /** No invoice yet, or of a platform that only plays. */
  sample: boolean
  /** Its PDF can be fetched. */
  fileReady: boolean
}

const most = 60

/** An account's newest invoices, newest first; with `customerId` only those of that customer. */
export async function listInvoices(
  { database }: { database: Database },
  accountId: string,
  customerId?: string,
): Promise<ListedInvoice[]> {
  const invoices = await database.read.find(InvoiceTable, {
    where: { accountId, ...(customerId !== undefined && { customerId }) },
    order: { requestedAt: 'desc', id: 'desc' },
    take: most,
  })
  return invoices.map(listed)
}

export const listed = (invoice: Invoice): ListedInvoice => ({
  ...invoice,
  lineItems: [...invoice.lineItems],
  billIds: [...invoice.billIds],
  sample: isSample(invoice),
  fileReady: invoice.pdfAt !== null,
})

/** @throws DomainError `invoice.unknown` */
export async function findInvoice(manager: EntityManager, invoiceId: string): Promise<Invoice> {
  const invoice = await manager.findOneBy(InvoiceTable, { id: invoiceId })
  if (!invoice) throw invoiceUnknown()
  return invoice
}

/**
 * An invoice for a resident who is bound to its account, while the account is the customer's who had it made out.
 * @throws DomainError `invoice.unknown`
 */
export async function findInvoiceOf(manager: EntityManager, residentId: string, invoiceId: string): Promise<Invoice> {
  const [bound]: unknown[] = await manager.query(
    `select i.id from invoice i join account a on a.id = i.accountId and a.customerId = i.customerId
       join binding b on b.accountId = a.id and b.residentId = ? where i.id = ?`,
    [residentId, invoiceId],
  )
  if (!bound) throw invoiceUnknown()
  return findInvoice(manager, invoiceId)
}

/** The red forms of an invoice, newest first. */
export const listRedForms = ({ database }: { database: Database }, invoiceId: string): Promise<RedForm[]> =>
  database.read.find(RedFormTable, { where: { invoiceId }, order: { id: 'desc' } })
