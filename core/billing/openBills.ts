import type { EntityManager } from 'typeorm'
import { placeholders } from '#core/kernel/rows.ts'
import type { OpenBill } from './bill.ts'

/** An account's bills that are not paid in full, the oldest first: a query, or a step when given a transaction. */
export function openBills(manager: EntityManager, accountId: string): Promise<OpenBill[]> {
  return manager.query<OpenBill[]>(
    `select ${columns} from bill where accountId = ? and state = 'open' order by toDate, id`,
    [accountId],
  )
}

const columns = 'id, amount, paid, feePaid, feeMicro, feeAccruedTo, dueOn, tariffId'

/** The same of many accounts, by account. */
export async function openBillsOf(
  manager: EntityManager,
  accountIds: readonly string[],
): Promise<Map<string, OpenBill[]>> {
  const [accountId, ...others] = accountIds
  if (accountId === undefined) return new Map()
  if (others.length === 0) return new Map([[accountId, await openBills(manager, accountId)]])
  const bills = await manager.query<(OpenBill & { accountId: string })[]>(
    `select accountId, ${columns} from bill where accountId in ${placeholders(accountIds)} and state = 'open'
      order by toDate, id`,
    [...accountIds],
  )
  return Map.groupBy(bills, (bill) => bill.accountId)
}
