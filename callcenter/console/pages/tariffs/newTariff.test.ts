import dayjs from 'dayjs'
import { describe, expect, it } from 'vitest'
import { publishedTariffs } from '#core/billing/publishedTariffs.ts'
import { Tariff } from '#core/billing/tariff.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import { fieldsOf, tariffOf } from './newTariff.ts'
import { besidesWord, lateFeeWord, stateOf, tierPrices } from './tariffWords.ts'

describe('The next version of a tariff', () => {
  const day = dayjs('2027-01-01')

  it('is the one before, but for its day and its number, when nothing else was changed', () => {
    for (const base of publishedTariffs) {
      const next = tariffOf(base, { ...fieldsOf(base), effectiveFrom: day })
      expect(next).toEqual({ ...base, id: `${base.usageClass}-2027-01-01`, effectiveFrom: '2027-01-01' })
      expect(Tariff.safeParse(next).success).toBe(true)
    }
  })

  it('takes prices, bounds and the late fee as they were typed, to the ten-thousandth of a yuan', () => {
    const [base] = publishedTariffs
    if (!base) throw new Error('no tariff')
    const fields = fieldsOf(base)
    const next = tariffOf(base, {
      ...fields,
      effectiveFrom: day,
      tiers: [
        { upTo: 200, price: '1.5025' },
        { upTo: 320, price: '2.26' },
        { upTo: null, price: '4.51' },
      ],
      rate: 0.5,
      cap: null,
    })
    expect(next.tiers.map(({ upTo }) => upTo)).toEqual([200_000, 320_000, null])
    expect(tierPrices(next).map(({ range, supply }) => [range, supply])).toEqual([
      ['每年 200 吨 以内', 15_025],
      ['200 吨 至 320 吨', 22_600],
      ['320 吨 以上', 45_100],
    ])
    expect(lateFeeWord(next)).toBe('出账后 15 天内缴清，再宽限 7 天，之后每天 0.5‰，不封顶')
    expect(besidesWord(next)).toMatch(/^污水处理费 \d+\.\d\d+ 元，水资源税 \d+\.\d\d+ 元$/)
  })

  it('stands among the versions of its class', () => {
    const [base] = publishedTariffs
    if (!base) throw new Error('no tariff')
    const version = (effectiveFrom: string) => ({
      tariff: { ...base, effectiveFrom: businessDate(effectiveFrom) },
      publishedAt: 0,
      warnings: [],
    })
    const all = [version('2027-01-01'), version('2024-01-01'), version('2020-01-01')]
    const today = businessDate('2026-11-24')
    expect(all.map((one) => stateOf(one, all, today))).toEqual(['coming', 'now', 'over'])
  })
})
