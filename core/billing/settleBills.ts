import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import type { Fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { SettlementTable } from './billing.table.ts'
import { loadTariffs } from './loadTariffs.ts'
import { openBillsOf } from './openBills.ts'
import { planSettlement, type SettledPart, type SettlementPlan } from './planSettlement.ts'
import type { Settlement } from './settlement.ts'

export interface MoneyToSettle {
  accountId: string
  amount: Fen
  /** Null: taken from prepayment. */
  receiptId: string | null
}

/** What became of the money of one account. */
export interface Settled extends SettlementPlan {
  accountId: string
  settlements: Settlement[]
}

/**
 * A step, under the account's lock: lets money pay the open bills and writes down which. The ledger and the account's
 * prepayment are the caller's. `now` is epoch ms, `today` the day up to which late fees run.
 */
export async function settleBills(
  tx: Transaction,
  money: MoneyToSettle,
  today: BusinessDate,
  now: number,
): Promise<Settled> {
  const [settled] = await settleBillsOf(tx, [money], today, now)
  if (!settled) throw new Error('money of no account')
  return settled
}

/** A step: the same for many accounts with few statements; answers in the sequence of the money. */
export async function settleBillsOf(
  tx: Transaction,
  money: readonly MoneyToSettle[],
  today: BusinessDate,
  now: number,
): Promise<Settled[]> {
  const accountIds = money.map(({ accountId }) => accountId)
  const bills = await openBillsOf(tx, accountIds)
  const overdue = bills.values().some((ofAccount) => ofAccount.some((bill) => bill.dueOn < today))
  const policyOf = overdue ? (await loadTariffs(tx)).lateFee : noPolicy
  const settled = money.map((one): Settled => {
    const plan = planSettlement(bills.get(one.accountId) ?? [], one.amount, today, policyOf)
    return { ...plan, accountId: one.accountId, settlements: settlementsOf(one, plan, today, now) }
  })
  for (const { parts } of settled) for (const part of parts) await payPart(tx, part)
  const settlements = settled.flatMap((one) => one.settlements)
  if (settlements.length > 0) await insertRows(tx, SettlementTable, settlements)
  return settled
}

function settlementsOf(
  { accountId, receiptId }: MoneyToSettle,
  { parts }: SettlementPlan,
  today: BusinessDate,
  now: number,
): Settlement[] {
  // Ids of one instant have no sequence by themselves; that of the payment is needed to undo the newest first.
  const ids = parts.map(() => newId(now)).toSorted()
  return parts.map(({ bill, principal, fee }, index) => ({
    id: ids[index] ?? newId(now),
    accountId,
    billId: bill.id,
    receiptId,
    principal,
    fee,
    settledOn: today,
    state: 'active',
  }))
}

function noPolicy(): never {
  throw new Error('asked for the late fee of a bill that is not overdue')
}

async function payPart(tx: Transaction, { bill, principal, fee, feeState }: SettledPart) {
  const paid = bill.paid + principal
  await tx.query('update bill set paid = ?, feePaid = ?, feeMicro = ?, feeAccruedTo = ?, state = ? where id = ?', [
    paid,
    bill.feePaid + fee,
    feeState.microFen,
    feeState.accruedTo,
    paid === bill.amount ? 'settled' : 'open',
    bill.id,
  ])
}
