import { lockAccount } from '#core/accounts/lockAccount.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { InvoiceAnswer, TaxPlatform } from '#core/invoicing/taxPlatform.ts'
import { newBlobId } from '#core/kernel/blobStore.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import type { Invoice } from './invoice.ts'
import { InvoiceTable } from './invoice.table.ts'
import { releaseBills, takeBills } from './invoicedBills.ts'
import { invoiceContradicted, invoiceUnknown } from './invoices.errors.ts'
import { invoiceFailed, invoiceIssued } from './invoices.events.ts'

export type InvoiceResult = Extract<InvoiceAnswer, { state: 'issued' | 'failed' }>

interface Deps {
  database: Database
  clock: Clock
}

/**
 * Writes down what became of a request, however often and from wherever it is told: a number is given once, and its file
 * is made once. An invoice that comes into being after it was said to have failed is one all the same.
 * @param platform whose answer it is
 * @throws DomainError `invoice.unknown`; `invoice.contradicted` when it was issued under another number or amount
 */
export async function receiveInvoiceResult(
  { database, clock }: Deps,
  platform: Pick<TaxPlatform, 'name' | 'official'>,
  requestNumber: string,
  result: InvoiceResult,
): Promise<void> {
  const known = await database.read.findOneBy(InvoiceTable, { id: requestNumber })
  if (!known) throw invoiceUnknown()
  if (isTold(known, result)) return
  await database.transaction(async (tx) => {
    const now = clock()
    const account = await lockAccount(tx, known.accountId)
    const invoice = await tx.findOneByOrFail(InvoiceTable, { id: requestNumber })
    if (isTold(invoice, result)) return
    const details =
      result.state === 'issued' ? await issue(tx, invoice, platform, result, now) : await fail(tx, invoice, result, now)
    const subject = { kind: 'invoice', id: invoice.id }
    const act = { action: `invoice.${result.state}`, subject, accountId: account.id, unitId: account.unitId, details }
    await recordAudit(tx, { kind: 'channel', id: platform.name }, act, now)
  })
}

/** @throws DomainError `invoice.contradicted` */
function isTold(invoice: Invoice, result: InvoiceResult): boolean {
  const { id, number, gross } = invoice
  if (result.state === 'failed') return invoice.state === 'failed' || number !== null
  if (result.gross !== gross) throw invoiceContradicted({ invoiceId: id, gross, told: result.gross })
  if (number !== null && number !== result.number)
    throw invoiceContradicted({ invoiceId: id, number, told: result.number })
  return number !== null
}

async function issue(
  tx: Transaction,
  invoice: Invoice,
  platform: Pick<TaxPlatform, 'name' | 'official'>,
  { number, issuedAt }: Extract<InvoiceResult, { state: 'issued' }>,
  now: number,
) {
  const pdfId = newBlobId()
  await tx.update(
    InvoiceTable,
    { id: invoice.id },
    {
      state: 'issued',
      platform: platform.name,
      official: platform.official,
      number,
      issuedAt,
      failure: null,
      nextPollAt: null,
      pdfId,
      pdfAt: null,
    },
  )
  const alsoInvoiced = invoice.state === 'failed' ? await takeBills(tx, invoice, now) : []
  const { id: invoiceId, accountId } = invoice
  await publish(tx, invoiceIssued, { invoiceId, accountId, pdfId, replaces: invoice.pdfId }, now)
  return { number, ...(alsoInvoiced.length > 0 && { alsoInvoiced }) }
}

async function fail(tx: Transaction, invoice: Invoice, { reason }: { reason: string }, now: number) {
  const failure = reason.slice(0, 255)
  await tx.update(InvoiceTable, { id: invoice.id }, { state: 'failed', failure, nextPollAt: null })
  await releaseBills(tx, invoice)
  await publish(tx, invoiceFailed, { invoiceId: invoice.id, accountId: invoice.accountId }, now)
  return { reason: failure }
}
