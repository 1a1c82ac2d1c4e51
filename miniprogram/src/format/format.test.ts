import { describe, expect, it } from 'vitest'
import { daysBetween, moment, momentFrom, monthName } from './date.ts'
import { maskedPhone } from './masked.ts'
import { fenOf, unitPriceText, yuan } from './money.ts'
import { tonnes } from './water.ts'

describe('For people', () => {
  it('money is yuan with two decimals and groups', () => {
    expect([0, 5, 123_450, -1, 100_000_000].map(yuan)).toEqual([
      '¥0.00',
      '¥0.05',
      '¥1,234.50',
      '-¥0.01',
      '¥1,000,000.00',
    ])
  })

  it('what is typed becomes fen, or nothing', () => {
    expect(['88.8', '88.80', '100', '0.01', ' 5. '].map(fenOf)).toEqual([8_880, 8_880, 10_000, 1, 500])
    expect(['', '88.888', '-1', '1e3', '一百', '1,000', '12345678'].map(fenOf)).toEqual(Array(7).fill(null))
  })

  it('a price of water has the decimals that it needs', () => {
    expect([14_200, 20_700, 20_705, 58_800].map(unitPriceText)).toEqual(['1.42', '2.07', '2.0705', '5.88'])
  })

  it('water is tonnes', () => {
    expect([0, 12_300, 24_500, 1_000, 1_234_567, -500].map(tonnes)).toEqual(
      ['0', '12.3', '24.5', '1', '1,234.567', '-0.5'].map((text) => `${text} 吨`),
    )
  })

  it('time is that of Shanghai, wherever the phone is', () => {
    const late = Date.UTC(2026, 10, 23, 17, 5)
    expect(moment(late)).toBe('2026-11-24 01:05')
    expect(momentFrom(late - 2 * 3_600_000, late)).toBe('明天\u00a001:05')
    expect(momentFrom(late, late)).toBe('今天\u00a001:05')
    expect(momentFrom(late + 86_400_000, late)).toBe('昨天\u00a001:05')
    expect(momentFrom(late + 9 * 86_400_000, late)).toBe('2026-11-24\u00a001:05')
    expect(monthName('2026-09-24')).toBe('2026 年 9 月')
    expect(daysBetween('2026-11-24', '2026-12-04')).toBe(10)
  })

  it('a telephone number is masked', () => {
    expect([maskedPhone('13800000001'), maskedPhone('138****0001')]).toEqual(['138****0001', '138****0001'])
  })
})
