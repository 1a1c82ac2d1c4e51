import { describe, expect, it } from 'vitest'
import type { Debt } from '../hub/contract.ts'
import { sumOf } from './choice.ts'

const bill = (toDate: string, outstanding: number, lateFee: number) => ({ toDate, outstanding, lateFee })
const debt = {
  bills: [bill('2025-11-20', 100, 5), bill('2026-01-20', 200, 0), bill('2026-03-20', 300, 0)],
} as unknown as Debt

describe('What is to be paid', () => {
  it('is the oldest bills with their late fees', () => {
    expect(sumOf(debt, { bills: 1, prepay: 0 })).toMatchObject({ total: 105, lateFee: 5, purpose: '2025 年 11 月水费' })
    expect(sumOf(debt, { bills: 3, prepay: 0 }).purpose).toBe('2025 年 11 月、2026 年 1 月、3 月水费')
  })

  it('is money ahead only when all bills are in it, since the hub settles them first', () => {
    expect(sumOf(debt, { bills: 2, prepay: 5_000 })).toMatchObject({ total: 305, prepay: 0 })
    expect(sumOf(debt, { bills: 3, prepay: 5_000 })).toMatchObject({ total: 5_605, prepay: 5_000 })
    expect(sumOf({ bills: [] }, { bills: 0, prepay: 5_000 })).toMatchObject({ total: 5_000, purpose: '预存水费' })
  })

  it('names the first and the last of many months', () => {
    const many = {
      bills: ['2025-05', '2025-07', '2025-09', '2025-11'].map((month) => bill(`${month}-20`, 1, 0)),
    } as unknown as Debt
    expect(sumOf(many, { bills: 4, prepay: 0 }).purpose).toBe('2025 年 5 月至 2025 年 11 月水费')
  })
})
