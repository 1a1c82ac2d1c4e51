import type { EntityManager } from 'typeorm'
import type { Account } from '#core/accounts/account.ts'
import { AccountTable } from '#core/accounts/account.table.ts'
import type { Bill } from '#core/billing/bill.ts'
import { billCancelled, billUnknown } from '#core/billing/billing.errors.ts'
import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import type { Fen } from '#core/kernel/fen.ts'
import { placeholders } from '#core/kernel/rows.ts'
import { billsInvoiced, billsNotPaid, billsOfFormerCustomer } from './invoices.errors.ts'

export type InvoicedBillRow = Pick<Bill, 'id' | 'state' | 'fromDate' | 'toDate' | 'amount' | 'priceLines' | 'parts'> & {
  invoiceId: string | null
}

/** A bill that is paid and has no invoice. */
export interface BillToInvoice {
  billId: string
  fromDate: BusinessDate
  toDate: BusinessDate
  amount: Fen
}

const most = 60

/** An account's paid bills that an invoice may be asked for, newest first. */
export async function listBillsToInvoice(
  { database }: { database: Database },
  accountId: string,
): Promise<BillToInvoice[]> {
  const { householdId } = await database.read.findOneByOrFail(AccountTable, { id: accountId })
  const rows = await billRows(
    database.read,
    `b.accountId = ? and b.state = 'settled' and b.amount > 0 and i.invoiceId is null
      order by b.toDate desc, b.id desc limit ${most}`,
    [accountId],
  )
  return rows
    .filter((bill) => isOfHousehold(bill, householdId))
    .map(({ id, fromDate, toDate, amount }) => ({ billId: id, fromDate, toDate, amount }))
}

/** A step, under the account's lock: the ids of bills that are named, or that named receipts have paid, sorted. */
export async function chosenBills(
  tx: Transaction,
  accountId: string,
  { billIds, receiptIds }: { billIds: readonly string[]; receiptIds: readonly string[] },
): Promise<string[]> {
  const paid: { billId: string }[] =
    receiptIds.length === 0
      ? []
      : await tx.query(
          `select billId from settlement where accountId = ? and state = 'active' and receiptId in ${placeholders(receiptIds)}`,
          [accountId, ...receiptIds],
        )
  return [...new Set([...billIds, ...paid.map(({ billId }) => billId)])].toSorted()
}

/**
 * A step, under the account's lock: bills that one invoice may be made out for, oldest first.
 * @throws DomainError `bill.unknown` also for another account's, `bill.cancelled`, `invoice.billNotPaid`,
 * `invoice.billInvoiced`, `invoice.formerCustomer`
 */
export async function requireInvoiceable(
  tx: Transaction,
  account: Pick<Account, 'id' | 'householdId'>,
  billIds: readonly string[],
): Promise<InvoicedBillRow[]> {
  if (billIds.length === 0) return []
  const where = `b.accountId = ? and b.id in ${placeholders(billIds)} order by b.toDate, b.id`
  const bills = await billRows(tx, where, [account.id, ...billIds])
  if (bills.length !== billIds.length) throw billUnknown()
  if (bills.some(({ state }) => state === 'cancelled')) throw billCancelled()
  refuse(
    bills.filter(({ state }) => state !== 'settled'),
    billsNotPaid,
  )
  refuse(
    bills.filter(({ invoiceId }) => invoiceId !== null),
    billsInvoiced,
  )
  refuse(
    bills.filter((bill) => !isOfHousehold(bill, account.householdId)),
    billsOfFormerCustomer,
  )
  return bills
}

function refuse(bills: readonly { id: string }[], refusal: (billIds: readonly string[]) => Error) {
  if (bills.length > 0) throw refusal(bills.map(({ id }) => id))
}

/** A transfer of ownership gives the account a new household; its bills stay, and are the former customer's. */
const isOfHousehold = ({ parts }: Pick<Bill, 'parts'>, householdId: string) =>
  parts.every((part) => part.householdId === householdId)

async function billRows(manager: EntityManager, where: string, parameters: unknown[]): Promise<InvoicedBillRow[]> {
  const rows: (Omit<InvoicedBillRow, 'priceLines' | 'parts'> & { priceLines: string; parts: string })[] =
    await manager.query(
      `select b.id, b.state, b.fromDate, b.toDate, b.amount, b.priceLines, b.parts, i.invoiceId
         from bill b left join invoiced_bill i on i.billId = b.id where ${where}`,
      parameters,
    )
  return rows.map((row) => ({ ...row, priceLines: JSON.parse(row.priceLines), parts: JSON.parse(row.parts) }))
}
