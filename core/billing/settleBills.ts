import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows, updateRows } from '#core/kernel/rows.ts'
import { BillTable, SettlementTable } from './billing.table.ts'
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
  const paid = settled.flatMap(({ parts }) => parts.map(afterPart))
  await updateRows(tx, BillTable, ['paid', 'feePaid', 'feeMicro', 'feeAccruedTo', 'state'], paid)
  const settlements = settled.flatMap((one) => one.settlements)
  if (settlements.length > 0) await insertRows(tx, SettlementTable, settlements)
  return settled
}

/** The settlements of a plan, in the sequence of its bills. */
export function settlementsOf(
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

/** What is to be stored of a bill after its part of the money. */
export function afterPart({ bill, principal, fee, feeState }: SettledPart) {
  const paid = fen(bill.paid + principal)
  return {
    id: bill.id,
    paid,
    feePaid: fen(bill.feePaid + fee),
    feeMicro: feeState.microFen,
    feeAccruedTo: feeState.accruedTo,
    state: paid === bill.amount ? ('settled' as const) : ('open' as const),
  }
}
