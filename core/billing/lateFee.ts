import { z } from 'zod'
import { addDays, BusinessDate, daysBetween } from '#core/kernel/businessDate.ts'
import { divide, Fen, fen } from '#core/kernel/fen.ts'

/** A city's rule of the late fee 违约金, part of its tariff. */
export const LateFeePolicy = z.strictObject({
  /** Days from the issue of a bill to its due date. */
  termDays: z.int().min(0),
  /** Days after the due date that are free. */
  graceDays: z.int().min(0),
  /** Of the outstanding principal, per day: 5‰ is 5,000. A tenth a day is more than any rule asks for. */
  ratePpm: z.int().min(0).max(100_000),
  /** Of the original principal: 1,000,000 is the principal itself; null for no cap. */
  capPpm: z.int().min(0).nullable(),
  /** The fee is cut down to a multiple of so many fen: 10 is 0.1 yuan. */
  truncateTo: z.literal([1, 10, 100]),
  /** Days that do not count, neither as days of grace nor as days of the fee. */
  holidays: z.array(BusinessDate),
})
export type LateFeePolicy = z.output<typeof LateFeePolicy>

/**
 * A fee as it grows. It is kept in millionths of a fen (fen × ppm × days), so that it is exact however often, and in
 * however many steps, it is brought up to date; what a person owes is cut to money by `feeDue` alone.
 */
export interface FeeState {
  /** Accrued so far, paid or not, up to the cap: a safe integer. */
  microFen: number
  /** The last day that is in it; null before the first. */
  accruedTo: BusinessDate | null
}

export const noFee: FeeState = { microFen: 0, accruedTo: null }

export interface Debt {
  /** What was outstanding of the bill all through the days that are to be accrued. */
  principal: Fen
  /** Of the bill as issued: partial payments do not lower the cap. */
  originalPrincipal: Fen
  /** Last day on which the bill is paid in time. */
  dueOn: BusinessDate
  policy: LateFeePolicy
}

export interface FeeTerms extends Pick<Debt, 'originalPrincipal' | 'policy'> {
  feePaid: Fen
}

/**
 * The fee up to and including `today`. Bring it up to date before the principal changes; a day that is already in it is
 * never counted again, so the same day twice, or an earlier one, changes nothing. At its cap it grows no more, however
 * long nobody pays.
 * @throws RangeError when the principal is negative or the fee leaves the safe integers
 */
export function accrue(state: FeeState, debt: Debt, today: BusinessDate): FeeState {
  if (state.accruedTo !== null && today <= state.accruedTo) return state
  const days = feeDays(debt, today) - (state.accruedTo === null ? 0 : feeDays(debt, state.accruedTo))
  const cap = capOf(debt)
  const before = BigInt(state.microFen)
  const grown = before + feeOf(debt, days)
  const capped = cap === null || grown <= cap ? grown : larger(before, cap)
  return { microFen: micro(capped), accruedTo: today }
}

/** What is to be paid of the fee: capped, truncated, less what was paid, never negative. */
export function feeDue(state: FeeState, terms: FeeTerms): Fen {
  const { feePaid, policy } = terms
  const cap = capOf(terms)
  const accrued = BigInt(state.microFen)
  const capped = cap === null ? accrued : smaller(accrued, cap)
  const total = divide(capped, 1_000_000n * BigInt(policy.truncateTo), 'down') * policy.truncateTo
  return fen(Math.max(0, total - feePaid))
}

/**
 * Why somebody owes less: all but an amount is waived, or a share of what is due (1,000,000 waives all of it), or what
 * accrued before a new first day.
 */
export const Waiver = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('toAmount'), amount: Fen.min(0) }),
  z.strictObject({ kind: z.literal('byRatio'), ppm: z.int().min(0).max(1_000_000) }),
  z.strictObject({ kind: z.literal('newStart'), from: BusinessDate }),
])
export type Waiver = z.output<typeof Waiver>

/**
 * The state of a fee, brought up to date before, after a waiver: what is due never rises, and it grows on from there. A
 * new start counts the principal that is outstanding now, also for days when it was more; one in the future lets the
 * fee rest until then.
 */
export function applyWaiver(state: FeeState, waiver: Waiver, terms: FeeTerms & Debt): FeeState {
  const due = BigInt(feeDue(state, terms)) * 1_000_000n
  const paid = BigInt(terms.feePaid) * 1_000_000n
  const leaving = (left: bigint): number => micro(paid + smaller(due, left))
  if (waiver.kind === 'toAmount') return { ...state, microFen: leaving(BigInt(waiver.amount) * 1_000_000n) }
  if (waiver.kind === 'byRatio') {
    return { ...state, microFen: leaving((due * BigInt(1_000_000 - waiver.ppm)) / 1_000_000n) }
  }
  const dayBefore = addDays(waiver.from, -1)
  const accruedTo = state.accruedTo !== null && state.accruedTo > dayBefore ? state.accruedTo : dayBefore
  return { microFen: leaving(feeOf(terms, feeDays(terms, accruedTo) - feeDays(terms, dayBefore))), accruedTo }
}

/** Days up to and including `date` that cost a fee. Taken as a difference, so that stretches add up to the whole. */
function feeDays({ dueOn, policy }: Debt, date: BusinessDate): number {
  const holidays = new Set(policy.holidays.filter((holiday) => holiday > dueOn && holiday <= date))
  return Math.max(0, daysBetween(dueOn, date) - holidays.size - policy.graceDays)
}

function feeOf({ principal, policy }: Debt, days: number): bigint {
  if (principal < 0) throw new RangeError(`a principal below zero: ${principal}`)
  return BigInt(principal) * BigInt(policy.ratePpm) * BigInt(days)
}

/** Millionths of a fen; null for no cap. */
const capOf = ({ originalPrincipal, policy }: Pick<Debt, 'originalPrincipal' | 'policy'>): bigint | null =>
  policy.capPpm === null ? null : BigInt(originalPrincipal) * BigInt(policy.capPpm)

const micro = (value: bigint): number => divide(value, 1n, 'down')
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const larger = (a: bigint, b: bigint): bigint => (a < b ? b : a)
