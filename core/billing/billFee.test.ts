import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, businessDate } from '#core/kernel/businessDate.ts'
import { fen } from '#core/kernel/fen.ts'
import { type FeeEvent, feeOn, replayFee } from './billFee.ts'
import type { LateFeePolicy } from './lateFee.ts'

const dueOn = businessDate('2026-01-20')
const policy: LateFeePolicy = {
  termDays: 15,
  graceDays: 10,
  ratePpm: 5_000,
  capPpm: 1_000_000,
  truncateTo: 10,
  holidays: [],
}
const fresh = { amount: fen(2_400), paid: fen(0), feePaid: fen(0), feeMicro: 0, feeAccruedTo: null, dueOn }
const dayAt = (days: number) => addDays(dueOn, days)
const paidOn = (days: number, principal: number, fee: number): FeeEvent => ({
  on: dayAt(days),
  principal: fen(principal),
  fee: fen(fee),
})

describe('the late fee of a bill', () => {
  it('grows with what is outstanding, less what was paid of it', () => {
    expect(feeOn(fresh, policy, dayAt(10)).due).toBe(0)
    expect(feeOn(fresh, policy, dayAt(20)).due).toBe(120)
    expect(feeOn({ ...fresh, paid: fen(1_200) }, policy, dayAt(20)).due).toBe(60)
    expect(feeOn({ ...fresh, feePaid: fen(50) }, policy, dayAt(20)).due).toBe(70)
  })

  it('is capped at what the bill was for, however much of it is paid', () => {
    expect(feeOn({ ...fresh, paid: fen(100) }, policy, dayAt(3_000)).due).toBe(2_400)
  })

  it('stops growing at its cap, so that nothing outgrows the numbers in which it is kept', () => {
    const huge = { ...fresh, amount: fen(500_000_000_00) }
    const capped = { ...policy, capPpm: 100_000 }
    const { state, due } = feeOn(huge, capped, dayAt(20_000))
    expect([due, state]).toEqual([50_000_000_00, { microFen: 50_000_000_00_000_000, accruedTo: dayAt(20_000) }])
    const stored = { ...huge, feeMicro: state.microFen, feeAccruedTo: state.accruedTo }
    expect(feeOn(stored, capped, dayAt(40_000)).state.microFen).toBe(state.microFen)
    expect(feeOn({ ...stored, feePaid: due }, capped, dayAt(40_000)).due).toBe(0)
  })

  it('is as if nothing had happened when nothing is left of what has', () => {
    const touched = { ...fresh, paid: fen(2_400), feePaid: fen(120), feeMicro: 120_000_000, feeAccruedTo: dayAt(20) }
    expect(replayFee(touched, [], policy)).toEqual(fresh)
  })

  it('is that of the money that is left, in its sequence', () => {
    const replayed = replayFee(fresh, [paidOn(20, 880, 120), paidOn(30, 1_000, 70)], policy)
    // Ten days of 12 fen, ten of 7.6.
    expect(replayed).toEqual({
      ...fresh,
      paid: 1_880,
      feePaid: 190,
      feeMicro: 196_000_000,
      feeAccruedTo: dayAt(30),
    })
    expect(feeOn(replayed, policy, dayAt(40)).due).toBe(30)
  })

  it('keeps a waiver where it stood', () => {
    const waived: FeeEvent = { on: dayAt(20), waiver: { kind: 'byRatio', ppm: 500_000 } }
    expect(feeOn(replayFee(fresh, [waived], policy), policy, dayAt(20)).due).toBe(60)
    expect(feeOn(replayFee(fresh, [waived], policy), policy, dayAt(30)).due).toBe(180)
    const paidFirst = replayFee(fresh, [paidOn(20, 2_280, 120), waived], policy)
    expect(feeOn(paidFirst, policy, dayAt(20)).due).toBe(0)
  })

  /** The obvious model: goes day by day. */
  function walk(events: readonly { days: number; principal: number }[], until: number): number {
    let total = 0
    for (let day = policy.graceDays + 1; day <= until; day++) {
      const paid = events.filter(({ days }) => days < day).reduce((sum, { principal }) => sum + principal, 0)
      total += (2_400 - paid) * policy.ratePpm
    }
    return Math.min(total, 2_400 * (policy.capPpm ?? Number.POSITIVE_INFINITY))
  }

  it('agrees, replayed, with a model that walks day by day over the payments that are left', () => {
    const payments = fc.array(
      fc.record({ days: fc.integer({ min: -10, max: 200 }), principal: fc.integer({ min: 0, max: 240 }) }),
      { maxLength: 10 },
    )
    fc.assert(
      fc.property(payments, fc.integer({ min: 200, max: 300 }), (unsorted, until) => {
        const events = unsorted.toSorted((a, b) => a.days - b.days)
        const replayed = replayFee(
          fresh,
          events.map(({ days, principal }) => paidOn(days, principal, 0)),
          policy,
        )
        expect(feeOn(replayed, policy, dayAt(until)).state.microFen).toBe(walk(events, until))
        expect(replayed.paid).toBe(events.reduce((sum, { principal }) => sum + principal, 0))
      }),
    )
  })
})
