import { findInvoice } from '#invoices/issuing/listInvoices.ts'
import type { Invoice } from '#invoices/issuing/invoice.ts'
import { invoiceFileNotReady } from '#invoices/issuing/invoices.errors.ts'
import { DomainError } from '#core/kernel/domainError.ts'
import { checkLink, signLink } from '#core/kernel/signedLink.ts'
import type { FileAnswer } from './answer.ts'
import type { Deps } from './deps.ts'

const lifeMs = 5 * 60_000

const linkInvalid = () => new DomainError('forbidden', 'link.invalid', '链接无效')
const linkExpired = () => new DomainError('forbidden', 'link.expired', '链接已过期，请重新打开')

/** A new file, made after a second answer of the platform, is another subject: an old link does not show it. */
const subjectOf = ({ id, pdfId }: Pick<Invoice, 'id' | 'pdfId'>) => `invoice-file:${id}:${pdfId}`

/** A link to an invoice's PDF for who may see it. @throws DomainError `invoice.fileNotReady` */
export function invoiceLink(
  { linkSecret, clock }: Pick<Deps, 'linkSecret' | 'clock'>,
  invoice: Invoice,
): { link: string; expiresAt: number } {
  if (invoice.pdfAt === null) throw invoiceFileNotReady()
  const { expiresAt, signature } = signLink(linkSecret, subjectOf(invoice), clock() + lifeMs)
  return { link: `/api/invoice-files/${invoice.id}?expires=${expiresAt}&signature=${signature}`, expiresAt }
}

/**
 * The PDF that a link shows. Whether there is such an invoice is told to nobody without a link to it.
 * @throws DomainError `link.invalid`, `link.expired`, `invoice.fileNotReady`
 */
export async function openInvoiceFile(
  { database, blobStore, linkSecret, clock }: Pick<Deps, 'database' | 'blobStore' | 'linkSecret' | 'clock'>,
  invoiceId: string,
  { expires, signature }: { expires: number; signature: string },
): Promise<FileAnswer> {
  const invoice = await findInvoice(database.read, invoiceId).catch(() => null)
  const proof = { expiresAt: expires, signature }
  const verdict = invoice ? checkLink(linkSecret, subjectOf(invoice), proof, clock()) : 'invalid'
  if (!invoice || verdict === 'invalid') throw linkInvalid()
  if (verdict === 'expired') throw linkExpired()
  if (invoice.pdfId === null || invoice.pdfAt === null) throw invoiceFileNotReady()
  const { stream, mediaType } = await blobStore.get(invoice.pdfId)
  return { bytes: stream, mediaType, fileName: fileNameOf(invoice) }
}

const fileNameOf = ({ number, official, id }: Invoice) =>
  number !== null && official ? `电子发票_${number}.pdf` : `电子发票_样张_${number ?? id}.pdf`
