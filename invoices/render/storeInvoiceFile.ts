import type { BlobStore } from '#core/kernel/blobStore.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { InvoiceTable } from '../issuing/invoice.table.ts'
import { printedInvoice } from './printedInvoice.ts'
import type { RenderPool } from './renderPool.ts'

export interface FileToStore {
  invoiceId: string
  pdfId: string
  /** A file that this one makes superfluous. */
  replaces: string | null
}

/**
 * Renders the file of an invoice and puts it where the invoice says it will be: done again, it makes no second one. A file
 * that the invoice has no use for any more is not made.
 */
export async function storeInvoiceFile(
  { database, blobs, pool }: { database: Database; blobs: BlobStore; pool: RenderPool },
  { invoiceId, pdfId, replaces }: FileToStore,
): Promise<void> {
  const invoice = await database.read.findOneByOrFail(InvoiceTable, { id: invoiceId })
  if (invoice.pdfId !== pdfId) return
  if (!(await blobs.exists(pdfId))) {
    await blobs.put(await pool.render(printedInvoice(invoice)), { mediaType: 'application/pdf', id: pdfId })
  }
  if (replaces !== null) await blobs.delete(replaces)
}

/** A step: the file is whole, and may be fetched. */
export const markFileReady = (
  tx: Transaction,
  { invoiceId, pdfId }: FileToStore,
  { clock }: { clock: Clock },
): Promise<unknown> =>
  tx.query('update invoice set pdfAt = ? where id = ? and pdfId = ? and pdfAt is null', [clock(), invoiceId, pdfId])
