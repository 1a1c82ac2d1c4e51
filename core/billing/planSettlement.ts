import type { BusinessDate } from '#core/kernel/businessDate.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { type OpenBill, outstanding } from './bill.ts'
import { feeOn } from './billFee.ts'
import type { FeeState, LateFeePolicy } from './lateFee.ts'

/** What money does to one bill. */
export interface SettledPart {
  bill: OpenBill
  principal: Fen
  fee: Fen
  /** The fee's state after it, to be stored. */
  feeState: FeeState
}

export interface SettlementPlan {
  parts: SettledPart[]
  toBills: Fen
  toLateFees: Fen
  /** What is left for prepayment. */
  rest: Fen
}

/**
 * Shares money out over open bills, the oldest first. Within a bill its late fee goes before its principal, as the
 * Civil Code has it for interest (art. 561).
 * @param bills open bills, oldest first
 * @throws RangeError when the amount is negative
 */
export function planSettlement(
  bills: readonly OpenBill[],
  amount: Fen,
  today: BusinessDate,
  policyOf: (tariffId: string) => LateFeePolicy,
): SettlementPlan {
  const parts: SettledPart[] = []
  if (amount < 0) throw new RangeError(`money below zero: ${amount}`)
  let [left, toBills, toLateFees] = [amount as number, 0, 0]
  for (const bill of bills) {
    if (left === 0) break
    const { state, due } = feeIfOverdue(bill, today, policyOf)
    const fee = Math.min(left, due)
    const principal = Math.min(left - fee, outstanding(bill))
    parts.push({ bill, principal: fen(principal), fee: fen(fee), feeState: state })
    left -= fee + principal
    toBills += principal
    toLateFees += fee
  }
  return { parts, toBills: fen(toBills), toLateFees: fen(toLateFees), rest: fen(left) }
}

/** Most bills are paid in time; their tariff's policy is then not even looked up. */
export function feeIfOverdue(
  bill: OpenBill,
  today: BusinessDate,
  policyOf: (tariffId: string) => LateFeePolicy,
): { state: FeeState; due: Fen } {
  if (today <= bill.dueOn) return { state: { microFen: bill.feeMicro, accruedTo: bill.feeAccruedTo }, due: fen(0) }
  return feeOn(bill, policyOf(bill.tariffId), today)
}
