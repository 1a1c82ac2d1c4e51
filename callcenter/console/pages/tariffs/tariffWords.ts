import type { Tariff, UsageClass } from '#core/billing/tariff.ts'
import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Litres } from '#core/kernel/litres.ts'
import { tonnes } from '#core/kernel/litres.ts'
import type { Answer } from '../../hub/useAnswer.ts'

export const tariffsKey = 'GET /api/staff/tariffs'
export type Published = Answer<typeof tariffsKey>[number]

export const usageClasses: Record<UsageClass, string> = {
  residential: '居民生活',
  'residential-low-income': '居民生活（低收入）',
  'residential-shared': '居民合表',
  institution: '执行居民价的单位',
  'non-residential': '非居民',
  special: '特种行业',
}

/** `2.07 元` of 1/10,000 yuan; at least two decimals. */
export const priceWord = (price: number): string => {
  const text = (price / 10_000).toFixed(4).replace(/0{1,2}$/, '')
  return `${text} 元`
}

const flatPrice = ({ components }: Tariff, name: 'sewage' | 'resourceTax'): number =>
  components.flatMap((one) => (one.component === name ? [one.unitPrice] : []))[0] ?? 0

/** The prices of a tier with what is charged for every cubic metre besides. */
export interface TierPrice {
  range: string
  supply: number
  total: number
}

export function tierPrices(tariff: Tariff): TierPrice[] {
  const supply = tariff.components.flatMap((one) => (one.component === 'supply' ? one.unitPrices : []))
  const besides = flatPrice(tariff, 'sewage') + flatPrice(tariff, 'resourceTax')
  return tariff.tiers.map(({ upTo }, index) => {
    const from = tariff.tiers[index - 1]?.upTo ?? null
    const own = supply[index] ?? 0
    return { range: rangeWord(from, upTo), supply: own, total: own + besides }
  })
}

function rangeWord(from: Litres | null, upTo: Litres | null): string {
  if (from === null) return upTo === null ? '不分档' : `每年 ${tonnes(upTo)} 以内`
  return upTo === null ? `${tonnes(from)} 以上` : `${tonnes(from)} 至 ${tonnes(upTo)}`
}

export const besidesWord = (tariff: Tariff): string =>
  `污水处理费 ${priceWord(flatPrice(tariff, 'sewage'))}，水资源税 ${priceWord(flatPrice(tariff, 'resourceTax'))}`

export function lateFeeWord({ lateFee }: Tariff): string {
  const { termDays, graceDays, ratePpm, capPpm } = lateFee
  const cap = capPpm === null ? '不封顶' : `最多为本金的 ${capPpm / 10_000}%`
  return `出账后 ${termDays} 天内缴清，再宽限 ${graceDays} 天，之后每天 ${ratePpm / 1_000}‰，${cap}`
}

export type TariffState = 'coming' | 'now' | 'over'
export const tariffStates: Record<TariffState, string> = { coming: '待执行', now: '执行中', over: '已停用' }

/** Where a version stands among all of its class on a day. */
export function stateOf({ tariff }: Published, all: readonly Published[], today: BusinessDate): TariffState {
  if (tariff.effectiveFrom > today) return 'coming'
  const later = all.some(
    ({ tariff: other }) =>
      other.usageClass === tariff.usageClass &&
      other.effectiveFrom > tariff.effectiveFrom &&
      other.effectiveFrom <= today,
  )
  return later ? 'over' : 'now'
}
