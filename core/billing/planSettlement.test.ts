import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type BusinessDate, businessDate } from '#core/kernel/businessDate.ts'
import { fen } from '#core/kernel/fen.ts'
import type { OpenBill } from './bill.ts'
import type { LateFeePolicy } from './lateFee.ts'
import { feeIfOverdue, planSettlement } from './planSettlement.ts'

const today = businessDate('2026-03-31')
const policy: LateFeePolicy = {
  termDays: 15,
  graceDays: 5,
  ratePpm: 5_000,
  capPpm: 1_000_000,
  truncateTo: 10,
  holidays: [],
}
const policyOf = () => policy

const billOf = (id: string, change: Partial<OpenBill> = {}): OpenBill => ({
  id,
  amount: fen(2_400),
  paid: fen(0),
  feePaid: fen(0),
  feeMicro: 0,
  feeAccruedTo: null,
  dueOn: addDays(today, 10),
  tariffId: 'example',
  ...change,
})
const planned = (bills: readonly OpenBill[], amount: number) => {
  const { parts, toBills, toLateFees, rest } = planSettlement(bills, fen(amount), today, policyOf)
  return { parts: parts.map(({ bill, principal, fee }) => [bill.id, principal, fee]), toBills, toLateFees, rest }
}

describe('a plan of settlement', () => {
  // 24 yuan, overdue since 15 days of which 5 are free: ten days of 12 fen.
  const overdue = billOf('old', { dueOn: addDays(today, -15) })

  it('pays the late fee of the oldest bill, its principal, and then the next', () => {
    expect(planned([overdue, billOf('new')], 3_000)).toEqual({
      parts: [
        ['old', 2_400, 120],
        ['new', 480, 0],
      ],
      toBills: 2_880,
      toLateFees: 120,
      rest: 0,
    })
  })

  it('leaves what nobody owes', () => {
    expect(planned([billOf('only', { paid: fen(2_000) })], 1_000)).toMatchObject({
      parts: [['only', 400, 0]],
      rest: 600,
    })
    expect(planned([], 1_000)).toEqual({ parts: [], toBills: 0, toLateFees: 0, rest: 1_000 })
  })

  it('touches no bill that it has no money for', () => {
    expect(planned([overdue, billOf('new')], 2_520).parts).toEqual([['old', 2_400, 120]])
    expect(planned([overdue], 0)).toMatchObject({ parts: [], rest: 0 })
  })

  it('brings the fee up to date where it takes any of the principal', () => {
    const [part] = planSettlement([overdue], fen(130), today, policyOf).parts
    expect(part).toMatchObject({ principal: 10, fee: 120, feeState: { microFen: 120_000_000, accruedTo: today } })
  })

  it('does not ask for the policy of a bill that is not overdue', () => {
    const asked = () => {
      throw new Error('asked')
    }
    expect(planSettlement([billOf('due today', { dueOn: today })], fen(100), today, asked).toBills).toBe(100)
  })

  it('is refused for money below zero', () => {
    expect(() => planned([overdue], -1)).toThrow(RangeError)
  })

  const bills = fc
    .array(
      fc.record({
        amount: fc.integer({ min: 1, max: 600 }),
        paidPart: fc.double({ min: 0, max: 0.99, noNaN: true }),
        feePaid: fc.integer({ min: 0, max: 60 }),
        dueDaysAgo: fc.integer({ min: -20, max: 300 }),
        accruedDaysAgo: fc.option(fc.integer({ min: 0, max: 300 })),
        feeMicro: fc.integer({ min: 0, max: 400_000_000 }),
      }),
      { maxLength: 6 },
    )
    .map((all) =>
      all.map(({ amount, paidPart, feePaid, dueDaysAgo, accruedDaysAgo, feeMicro }, index): OpenBill => {
        const accrued: BusinessDate | null = accruedDaysAgo === null ? null : addDays(today, -accruedDaysAgo)
        const fee = { feePaid: fen(feePaid), feeMicro: accrued === null ? 0 : feeMicro, feeAccruedTo: accrued }
        const paid = fen(Math.floor(amount * paidPart))
        return billOf(`${index}`, { amount: fen(amount), paid, dueOn: addDays(today, -dueDaysAgo), ...fee })
      }),
    )

  /** The obvious model: takes one fen after the other to where it is owed first. */
  function fenByFen(open: readonly OpenBill[], amount: number) {
    const owed = open.map((bill) => ({
      fee: feeIfOverdue(bill, today, policyOf).due as number,
      principal: bill.amount - bill.paid,
    }))
    const got = open.map(() => ({ fee: 0, principal: 0 }))
    let rest = 0
    for (let one = 0; one < amount; one++) {
      const at = owed.findIndex(({ fee, principal }) => fee + principal > 0)
      const [from, to] = [owed[at], got[at]]
      if (!from || !to) rest += 1
      else {
        const what = from.fee > 0 ? 'fee' : 'principal'
        from[what] -= 1
        to[what] += 1
      }
    }
    return { got, rest }
  }

  it('agrees with a model that moves fen by fen', () => {
    fc.assert(
      fc.property(bills, fc.integer({ min: 0, max: 5_000 }), (open, amount) => {
        const plan = planSettlement(open, fen(amount), today, policyOf)
        const model = fenByFen(open, amount)
        const parts = open.map(({ id }) => {
          const part = plan.parts.find(({ bill }) => bill.id === id)
          return { fee: part?.fee ?? 0, principal: part?.principal ?? 0 }
        })
        expect(parts).toEqual(model.got)
        expect(plan.rest).toBe(model.rest)
        expect(plan.toBills + plan.toLateFees + plan.rest).toBe(amount)
      }),
      { numRuns: 500 },
    )
  })
})
