import { describe, expect, it } from 'vitest'
import { businessDate } from '#core/kernel/businessDate.ts'
import { isRefusal } from '#core/kernel/domainError.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import { exampleTariff } from './exampleTariff.ts'
import { publishedTariffs } from './publishedTariffs.ts'
import { Tariff, tariffOn, tariffWarnings, UsageClass, unitPrice } from './tariff.ts'

const faultsOf = (value: unknown) =>
  Tariff.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

describe('a unit price', () => {
  it('is ten-thousandths of a yuan, read from decimal text', () => {
    expect(['2.07', '3', '0.2', '0.0001', '12.3456'].map(unitPrice)).toEqual([20_700, 30_000, 2_000, 1, 123_456])
  })

  it.each(['', '1.', '.5', '-1', '1.23456', '1e3', '1,5', ' 1', '9999999999'])('is never read from "%s"', (text) => {
    expect(() => unitPrice(text)).toThrow(RangeError)
  })
})

describe('a tariff', () => {
  it('survives being stored as JSON', () => {
    expect(Tariff.parse(JSON.parse(JSON.stringify(exampleTariff)))).toEqual(exampleTariff)
  })

  it('lists every fault at once', () => {
    const faulty = {
      ...exampleTariff,
      components: [
        { component: 'supply', unitPrices: [24_000, -1] },
        { component: 'sewage', unitPrice: -5 },
        { component: 'sewage', unitPrice: 5 },
      ],
      tiers: [{ upTo: 150_000 }, { upTo: 150_000 }, { upTo: 300_000 }],
    }
    const faults = faultsOf(faulty)
    expect(faults).toHaveLength(6)
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.stringContaining('components.0.unitPrices.1: '),
        expect.stringContaining('components.1.unitPrice: '),
        'components.2: 费用构成重复',
        'tiers.1.upTo: 各档上限必须逐档递增',
        'tiers.2.upTo: 最后一档必须不封顶',
        'components.0.unitPrices: 基本水费有 2 个单价，阶梯有 3 档',
      ]),
    )
  })

  it('has only its last tier open', () => {
    expect(faultsOf({ ...exampleTariff, tiers: [{ upTo: 150_000 }, { upTo: null }, { upTo: null }] })).toEqual([
      'tiers.1.upTo: 只有最后一档可以不封顶',
    ])
  })

  it('begins its first tier above zero', () => {
    expect(faultsOf({ ...exampleTariff, tiers: [{ upTo: 0 }, { upTo: 1_000 }, { upTo: null }] })).toEqual([
      'tiers.0.upTo: 各档上限必须逐档递增',
    ])
  })

  it('must have a supply component', () => {
    expect(faultsOf({ ...exampleTariff, components: [{ component: 'sewage', unitPrice: 1 }] })).toEqual([
      'components: 缺少基本水费',
    ])
  })

  it('cannot tier the sewage fee', () => {
    const [supply] = exampleTariff.components
    const tieredSewage = { component: 'sewage', unitPrices: [1, 2, 3] }
    expect(faultsOf({ ...exampleTariff, components: [supply, tieredSewage] })).not.toEqual([])
  })

  it('refuses a word it does not know, so that a misspelt rule is not silently left out', () => {
    expect(faultsOf({ ...exampleTariff, houseHold: exampleTariff.household })).toHaveLength(1)
  })
})

describe('the version in force', () => {
  const later: Tariff = { ...exampleTariff, id: 'example-2025', effectiveFrom: businessDate('2025-07-01') }

  it('is the newest that has begun, whatever the sequence', () => {
    for (const versions of [
      [exampleTariff, later],
      [later, exampleTariff],
    ]) {
      expect(tariffOn(versions, businessDate('2025-06-30')).id).toBe('example-2020')
      expect(tariffOn(versions, businessDate('2025-07-01')).id).toBe('example-2025')
    }
  })

  it('is missing before the first', () => {
    let thrown: unknown
    try {
      tariffOn([later], businessDate('2025-06-30'))
    } catch (error) {
      thrown = error
    }
    expect(isRefusal(thrown, 'tariff.missing')).toBe(true)
    expect(thrown).toMatchObject({ kind: 'conflict', data: { date: '2025-06-30' } })
  })
})

describe('the national rule of at least 1 : 1.5 : 3', () => {
  const warningsOf = (prices: [string, ...string[]], usageClass: Tariff['usageClass'] = 'residential') => {
    const [first, ...rest] = prices
    const unitPrices: [ReturnType<typeof unitPrice>, ...ReturnType<typeof unitPrice>[]] = [
      unitPrice(first),
      ...rest.map(unitPrice),
    ]
    const tiers = prices.map((_, index) => ({ upTo: index < prices.length - 1 ? cubicMetres(100 + index) : null }))
    const tariff = { ...exampleTariff, usageClass, tiers, components: [{ component: 'supply' as const, unitPrices }] }
    return tariffWarnings(Tariff.parse(tariff)).map(({ code }) => code)
  }

  it('is met by 1.42, 2.13 and 4.26', () => {
    expect(warningsOf(['1.42', '2.13', '4.26'])).toEqual([])
  })

  it('is missed by 2.07, 4.07 and 6.07 in the third tier', () => {
    expect(warningsOf(['2.07', '4.07', '6.07'])).toEqual(['thirdTierTooCheap'])
  })

  it('is missed by a hair in the second tier', () => {
    expect(warningsOf(['1.42', '2.1299', '4.26'])).toEqual(['secondTierTooCheap'])
  })

  it('is missed with two tiers, and does not concern a class that is not tiered', () => {
    expect(warningsOf(['1.00', '2.00'])).toEqual(['tooFewTiers'])
    expect(warningsOf(['1.00'], 'institution')).toEqual([])
  })
})

describe('the tariffs of the demo city', () => {
  it('are valid and without a warning', () => {
    for (const tariff of publishedTariffs) {
      expect(faultsOf(tariff)).toEqual([])
      expect(tariffWarnings(tariff)).toEqual([])
    }
  })

  it('are one for each usage class, under ids of their own', () => {
    expect(publishedTariffs.map(({ usageClass }) => usageClass)).toEqual(UsageClass.options)
    expect(new Set(publishedTariffs.map(({ id }) => id)).size).toBe(publishedTariffs.length)
  })
})
