import type { Dayjs } from 'dayjs'
import { type Tariff, type UnitPrice, unitPrice } from '#core/billing/tariff.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import { cubicMetres } from '#core/kernel/litres.ts'

/** A version as it is typed: prices in yuan, bounds in cubic metres of a year, the rate in ‰ a day. */
export interface TariffFields {
  name: string
  effectiveFrom?: Dayjs | null
  tiers: { upTo?: number | null; price: string }[]
  sewage: string
  resourceTax: string
  termDays: number
  graceDays: number
  rate: number
  /** In per cent of the principal; empty: no cap. */
  cap?: number | null
}

const yuanText = (price: number | undefined) => String((price ?? 0) / 10_000)
const flat = ({ components }: Tariff, name: 'sewage' | 'resourceTax') =>
  components.flatMap((one) => (one.component === name ? [one.unitPrice] : []))[0]

export function fieldsOf(base: Tariff): TariffFields {
  const supply = base.components.flatMap((one) => (one.component === 'supply' ? one.unitPrices : []))
  const { termDays, graceDays, ratePpm, capPpm } = base.lateFee
  return {
    name: base.name,
    effectiveFrom: null,
    tiers: base.tiers.map(({ upTo }, index) => ({
      upTo: upTo === null ? null : upTo / 1_000,
      price: yuanText(supply[index]),
    })),
    sewage: yuanText(flat(base, 'sewage')),
    resourceTax: yuanText(flat(base, 'resourceTax')),
    termDays,
    graceDays,
    rate: ratePpm / 1_000,
    cap: capPpm === null ? null : capPpm / 10_000,
  }
}

/** The next version after another: what the form does not ask for stays as it was. */
export function tariffOf(base: Tariff, fields: TariffFields): Tariff {
  const effectiveFrom = businessDate(fields.effectiveFrom?.format('YYYY-MM-DD') ?? '')
  const [first, ...rest] = fields.tiers.map(({ price }) => unitPrice(price.trim()))
  if (first === undefined) throw new RangeError('a tariff without a price')
  const besides = (name: 'sewage' | 'resourceTax', price: UnitPrice) =>
    price === 0 && flat(base, name) === undefined ? [] : [{ component: name, unitPrice: price }]
  const { cap } = fields
  return {
    ...base,
    id: `${base.usageClass}-${effectiveFrom}`,
    name: fields.name.trim(),
    effectiveFrom,
    components: [
      { component: 'supply', unitPrices: [first, ...rest] },
      ...besides('sewage', unitPrice(fields.sewage.trim())),
      ...besides('resourceTax', unitPrice(fields.resourceTax.trim())),
    ],
    tiers: fields.tiers.map(({ upTo }, index) => ({
      upTo: index === fields.tiers.length - 1 ? null : cubicMetres(upTo ?? 0),
    })),
    lateFee: {
      ...base.lateFee,
      termDays: fields.termDays,
      graceDays: fields.graceDays,
      ratePpm: Math.round(fields.rate * 1_000),
      capPpm: cap === null || cap === undefined ? null : Math.round(cap * 10_000),
    },
  }
}
