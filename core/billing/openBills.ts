import type { EntityManager } from 'typeorm'
import type { OpenBill } from './bill.ts'

/** An account's bills that are not paid in full, the oldest first: a query, or a step when given a transaction. */
export function openBills(manager: EntityManager, accountId: string): Promise<OpenBill[]> {
  return manager.query<OpenBill[]>(
    `select id, amount, paid, feePaid, feeMicro, feeAccruedTo, dueOn, tariffId from bill
      where accountId = ? and state = 'open' order by toDate, id`,
    [accountId],
  )
}
