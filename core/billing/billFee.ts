import type { BusinessDate } from '#core/kernel/businessDate.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { type Bill, outstanding } from './bill.ts'
import { accrue, applyWaiver, type FeeState, feeDue, type LateFeePolicy, noFee, type Waiver } from './lateFee.ts'

type FeeOfBill = Pick<Bill, 'amount' | 'paid' | 'feePaid' | 'feeMicro' | 'feeAccruedTo' | 'dueOn'>

/** A bill's late fee brought up to a day: its state to be stored, and what of it is to be paid. */
export function feeOn(bill: FeeOfBill, policy: LateFeePolicy, today: BusinessDate): { state: FeeState; due: Fen } {
  const stored = { microFen: bill.feeMicro, accruedTo: bill.feeAccruedTo }
  const { amount: originalPrincipal, dueOn, feePaid } = bill
  const state = accrue(stored, { principal: outstanding(bill), originalPrincipal, dueOn, policy }, today)
  return { state, due: feeDue(state, { originalPrincipal, feePaid, policy }) }
}

/** A bill's fee as a waiver of that day leaves it. */
export function waiveFee(
  bill: FeeOfBill,
  waiver: Waiver,
  policy: LateFeePolicy,
  on: BusinessDate,
): Pick<FeeOfBill, 'feeMicro' | 'feeAccruedTo'> {
  const { state } = feeOn(bill, policy, on)
  const { amount, feePaid, dueOn } = bill
  const terms = { originalPrincipal: amount, feePaid, principal: outstanding(bill), dueOn, policy }
  const { microFen, accruedTo } = applyWaiver(state, waiver, terms)
  return { feeMicro: microFen, feeAccruedTo: accruedTo }
}

/** What has happened to a bill's fee, in its sequence: money that lowered the principal, or a waiver. */
export type FeeEvent = { on: BusinessDate; principal: Fen; fee: Fen } | { on: BusinessDate; waiver: Waiver }

/**
 * The fee as if only these events had happened: after a reversal, a fee grows again on what was paid and is not any
 * more. `paid` and `feePaid` of the result are those of the events.
 */
export function replayFee(bill: FeeOfBill, events: readonly FeeEvent[], policy: LateFeePolicy): FeeOfBill {
  const { amount, dueOn } = bill
  const fresh = {
    amount,
    dueOn,
    paid: fen(0),
    feePaid: fen(0),
    feeMicro: noFee.microFen,
    feeAccruedTo: noFee.accruedTo,
  }
  return events.reduce((before, event) => afterEvent(before, event, policy), fresh)
}

function afterEvent(before: FeeOfBill, event: FeeEvent, policy: LateFeePolicy): FeeOfBill {
  const { amount, dueOn, paid, feePaid } = before
  if ('waiver' in event) {
    return { amount, dueOn, paid, feePaid, ...waiveFee(before, event.waiver, policy, event.on) }
  }
  const { state } = feeOn(before, policy, event.on)
  return {
    amount,
    dueOn,
    paid: fen(paid + event.principal),
    feePaid: fen(feePaid + event.fee),
    feeMicro: state.microFen,
    feeAccruedTo: state.accruedTo,
  }
}
