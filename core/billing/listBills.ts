import type { Database } from '#core/kernel/database.ts'
import type { Bill } from './bill.ts'
import type { PriceLine } from './priceWater.ts'

export type ListedBill = Omit<
  Bill,
  'feeMicro' | 'feeAccruedTo' | 'runId' | 'parts' | 'issuedAt' | 'tariffId' | 'priceLines'
>

const twoYears = 24

/** An account's newest bills without cancelled ones, newest first: two years of monthly ones unless told otherwise. */
export function listBills(
  { database }: { database: Database },
  accountId: string,
  most = twoYears,
): Promise<ListedBill[]> {
  return database.read.query<ListedBill[]>(
    `select id, accountId, kind, state, fromDate, toDate, volume, amount, paid, feePaid, dueOn from bill
      where accountId = ? and state <> 'cancelled' order by toDate desc, id desc limit ?`,
    [accountId, most],
  )
}

/** One bill with what its price is made of; null when the account has none of that id. */
export async function findBill(
  { database }: { database: Database },
  accountId: string,
  billId: string,
): Promise<(ListedBill & { priceLines: PriceLine[] }) | null> {
  const [row]: (ListedBill & { priceLines: string })[] = await database.read.query(
    `select id, accountId, kind, state, fromDate, toDate, volume, amount, paid, feePaid, dueOn, priceLines from bill
      where id = ? and accountId = ?`,
    [billId, accountId],
  )
  return row ? { ...row, priceLines: JSON.parse(row.priceLines) as PriceLine[] } : null
}
