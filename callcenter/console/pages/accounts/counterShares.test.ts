import { describe, expect, it } from 'vitest'
import { businessDate } from '#core/kernel/businessDate.ts'
import { fen } from '#core/kernel/fen.ts'
import { countedMoney, sharesOf } from './counterShares.ts'

const bill = (billId: string, outstanding: number, lateFee: number) => ({
  billId,
  fromDate: businessDate('2026-01-01'),
  toDate: businessDate('2026-02-01'),
  dueOn: businessDate('2026-03-01'),
  outstanding: fen(outstanding),
  lateFee: fen(lateFee),
})
const debt = { bills: [bill('old', 1_000, 50), bill('new', 2_000, 0)], total: fen(3_050) }
const said = (amount: number) => {
  const { bills, left, toPrepayment } = sharesOf(debt, fen(amount))
  return { bills: bills.map(({ fee, principal, left: ofBill }) => [fee, principal, ofBill]), left, toPrepayment }
}

describe('What money at the counter will do', () => {
  it('pays the late fee of the oldest bill first', () => {
    expect(said(30)).toEqual({
      bills: [
        [30, 0, 1_020],
        [0, 0, 2_000],
      ],
      left: 3_020,
      toPrepayment: 0,
    })
  })
  it('goes on to the next bill', () => {
    expect(said(1_150)).toEqual({
      bills: [
        [50, 1_000, 0],
        [0, 100, 1_900],
      ],
      left: 1_900,
      toPrepayment: 0,
    })
  })
  it('leaves the rest as prepayment', () => {
    expect(said(3_051)).toEqual({
      bills: [
        [50, 1_000, 0],
        [0, 2_000, 0],
      ],
      left: 0,
      toPrepayment: 1,
    })
  })
})

describe('An amount typed at the counter', () => {
  it.each([
    ['85.5', 8_550],
    ['85.', 8_500],
    ['¥ 1,234.56', 123_456],
    ['８５。５０', 8_550],
    ['0.01', 1],
    ['1000000', 100_000_000],
  ])('%s is %d fen', (typed, amount) => {
    expect(countedMoney(typed)).toEqual({ amount })
  })
  it.each([
    ['', '请填写'],
    ['  ', '请填写'],
    ['0', '大于零'],
    ['0.00', '大于零'],
    ['-5', '大于零'],
    ['八十五', '用数字'],
    ['85,5', '用数字'],
    ['1e3', '用数字'],
    ['8.5.5', '用数字'],
    ['85.505', '两位'],
    ['1000000.01', '1,000,000'],
    ['99999999', '1,000,000'],
  ])('%s is refused in a sentence', (typed, words) => {
    expect(countedMoney(typed)).toEqual({ fault: expect.stringContaining(words) as unknown })
  })
})
