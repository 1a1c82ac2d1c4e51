import { businessDate } from '#core/kernel/businessDate.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import type { LateFeePolicy } from './lateFee.ts'
import { type Component, type Tariff, unitPrice } from './tariff.ts'

/** 5‰ a day after a week, at most the principal, cut to 0.1 yuan: customary figures, invented for the demo city. */
const lateFee: LateFeePolicy = {
  termDays: 15,
  graceDays: 7,
  ratePpm: 5_000,
  capPpm: 1_000_000,
  truncateTo: 10,
  holidays: [],
}

const shared = {
  effectiveFrom: businessDate('2020-01-01'),
  cycle: { startMonth: 1, startingMonth: 'newCycle' },
  priceChange: 'byDays',
  rounding: 'halfUp',
  lateFee,
} as const satisfies Partial<Tariff>

const sewage = (price: string): Component => ({ component: 'sewage', unitPrice: unitPrice(price) })
const resourceTax = (price: string): Component => ({ component: 'resourceTax', unitPrice: unitPrice(price) })
const flatSupply = (price: string): Component => ({ component: 'supply', unitPrices: [unitPrice(price)] })

const householdTiers = {
  tiers: [{ upTo: cubicMetres(180) }, { upTo: cubicMetres(300) }, { upTo: null }],
  household: { above: 4, perHead: { litres: cubicMetres(6), per: 'month' }, widens: 'steps' },
} as const satisfies Partial<Tariff>
const notTiered = { tiers: [{ upTo: null }] }

/**
 * What the demo city charges, in one version that covers every date of the demo. The residential prices are a city's
 * published ones (up to 180 m³ a year 3.04 yuan, to 300 m³ 3.75, above 5.88, all included; 6 m³ a month more for each
 * head above four); that such a head widens each tier, and all the other classes, are invented.
 */
export const publishedTariffs: readonly Tariff[] = [
  {
    ...shared,
    ...residential('1.42'),
    id: 'demo-residential-2020',
    usageClass: 'residential',
    name: '居民生活用水（一户一表）',
  },
  {
    ...shared,
    ...residential('0.71'),
    id: 'demo-residential-low-income-2020',
    usageClass: 'residential-low-income',
    name: '居民生活用水（低保户）',
  },
  {
    ...shared,
    ...notTiered,
    id: 'demo-residential-shared-2020',
    usageClass: 'residential-shared',
    name: '居民生活用水（合表）',
    components: [flatSupply('1.60'), sewage('1.42'), resourceTax('0.20')],
  },
  {
    ...shared,
    ...notTiered,
    id: 'demo-institution-2020',
    usageClass: 'institution',
    name: '执行居民水价的非居民用水',
    components: [flatSupply('2.13'), sewage('1.42'), resourceTax('0.20')],
  },
  {
    ...shared,
    ...notTiered,
    id: 'demo-non-residential-2020',
    usageClass: 'non-residential',
    name: '非居民用水',
    components: [flatSupply('3.60'), sewage('1.95'), resourceTax('0.40')],
  },
  {
    ...shared,
    ...notTiered,
    id: 'demo-special-2020',
    usageClass: 'special',
    name: '特种用水',
    components: [flatSupply('12.00'), sewage('3.00'), resourceTax('4.00')],
  },
]

function residential(firstTier: string) {
  const supply: Component = {
    component: 'supply',
    unitPrices: [unitPrice(firstTier), unitPrice('2.13'), unitPrice('4.26')],
  }
  return { ...householdTiers, components: [supply, sewage('1.42'), resourceTax('0.20')] }
}
