import { AccountTable } from '#core/accounts/account.table.ts'
import { post } from '#core/ledger/post.ts'
import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { updateRows } from '#core/kernel/rows.ts'
import { type Settled, settleBillsOf } from './settleBills.ts'

/** A step, under the locks of these accounts: their prepayment pays what is open, by itself. */
export async function settleFromPrepayment(
  tx: Transaction,
  accounts: readonly { id: string; prepayment: Fen }[],
  today: BusinessDate,
  now: number,
): Promise<void> {
  const money = accounts
    .filter(({ prepayment }) => prepayment !== 0)
    .map(({ id, prepayment }) => ({ accountId: id, amount: prepayment, receiptId: null }))
  if (money.length === 0) return
  const settled = await settleBillsOf(tx, money, today, now)
  await post(
    tx,
    settled.flatMap((one) => entriesOf(one, today)),
    now,
  )
  const left = settled.map(({ accountId, rest }) => ({ id: accountId, prepayment: rest }))
  await updateRows(tx, AccountTable, ['prepayment'], left)
}

const entriesOf = ({ accountId, settlements }: Settled, bookedOn: BusinessDate) =>
  settlements.map(({ id, principal, fee }) => ({
    kind: 'settlement' as const,
    sourceId: id,
    accountId,
    bookedOn,
    amounts: { prepayment: fen(principal + fee), receivable: fen(-principal), 'revenue.lateFee': fen(-fee) },
  }))
