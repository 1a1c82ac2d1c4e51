import { post } from '#core/ledger/post.ts'
import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { settleBills } from './settleBills.ts'

/**
 * A step, under the account's lock: prepayment pays what is open, by itself. Resolves to the prepayment that is left.
 */
export async function settleFromPrepayment(
  tx: Transaction,
  account: { id: string; prepayment: Fen },
  today: BusinessDate,
  now: number,
): Promise<Fen> {
  if (account.prepayment === 0) return account.prepayment
  const money = { accountId: account.id, amount: account.prepayment, receiptId: null }
  const { settlements, rest } = await settleBills(tx, money, today, now)
  if (settlements.length === 0) return account.prepayment
  const entries = settlements.map(({ id, principal, fee }) => ({
    kind: 'settlement' as const,
    sourceId: id,
    accountId: account.id,
    bookedOn: today,
    amounts: {
      prepayment: fen(principal + fee),
      receivable: fen(-principal),
      'revenue.lateFee': fen(-fee),
    },
  }))
  await post(tx, entries, now)
  await tx.query('update account set prepayment = ? where id = ?', [rest, account.id])
  return rest
}
