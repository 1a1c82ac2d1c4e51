import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import type { Fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { SettlementTable } from './billing.table.ts'
import { loadTariffs } from './loadTariffs.ts'
import { openBills } from './openBills.ts'
import { planSettlement, type SettledPart, type SettlementPlan } from './planSettlement.ts'
import type { Settlement } from './settlement.ts'

export interface MoneyToSettle {
  accountId: string
  amount: Fen
  /** Null: taken from prepayment. */
  receiptId: string | null
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
): Promise<SettlementPlan & { settlements: Settlement[] }> {
  const { accountId, amount, receiptId } = money
  const bills = await openBills(tx, accountId)
  const overdue = bills.some((bill) => bill.dueOn < today)
  const policyOf = overdue ? (await loadTariffs(tx)).lateFee : noPolicy
  const plan = planSettlement(bills, amount, today, policyOf)
  for (const part of plan.parts) await payPart(tx, part)
  // Ids of one instant have no sequence by themselves; that of the payment is needed to undo the newest first.
  const ids = plan.parts.map(() => newId(now)).toSorted()
  const settlements = plan.parts.map(({ bill, principal, fee }, index): Settlement => ({
    id: ids[index] ?? newId(now),
    accountId,
    billId: bill.id,
    receiptId,
    principal,
    fee,
    settledOn: today,
    state: 'active',
  }))
  if (settlements.length > 0) await insertRows(tx, SettlementTable, settlements)
  return { ...plan, settlements }
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
