import { type OpenBill, outstanding } from '#core/billing/bill.ts'
import { BillTable, SettlementTable } from '#core/billing/billing.table.ts'
import type { TariffBook } from '#core/billing/loadTariffs.ts'
import { openBillsOf } from '#core/billing/openBills.ts'
import { feeIfOverdue, planSettlement, type SettledPart } from '#core/billing/planSettlement.ts'
import { afterPart, settlementsOf } from '#core/billing/settleBills.ts'
import type { Settlement } from '#core/billing/settlement.ts'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { type Fen, fen, sum } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows, updateRows } from '#core/kernel/rows.ts'
import { post } from '#core/ledger/post.ts'
import type { Receipt } from '#core/payments/payment.ts'
import { ReceiptTable } from '#core/payments/payment.table.ts'
import { receiptEntry } from '#core/payments/receiptEntry.ts'

/** Somebody who comes to pay: how much, they decide when they hear what is due. */
export interface Visit {
  accountId: string
  /** Epoch ms. */
  at: number
  amountFor(due: Fen): Fen
  /** Where it is paid, and by which numbers; asked only when there is something to pay. */
  taken(at: number): Pick<Receipt, 'number' | 'channel' | 'transactionId' | 'subChannel'>
}

interface Booked {
  receipt: Receipt
  parts: SettledPart[]
  settlements: Settlement[]
}

/**
 * A step: books what many people bring, an account at most once, as `bookReceipt` books one: the same rows of receipt,
 * settlement, bill, account and journal, in a dozen statements. It leaves out the event and the entry in the audit
 * trail: nobody is to be told today of money that came long ago, and nobody has acted. The city must be nobody else's:
 * no account is locked.
 */
export async function bookPayments(
  tx: Transaction,
  visits: readonly Visit[],
  { book, now }: { book: TariffBook; now: number },
): Promise<number> {
  if (visits.length === 0) return 0
  const accountIds = visits.map(({ accountId }) => accountId)
  const open = await openBillsOf(tx, accountIds)
  const booked = visits.flatMap((visit) => bookOne(visit, open.get(visit.accountId) ?? [], book))
  if (booked.length === 0) return 0
  const receipts = booked.map(({ receipt }) => receipt)
  await insertRows(tx, ReceiptTable, receipts)
  const settlements = booked.flatMap((one) => one.settlements)
  await insertRows(tx, SettlementTable, settlements)
  await post(tx, receipts.map(receiptEntry), now)
  const paid = booked.flatMap(({ parts }) => parts.map(afterPart))
  await updateRows(tx, BillTable, ['paid', 'feePaid', 'feeMicro', 'feeAccruedTo', 'state'], paid)
  for (const { accountId, toPrepayment } of receipts) {
    if (toPrepayment === 0) continue
    await tx.query('update account set prepayment = prepayment + ? where id = ?', [toPrepayment, accountId])
  }
  return booked.length
}

function bookOne({ accountId, at, amountFor, taken }: Visit, bills: readonly OpenBill[], book: TariffBook): Booked[] {
  const today = dateOf(at)
  const amount = amountFor(dueOn(today, bills, book))
  if (amount === 0) return []
  const plan = planSettlement(bills, amount, today, book.lateFee)
  const receipt: Receipt = {
    id: newId(at),
    ...taken(at),
    paymentId: null,
    accountId,
    amount,
    toBills: plan.toBills,
    toLateFees: plan.toLateFees,
    toPrepayment: plan.rest,
    bookedOn: today,
    receivedAt: at,
    invoicedAt: null,
    reversedAt: null,
  }
  const settlements = settlementsOf({ accountId, amount, receiptId: receipt.id }, plan, today, at)
  return [{ receipt, parts: plan.parts, settlements }]
}

const dueOn = (today: BusinessDate, bills: readonly OpenBill[], book: TariffBook): Fen =>
  sum(bills.map((bill) => fen(outstanding(bill) + feeIfOverdue(bill, today, book.lateFee).due)))
