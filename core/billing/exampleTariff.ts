import { businessDate } from '#core/kernel/businessDate.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import { type Tariff, unitPrice } from './tariff.ts'

/**
 * For tests: the tariff of the published worked examples. Tier 1 to 150 m³ a year and the next 100 m³ tier 2, supply
 * at 2.40 and 3.60 yuan (7.20 above), 30 m³ a year more in each tier per head above five, and nothing but supply.
 */
export const exampleTariff: Tariff = {
  id: 'example-2020',
  usageClass: 'residential',
  name: '居民生活用水',
  effectiveFrom: businessDate('2020-01-01'),
  components: [{ component: 'supply', unitPrices: [unitPrice('2.40'), unitPrice('3.60'), unitPrice('7.20')] }],
  tiers: [{ upTo: cubicMetres(150) }, { upTo: cubicMetres(250) }, { upTo: null }],
  cycle: { startMonth: 1, startingMonth: 'newCycle' },
  household: { above: 5, perHead: { litres: cubicMetres(30), per: 'year' }, widens: 'steps' },
  priceChange: 'byDays',
  rounding: 'halfUp',
  lateFee: { termDays: 15, graceDays: 10, ratePpm: 5_000, capPpm: 1_000_000, truncateTo: 10, holidays: [] },
}
