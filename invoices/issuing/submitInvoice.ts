import type { TaxPlatform } from '#core/invoicing/taxPlatform.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import type { Invoice } from './invoice.ts'
import { receiveInvoiceResult } from './receiveInvoiceResult.ts'

/**
 * Tells the platform of an invoice that it has not answered yet; a refusal at once is its answer. Telling it again does
 * no harm. @throws DomainError `taxPlatform.unavailable`
 */
export async function submitInvoice(
  deps: { database: Database; clock: Clock; taxPlatform: TaxPlatform },
  invoice: Invoice,
): Promise<void> {
  if (invoice.state !== 'requested' && invoice.state !== 'issuing') return
  const { id: requestNumber, seller, buyer, lineItems: lines, gross, net, tax, remarks } = invoice
  const taken = await deps.taxPlatform.issue({ requestNumber, seller, buyer, lines, gross, net, tax, remarks })
  if (taken.state === 'refused') {
    await receiveInvoiceResult(deps, deps.taxPlatform, requestNumber, { state: 'failed', reason: taken.reason })
  }
}

/** A step: the platform has accepted, unless it has answered meanwhile. */
export const markIssuing = (tx: Transaction, invoiceId: string): Promise<unknown> =>
  tx.query(`update invoice set state = 'issuing' where id = ? and state = 'requested'`, [invoiceId])
