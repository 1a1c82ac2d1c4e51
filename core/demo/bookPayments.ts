import type { Bill, OpenBill } from '#core/billing/bill.ts'
import { SettlementTable } from '#core/billing/billing.table.ts'
import type { TariffBook } from '#core/billing/loadTariffs.ts'
import { feeIfOverdue, planSettlement, type SettledPart } from '#core/billing/planSettlement.ts'
import type { Settlement } from '#core/billing/settlement.ts'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { type Fen, fen, sum } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows, placeholders } from '#core/kernel/rows.ts'
import { post } from '#core/ledger/post.ts'
import { outstanding } from '#core/billing/bill.ts'
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
}

type OpenRow = OpenBill & { accountId: string }

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
  const open = await openBillsOf(
    tx,
    visits.map(({ accountId }) => accountId),
  )
  const booked = visits.flatMap((visit) => bookOne(visit, open.get(visit.accountId) ?? [], book))
  if (booked.length === 0) return 0
  const receipts = booked.map(({ receipt }) => receipt)
  await insertRows(tx, ReceiptTable, receipts)
  await insertRows(tx, SettlementTable, booked.flatMap(settlementsOf))
  await post(tx, receipts.map(receiptEntry), now)
  await payBills(
    tx,
    booked.flatMap(({ parts }) => parts),
  )
  for (const { accountId, toPrepayment } of receipts) {
    if (toPrepayment === 0) continue
    await tx.query('update account set prepayment = prepayment + ? where id = ?', [toPrepayment, accountId])
  }
  return booked.length
}

async function openBillsOf(tx: Transaction, accountIds: readonly string[]): Promise<Map<string, OpenRow[]>> {
  const rows: OpenRow[] = await tx.query(
    `select accountId, id, amount, paid, feePaid, feeMicro, feeAccruedTo, dueOn, tariffId from bill
      where accountId in ${placeholders(accountIds)} and state = 'open' order by toDate, id`,
    [...accountIds],
  )
  return Map.groupBy(rows, (row) => row.accountId)
}

function bookOne({ accountId, at, amountFor, taken }: Visit, bills: readonly OpenBill[], book: TariffBook): Booked[] {
  const today = dateOf(at)
  const amount = amountFor(dueOn(today, bills, book))
  if (amount === 0) return []
  const { parts, toBills, toLateFees, rest } = planSettlement(bills, amount, today, book.lateFee)
  const receipt: Receipt = {
    id: newId(at),
    ...taken(at),
    paymentId: null,
    accountId,
    amount,
    toBills,
    toLateFees,
    toPrepayment: rest,
    bookedOn: today,
    receivedAt: at,
    invoicedAt: null,
    reversedAt: null,
  }
  return [{ receipt, parts }]
}

const dueOn = (today: BusinessDate, bills: readonly OpenBill[], book: TariffBook): Fen =>
  sum(bills.map((bill) => fen(outstanding(bill) + feeIfOverdue(bill, today, book.lateFee).due)))

const settlementsOf = ({ receipt, parts }: Booked): Settlement[] =>
  parts.map(({ bill, principal, fee }) => ({
    id: newId(receipt.receivedAt),
    accountId: receipt.accountId,
    billId: bill.id,
    receiptId: receipt.id,
    principal,
    fee,
    settledOn: receipt.bookedOn,
    state: 'active',
  }))

/** Most bills are paid in full and in time: one statement is enough for all of those. */
async function payBills(tx: Transaction, parts: readonly SettledPart[]) {
  const { plain = [], others = [] } = Object.groupBy(parts, (part) => (inFullAndInTime(part) ? 'plain' : 'others'))
  const ids = plain.map(({ bill }) => bill.id)
  if (ids.length > 0) {
    const settled: Bill['state'] = 'settled'
    await tx.query(`update bill set paid = amount, state = ? where id in ${placeholders(ids)}`, [settled, ...ids])
  }
  for (const { bill, principal, fee, feeState } of others) {
    const paid = bill.paid + principal
    const state: Bill['state'] = paid === bill.amount ? 'settled' : 'open'
    await tx.query('update bill set paid = ?, feePaid = ?, feeMicro = ?, feeAccruedTo = ?, state = ? where id = ?', [
      paid,
      bill.feePaid + fee,
      feeState.microFen,
      feeState.accruedTo,
      state,
      bill.id,
    ])
  }
}

const inFullAndInTime = ({ bill, principal, fee, feeState }: SettledPart) =>
  fee === 0 &&
  bill.paid + principal === bill.amount &&
  feeState.microFen === bill.feeMicro &&
  feeState.accruedTo === bill.feeAccruedTo
