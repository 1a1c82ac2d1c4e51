import { z } from 'zod'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { Litres } from '#core/kernel/litres.ts'
import { LateFeePolicy } from './lateFee.ts'
import { tariffMissing } from './tariff.errors.ts'

export const UsageClass = z.enum([
  'residential',
  'residential-low-income',
  'residential-shared',
  'institution',
  'non-residential',
  'special',
])
export type UsageClass = z.output<typeof UsageClass>

/** A price in 1/10,000 yuan per cubic metre: 2.07 yuan is 20,700. */
export const UnitPrice = z.int().min(0).brand<'unitPrice'>().meta({ description: '1/10,000 yuan per m³' })
export type UnitPrice = z.output<typeof UnitPrice>

/** The price that a decimal text of yuan per cubic metre says. @throws RangeError unless it has at most four decimals. */
export function unitPrice(text: string): UnitPrice {
  const [, whole, decimals = ''] = /^(\d{1,9})(?:\.(\d{1,4}))?$/.exec(text) ?? []
  if (whole === undefined) throw new RangeError(`not a price: ${text}`)
  return UnitPrice.parse(Number(whole + decimals.padEnd(4, '0')))
}

export const ComponentName = z.enum(['supply', 'sewage', 'resourceTax'])
export type ComponentName = z.output<typeof ComponentName>

/** Supply has a price per tier, the others one for every cubic metre: the national rule lets nothing else be tiered. */
export const Component = z.discriminatedUnion('component', [
  z.strictObject({ component: z.literal('supply'), unitPrices: z.tuple([UnitPrice], UnitPrice) }),
  z.strictObject({ component: z.enum(['sewage', 'resourceTax']), unitPrice: UnitPrice }),
])
export type Component = z.output<typeof Component>

const Components = z.array(Component).superRefine((components, check) => {
  const names = components.map(({ component }) => component)
  if (!names.includes('supply')) check.addIssue({ code: 'custom', message: '缺少基本水费' })
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) < index) check.addIssue({ code: 'custom', path: [index], message: '费用构成重复' })
  }
})

const Tiers = z
  .array(z.strictObject({ upTo: Litres.nullable() }))
  .min(1)
  .superRefine((tiers, check) => {
    let lower = 0
    for (const [index, { upTo }] of tiers.entries()) {
      const fault = (message: string) => check.addIssue({ code: 'custom', path: [index, 'upTo'], message })
      if (upTo === null) {
        if (index < tiers.length - 1) fault('只有最后一档可以不封顶')
        continue
      }
      if (index === tiers.length - 1) fault('最后一档必须不封顶')
      if (upTo <= lower) fault('各档上限必须逐档递增')
      lower = upTo
    }
  })

/**
 * The year over which water is cumulated. `startingMonth` says whose the water of the starting month is: with
 * `oldCycle` the new cycle counts from the month after.
 */
export const CycleRule = z.strictObject({
  startMonth: z.int().min(1).max(12),
  startingMonth: z.enum(['oldCycle', 'newCycle']),
})
export type CycleRule = z.output<typeof CycleRule>

/**
 * What a large household gets: per head above `above`, `steps` makes each tier wider by `perHead` (the second bound
 * moves twice as far as the first), `bounds` moves every bound by it once. `month` counts twelve times a cycle.
 */
export const HouseholdRule = z.strictObject({
  above: z.int().min(0),
  perHead: z.strictObject({ litres: Litres.min(1), per: z.enum(['year', 'month']) }),
  widens: z.enum(['steps', 'bounds']),
})
export type HouseholdRule = z.output<typeof HouseholdRule>

/** One version of the price of one usage class, as data: it holds from `effectiveFrom` until the next version does. */
export const Tariff = z
  .strictObject({
    /** Stable and unique over versions: `demo-residential-2024`. */
    id: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .max(64),
    usageClass: UsageClass,
    /** Chinese, as printed on the bill. */
    name: z.string().min(1).max(64),
    effectiveFrom: BusinessDate,
    components: Components,
    /** Each to an absolute bound on the water of a cycle, inclusive; the last is open. One tier means not tiered. */
    tiers: Tiers,
    cycle: CycleRule,
    household: HouseholdRule.optional(),
    /** How a period is priced in which this version replaces an earlier one: shared out by days, or wholly by it. */
    priceChange: z.enum(['byDays', 'byReadingDate']),
    /** How a line of the bill comes to whole fen. */
    rounding: z.enum(['halfUp', 'down', 'up']),
    lateFee: LateFeePolicy,
  })
  .superRefine(({ components, tiers }, check) => {
    for (const [index, component] of components.entries()) {
      if (component.component !== 'supply' || component.unitPrices.length === tiers.length) continue
      check.addIssue({
        code: 'custom',
        path: ['components', index, 'unitPrices'],
        message: `基本水费有 ${component.unitPrices.length} 个单价，阶梯有 ${tiers.length} 档`,
      })
    }
  })
export type Tariff = z.output<typeof Tariff>

/** The version in force on a day, of versions in any sequence. @throws DomainError `tariff.missing` */
export function tariffOn(versions: readonly Tariff[], date: BusinessDate): Tariff {
  let found: Tariff | undefined
  for (const version of versions) {
    if (version.effectiveFrom <= date && (!found || version.effectiveFrom > found.effectiveFrom)) found = version
  }
  if (!found) throw tariffMissing(date)
  return found
}

export interface TariffWarning {
  code: 'tooFewTiers' | 'secondTierTooCheap' | 'thirdTierTooCheap'
  sentence: string
}

/**
 * Where a tiered residential tariff falls short of the national rule: at least three tiers, whose supply prices are at
 * least as 1 : 1.5 : 3. Cities deviate with approval, so it is for staff to see and not a fault.
 */
export function tariffWarnings({ usageClass, components, tiers }: Tariff): TariffWarning[] {
  if (usageClass !== 'residential' && usageClass !== 'residential-low-income') return []
  const warnings: TariffWarning[] = []
  if (tiers.length < 3) warnings.push({ code: 'tooFewTiers', sentence: '居民阶梯水价不应少于三档' })
  for (const component of components) {
    if (component.component !== 'supply') continue
    const [first, second, third] = component.unitPrices
    if (second !== undefined && second * 2 < first * 3) {
      warnings.push({ code: 'secondTierTooCheap', sentence: '第二档水价低于第一档的 1.5 倍' })
    }
    if (third !== undefined && third < first * 3) {
      warnings.push({ code: 'thirdTierTooCheap', sentence: '第三档水价低于第一档的 3 倍' })
    }
  }
  return warnings
}
