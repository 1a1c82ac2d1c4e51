import { describe, expect, it } from 'vitest'
import { addDays, type BusinessDate, businessDate } from '#core/kernel/businessDate.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { accrue, applyWaiver, type FeeState, feeDue, LateFeePolicy, noFee, Waiver } from './lateFee.ts'

const policy: LateFeePolicy = {
  termDays: 15,
  graceDays: 10,
  ratePpm: 5_000,
  capPpm: 1_000_000,
  truncateTo: 10,
  holidays: [],
}
const dueOn = businessDate('2025-03-31')
const principal = fen(10_000)
/** The first day that costs a fee is the eleventh after the due date. */
const feeDay = (number: number) => addDays(dueOn, 10 + number)

const after = (day: BusinessDate, more: Partial<LateFeePolicy> = {}, owed: Fen = principal) =>
  accrue(noFee, { principal: owed, originalPrincipal: owed, dueOn, policy: { ...policy, ...more } }, day)
const due = (state: FeeState, more: Partial<LateFeePolicy> = {}, feePaid = 0) =>
  feeDue(state, { originalPrincipal: principal, feePaid: fen(feePaid), policy: { ...policy, ...more } })

describe('a late fee', () => {
  it('is nothing until the grace is over', () => {
    for (const day of [dueOn, addDays(dueOn, -40), feeDay(0)]) expect(due(after(day))).toBe(0)
  })

  it('is days after grace × principal × daily rate', () => {
    expect([1, 2, 30].map((number) => due(after(feeDay(number))))).toEqual([50, 100, 1_500])
  })

  it('never exceeds its cap', () => {
    expect([199, 200, 201, 5_000].map((number) => due(after(feeDay(number))))).toEqual([9_950, 10_000, 10_000, 10_000])
    expect(due(after(feeDay(300)), { capPpm: 300_000 })).toBe(3_000)
    expect(due(after(feeDay(300), { capPpm: null }), { capPpm: null })).toBe(15_000)
  })

  it('is cut down to what the rule names: a fen, a tenth of a yuan, a yuan', () => {
    // 12,345 fen for three days are 185.175 fen.
    const state = after(feeDay(3), {}, fen(12_345))
    expect(([1, 10, 100] as const).map((truncateTo) => due(state, { truncateTo }))).toEqual([185, 180, 100])
  })

  it('is cut as a whole and not day by day', () => {
    // 0.005 yuan a day: nothing until the twentieth day.
    let state = noFee
    for (let number = 1; number <= 20; number += 1) {
      state = accrue(state, { principal: fen(100), originalPrincipal: fen(100), dueOn, policy }, feeDay(number))
      expect(due(state)).toBe(number === 20 ? 10 : 0)
    }
  })

  it('does not count holidays, neither for the grace nor for the fee', () => {
    const inGrace = { holidays: [businessDate('2025-04-04'), businessDate('2025-04-05')] }
    expect(due(after(feeDay(2), inGrace), inGrace)).toBe(0)
    expect(due(after(feeDay(3), inGrace), inGrace)).toBe(50)
    const later = { holidays: [feeDay(2), feeDay(3), feeDay(3), feeDay(40), addDays(dueOn, -1), dueOn] }
    expect([1, 2, 3, 4].map((number) => due(after(feeDay(number), later), later))).toEqual([50, 50, 50, 100])
  })

  it('counts a day only once, however often it is brought up to date', () => {
    const state = after(feeDay(5))
    expect(accrue(state, { principal, originalPrincipal: principal, dueOn, policy }, feeDay(5))).toEqual(state)
    expect(accrue(state, { principal, originalPrincipal: principal, dueOn, policy }, feeDay(2))).toEqual(state)
  })

  it('grows after a partial payment by what is still owed', () => {
    const state = accrue(
      after(feeDay(10)),
      { principal: fen(4_000), originalPrincipal: principal, dueOn, policy },
      feeDay(20),
    )
    expect(due(state)).toBe(10 * 50 + 10 * 20)
  })

  it('is what was not paid of it, and never below zero', () => {
    const state = after(feeDay(10))
    expect(due(state, {}, 120)).toBe(380)
    expect(due(state, {}, 500)).toBe(0)
    expect(due(state, {}, 600)).toBe(0)
    expect(due(after(feeDay(300)), {}, 10_000)).toBe(0)
  })

  it('refuses a principal below zero, and a fee beyond the safe integers', () => {
    expect(() => after(feeDay(1), {}, fen(-1))).toThrow(RangeError)
    expect(() => after(feeDay(1_000), {}, fen(9e12))).toThrow(RangeError)
  })
})

