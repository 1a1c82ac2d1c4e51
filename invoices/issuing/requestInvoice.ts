import type { Account } from '#core/accounts/account.ts'
import { lockAccount } from '#core/accounts/lockAccount.ts'
import { requireBinding } from '#core/accounts/requireBinding.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Seller } from '#core/invoicing/taxPlatform.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { newBlobId } from '#core/kernel/blobStore.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { repeatIfTaken } from '#core/payments/repeatIfTaken.ts'
import type { InvoiceTitle } from '../titles/invoiceTitle.ts'
import { requireTitle } from '../titles/listTitles.ts'
import { chosenBills, type InvoicedBillRow, requireInvoiceable } from './billsToInvoice.ts'
import type { Invoice } from './invoice.ts'
import { InvoiceTable } from './invoice.table.ts'
import { takeBills } from './invoicedBills.ts'
import { invoiceLines } from './invoiceLines.ts'
import { invoiceDiffers, invoicesNotOffered, nothingToInvoice } from './invoices.errors.ts'
import { invoiceRequested } from './invoices.events.ts'
import { remarksOf } from './remarks.ts'

/** When the platform is asked for the first time, unless its callback came before. */
const firstPollMs = 15_000

export interface InvoiceToRequest {
  /** Chosen by the client: a ULID. */
  id: string
  accountId: string
  billIds: readonly string[]
  /** Stand for the bills that they have paid. */
  receiptIds: readonly string[]
  titleId: string
}

/**
 * Asks for one invoice for paid bills of an account: water charges only, late fees are on none. Who tells the platform is
 * the outbox; the request stands when this resolves. The same id again answers the first invoice. The money behind the
 * bills is no longer to be reversed.
 * @throws DomainError `account.unknown`, `invoiceTitle.unknown`, `bill.unknown`, `bill.cancelled`, `invoice.billNotPaid`,
 * `invoice.billInvoiced`, `invoice.formerCustomer`, `invoice.nothing`, `invoice.notOffered`, `invoice.differs` when the
 * id was used for something else
 */
export function requestInvoice(
  { database, clock, seller }: { database: Database; clock: Clock; seller: Seller | null },
  actor: Actor,
  wanted: InvoiceToRequest,
): Promise<Invoice> {
  if (!seller) return Promise.reject(invoicesNotOffered())
  return repeatIfTaken(() => database.transaction((tx) => request(tx, actor, seller, wanted, clock())))
}

async function request(tx: Transaction, actor: Actor, seller: Seller, wanted: InvoiceToRequest, now: number) {
  const { id, accountId, titleId } = wanted
  await requireBinding(tx, actor.id, accountId)
  const account = await lockAccount(tx, accountId)
  const billIds = await chosenBills(tx, accountId, wanted)
  const earlier = await tx.findOneBy(InvoiceTable, { id })
  if (earlier) {
    const same =
      earlier.accountId === accountId &&
      earlier.requestedById === actor.id &&
      earlier.titleId === titleId &&
      earlier.billIds.join() === billIds.join()
    if (!same) throw invoiceDiffers()
    return earlier
  }
  const title = await requireTitle(tx, actor.id, titleId)
  const bills = await requireInvoiceable(tx, account, billIds)
  const invoice = makeInvoice(wanted, { account, title, bills, seller, actor }, now)
  await insertRows(tx, InvoiceTable, [invoice])
  await takeBills(tx, invoice, now)
  await publish(tx, invoiceRequested, { invoiceId: id, accountId, pdfId: invoice.pdfId ?? '', replaces: null }, now)
  const details = { gross: invoice.gross, bills: billIds.length, buyer: title.kind }
  const act = { subject: { kind: 'invoice', id }, accountId, unitId: account.unitId, details }
  await recordAudit(tx, actor, { action: 'invoice.requested', ...act }, now)
  return invoice
}

interface Sources {
  account: Account
  title: InvoiceTitle
  bills: readonly InvoicedBillRow[]
  seller: Seller
  actor: Actor
}

function makeInvoice({ id }: InvoiceToRequest, sources: Sources, now: number): Invoice {
  const { account, title, bills, seller, actor } = sources
  const [first, last] = [bills[0], bills.at(-1)]
  const { lines, gross, net, tax } = invoiceLines(bills.flatMap(({ priceLines }) => priceLines))
  if (!first || !last || lines.length === 0) throw nothingToInvoice()
  return {
    id,
    accountId: account.id,
    customerId: account.customerId,
    state: 'requested',
    buyer: { kind: title.kind, name: title.name, taxNumber: title.taxNumber },
    seller,
    lineItems: lines,
    gross,
    net,
    tax,
    remarks: remarksOf(account, bills),
    billIds: bills.map(({ id: billId }) => billId).toSorted(),
    fromDate: first.fromDate,
    toDate: last.toDate,
    titleId: title.id,
    requestedByKind: actor.kind,
    requestedById: actor.id,
    requestedAt: now,
    platform: null,
    official: false,
    number: null,
    issuedAt: null,
    failure: null,
    redNumber: null,
    redAt: null,
    nextPollAt: now + firstPollMs,
    polls: 0,
    pdfId: newBlobId(),
    pdfAt: null,
  }
}
