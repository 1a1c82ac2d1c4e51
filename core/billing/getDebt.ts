import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Fen, fen, sum } from '#core/kernel/fen.ts'
import { outstanding } from './bill.ts'
import { loadTariffs } from './loadTariffs.ts'
import { feeIfOverdue } from './planSettlement.ts'
import type { OpenBill } from './bill.ts'

export interface DebtOfBill {
  billId: string
  fromDate: BusinessDate
  toDate: BusinessDate
  dueOn: BusinessDate
  /** Of the bill, without late fee. */
  outstanding: Fen
  lateFee: Fen
}

export interface AccountDebt {
  bills: DebtOfBill[]
  outstanding: Fen
  lateFee: Fen
  /** What to pay today to owe nothing. */
  total: Fen
}

/** What an account owes today, late fees included, oldest bill first: what a payment of `total` would settle. */
export async function getDebt(
  { database, clock }: { database: Pick<Database, 'read'>; clock: Clock },
  accountId: string,
): Promise<AccountDebt> {
  const today = dateOf(clock())
  const rows: (OpenBill & { fromDate: BusinessDate; toDate: BusinessDate })[] = await database.read.query(
    `select id, fromDate, toDate, amount, paid, feePaid, feeMicro, feeAccruedTo, dueOn, tariffId from bill
      where accountId = ? and state = 'open' order by toDate, id`,
    [accountId],
  )
  const overdue = rows.some((bill) => bill.dueOn < today)
  const book = overdue ? await loadTariffs(database.read) : null
  const bills = rows.map((bill): DebtOfBill => {
    const { fromDate, toDate, dueOn } = bill
    const lateFee = book ? feeIfOverdue(bill, today, book.lateFee).due : fen(0)
    return { billId: bill.id, fromDate, toDate, dueOn, outstanding: outstanding(bill), lateFee }
  })
  const owed = sum(bills.map((bill) => bill.outstanding))
  const lateFee = sum(bills.map((bill) => bill.lateFee))
  return { bills, outstanding: owed, lateFee, total: fen(owed + lateFee) }
}
