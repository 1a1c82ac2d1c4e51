import { InvoicedBillTable } from '#core/invoicing/invoicedBill.table.ts'
import { dateOf, startOf } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { placeholders } from '#core/kernel/rows.ts'

/**
 * A step, under the account's lock: the bills are this invoice's from now on. Resolves to those that are another's
 * already, which stay so.
 */
export async function takeBills(
  tx: Transaction,
  invoice: { id: string; accountId: string; billIds: readonly string[] },
  now: number,
): Promise<string[]> {
  const taken: string[] = []
  for (const billId of invoice.billIds) {
    const row = { billId, invoiceId: invoice.id, invoicedAt: now }
    if (!(await insertIfAbsent(tx, InvoicedBillTable, row))) taken.push(billId)
  }
  await markReceipts(tx, invoice.accountId)
  return taken
}

/** A step, under the account's lock: the bills of an invoice that is none (any more) are free for another. */
export async function releaseBills(
  tx: Transaction,
  { id, accountId }: { id: string; accountId: string },
): Promise<void> {
  await tx.delete(InvoicedBillTable, { invoiceId: id })
  await markReceipts(tx, accountId)
}

/**
 * Money that an invoice rests on is not reversed. That is the money of each receipt that paid an invoiced bill; where
 * prepayment paid it, of every receipt that came before the invoice on its day, for a reversal, possible on that day
 * only, would take the prepayment back out of the bill.
 */
async function markReceipts(tx: Transaction, accountId: string) {
  const sources: { receiptId: string | null; invoicedAt: number }[] = await tx.query(
    `select s.receiptId, i.invoicedAt from invoiced_bill i join settlement s on s.billId = i.billId
      where s.accountId = ? and s.state = 'active'`,
    [accountId],
  )
  const receipts: { id: string; receivedAt: number; invoicedAt: number | null }[] = await tx.query(
    'select id, receivedAt, invoicedAt from receipt where accountId = ? and reversedAt is null',
    [accountId],
  )
  const restsOn = (receipt: { id: string; receivedAt: number }) =>
    sources.some(({ receiptId, invoicedAt }) =>
      receiptId === null
        ? receipt.receivedAt >= startOf(dateOf(invoicedAt)) && receipt.receivedAt <= invoicedAt
        : receiptId === receipt.id,
    )
  const latest = Math.max(0, ...sources.map(({ invoicedAt }) => invoicedAt))
  await mark(
    tx,
    receipts.filter((one) => one.invoicedAt === null && restsOn(one)),
    latest,
  )
  await mark(
    tx,
    receipts.filter((one) => one.invoicedAt !== null && !restsOn(one)),
    null,
  )
}

async function mark(tx: Transaction, receipts: readonly { id: string }[], invoicedAt: number | null) {
  if (receipts.length === 0) return
  const ids = receipts.map(({ id }) => id)
  await tx.query(`update receipt set invoicedAt = ? where id in ${placeholders(ids)}`, [invoicedAt, ...ids])
}
