import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type BusinessDate, businessDate } from '#core/kernel/businessDate.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { accrue, applyWaiver, type FeeState, feeDue, type LateFeePolicy, noFee, type Waiver } from './lateFee.ts'

const dueOn = businessDate('2025-03-31')
const dayAt = (offset: number) => addDays(dueOn, offset)
const offset = fc.integer({ min: -10, max: 400 })
const money = fc.integer({ min: 0, max: 5_000_000 }).map(fen)

const policies: fc.Arbitrary<LateFeePolicy> = fc.record({
  termDays: fc.constant(15),
  graceDays: fc.integer({ min: 0, max: 40 }),
  ratePpm: fc.integer({ min: 0, max: 10_000 }),
  capPpm: fc.option(fc.integer({ min: 0, max: 1_500_000 })),
  truncateTo: fc.constantFrom(1 as const, 10 as const, 100 as const),
  holidays: fc.array(offset.map(dayAt), { maxLength: 20 }),
})

/** A principal and the day up to which it was outstanding, oldest first. */
const histories = fc
  .array(fc.tuple(offset, money), { minLength: 1, maxLength: 8 })
  .map((stretches) => stretches.toSorted(([a], [b]) => a - b).map(([until, owed]) => [dayAt(until), owed] as const))

/** The obvious model: goes day by day, and counts the grace down before it charges. */
function walk(history: readonly (readonly [BusinessDate, number])[], policy: LateFeePolicy): number {
  let grace = policy.graceDays
  let total = 0
  for (let day = addDays(dueOn, 1); ; day = addDays(day, 1)) {
    const stretch = history.find(([until]) => day <= until)
    if (!stretch) return total
    if (policy.holidays.includes(day)) continue
    if (grace > 0) grace -= 1
    else total += stretch[1] * policy.ratePpm
  }
}

const accrueAll = (
  history: readonly (readonly [BusinessDate, number])[],
  policy: LateFeePolicy,
  originalPrincipal: Fen,
): FeeState =>
  history.reduce(
    (state, [until, owed]) => accrue(state, { principal: fen(owed), originalPrincipal, dueOn, policy }, until),
    noFee,
  )

describe('a late fee', () => {
  it('agrees over partial payments with a model that walks day by day', () => {
    fc.assert(
      fc.property(histories, policies, money, (history, policy, original) => {
        const cap = policy.capPpm === null ? Number.POSITIVE_INFINITY : original * policy.capPpm
        expect(accrueAll(history, policy, original).microFen).toBe(Math.min(walk(history, policy), cap))
      }),
    )
  })

  it('is the same to the last millionth of a fen in many steps as in one', () => {
    fc.assert(
      fc.property(fc.array(offset, { minLength: 1 }), money, policies, (offsets, owed, policy) => {
        const steps = offsets.toSorted((a, b) => a - b).map((until) => [dayAt(until), owed] as const)
        expect(accrueAll(steps, policy, owed)).toEqual(accrueAll(steps.slice(-1), policy, owed))
      }),
    )
  })

  it('with what was paid of it never exceeds the cap, and is a multiple of what it is cut to', () => {
    fc.assert(
      fc.property(histories, policies, money, (history, policy, originalPrincipal) => {
        const due = feeDue(accrueAll(history, policy, originalPrincipal), {
          originalPrincipal,
          feePaid: fen(0),
          policy,
        })
        if (policy.capPpm !== null) expect(due * 1_000_000).toBeLessThanOrEqual(originalPrincipal * policy.capPpm)
        expect(due % policy.truncateTo).toBe(0)
      }),
    )
  })

  it('never falls from one day to the next', () => {
    fc.assert(
      fc.property(offset, offset, money, money, policies, (first, second, owed, feePaid, policy) => {
        const [earlier = 0, later = 0] = [first, second].toSorted((a, b) => a - b)
        const dueAt = (at: number) =>
          feeDue(accrueAll([[dayAt(at), owed]], policy, owed), { originalPrincipal: owed, feePaid, policy })
        expect(dueAt(later)).toBeGreaterThanOrEqual(dueAt(earlier))
      }),
    )
  })

  it('is never raised by a waiver', () => {
    const waivers: fc.Arbitrary<Waiver> = fc.oneof(
      fc.record({ kind: fc.constant('toAmount' as const), amount: money }),
      fc.record({ kind: fc.constant('byRatio' as const), ppm: fc.integer({ min: 0, max: 1_000_000 }) }),
      fc.record({ kind: fc.constant('newStart' as const), from: offset.map(dayAt) }),
    )
    fc.assert(
      fc.property(histories, policies, waivers, money, money, (history, policy, waiver, originalPrincipal, feePaid) => {
        const state = accrueAll(history, policy, originalPrincipal)
        const terms = { originalPrincipal, feePaid, policy, principal: originalPrincipal, dueOn }
        const before = feeDue(state, terms)
        const waived = feeDue(applyWaiver(state, waiver, terms), terms)
        expect(waived).toBeLessThanOrEqual(before)
        if (waiver.kind === 'toAmount') expect(waived).toBeLessThanOrEqual(waiver.amount)
        if (waiver.kind === 'byRatio') expect(waived * 1_000_000).toBeLessThanOrEqual(before * (1_000_000 - waiver.ppm))
      }),
    )
  })
})