describe('a waiver', () => {
  const waive = (waiver: Waiver, feePaid = 0, owed: Fen = principal, state = after(feeDay(10))) =>
    applyWaiver(state, waiver, { principal: owed, dueOn, policy, originalPrincipal: principal, feePaid: fen(feePaid) })
  const grow = (state: FeeState, number: number) =>
    accrue(state, { principal, originalPrincipal: principal, dueOn, policy }, feeDay(number))

  it('to an amount leaves that much to be paid, from where the fee grows on', () => {
    const state = waive({ kind: 'toAmount', amount: fen(200) })
    expect(due(state)).toBe(200)
    expect(due(grow(state, 12))).toBe(300)
    expect(due(waive({ kind: 'toAmount', amount: fen(200) }, 130), {}, 130)).toBe(200)
  })

  it('to an amount above what is due changes nothing', () => {
    expect(due(waive({ kind: 'toAmount', amount: fen(900) }))).toBe(500)
  })

  it('by a ratio lets off that share of what is due', () => {
    expect(due(waive({ kind: 'byRatio', ppm: 300_000 }))).toBe(350)
    expect(due(waive({ kind: 'byRatio', ppm: 1_000_000 }))).toBe(0)
    expect(due(waive({ kind: 'byRatio', ppm: 500_000 }, 100), {}, 100)).toBe(200)
  })

  it('by a ratio takes its share of the capped fee, however long it has grown beyond', () => {
    expect(due(waive({ kind: 'byRatio', ppm: 250_000 }, 0, principal, after(feeDay(1_000))))).toBe(7_500)
  })

  it('from a new start forgets the days before it', () => {
    const state = waive({ kind: 'newStart', from: feeDay(7) })
    expect(due(state)).toBe(4 * 50)
    expect(due(grow(state, 11))).toBe(5 * 50)
    expect(due(waive({ kind: 'newStart', from: feeDay(7) }, 0, fen(4_000)))).toBe(4 * 20)
  })

  it('from a new start to come lets the fee rest until then', () => {
    const state = waive({ kind: 'newStart', from: feeDay(15) })
    expect([10, 14, 15, 16].map((number) => due(grow(state, number)))).toEqual([0, 0, 50, 100])
  })

  it('from a start before all of it changes nothing, and never brings back what was paid', () => {
    expect(waive({ kind: 'newStart', from: addDays(dueOn, -30) })).toEqual(after(feeDay(10)))
    expect(due(waive({ kind: 'newStart', from: feeDay(1) }, 500), {}, 500)).toBe(0)
  })

  it('is refused when it would be more than all, or less than nothing', () => {
    const accepts = (value: unknown) => Waiver.safeParse(value).success
    expect(accepts({ kind: 'byRatio', ppm: 1_000_001 })).toBe(false)
    expect(accepts({ kind: 'byRatio', ppm: -1 })).toBe(false)
    expect(accepts({ kind: 'toAmount', amount: -1 })).toBe(false)
    expect(accepts({ kind: 'newStart', from: '2025-02-30' })).toBe(false)
    expect(accepts({ kind: 'toAmount', amount: 0 })).toBe(true)
  })
})

it('a policy is data that is validated', () => {
  expect(LateFeePolicy.safeParse(JSON.parse(JSON.stringify(policy))).data).toEqual(policy)
  const faulty = { termDays: -1, graceDays: -1, ratePpm: 0.5, capPpm: -1, truncateTo: 7, holidays: ['2025-02-30'] }
  expect(LateFeePolicy.safeParse({ ...policy, ratePpm: 100_001 }).success).toBe(false)
  expect(LateFeePolicy.safeParse(faulty).error?.issues.map(({ path }) => path[0])).toEqual(Object.keys(faulty))
})
