import { divide, type Fen, fen, type Rounding, sum } from '#core/kernel/fen.ts'
import { type Litres, litres } from '#core/kernel/litres.ts'
import { type Period, type Slice, splitPeriod } from './splitPeriod.ts'
import type { ComponentName, Tariff, UnitPrice } from './tariff.ts'
import { acrossTiers, tierBounds } from './tierBounds.ts'

export interface WaterToPrice {
  /** Every version of the household's usage class, in any sequence. */
  tariffs: readonly Tariff[]
  period: Period
  /** Of all meters of the household together; never negative, corrections are reversals. */
  volume: Litres
  /** What the household has cumulated in a cycle before this reading. */
  used: (cycle: string) => Litres
  /** Heads; of several meters the largest number. */
  population: number
  /** `untiered` for the first reading of a new meter and for penalty back-billing: all of it at the first tier's price. */
  treatment: 'tiered' | 'untiered'
  /** Whether the water counts towards the tiers of later readings; penalty back-billing does not. */
  accumulates: boolean
}

export interface PriceLine {
  component: ComponentName
  /** From 1; null where the price does not depend on a tier. */
  tier: number | null
  litres: Litres
  unitPrice: UnitPrice
  /** Litres × unit price, rounded once by the tariff's rule. */
  amount: Fen
  cycle: string
  tariffId: string
}

export interface PricedWater {
  /** Sum of the lines. */
  amount: Fen
  /** By cycle, oldest first, then by version of the tariff, component and tier; none has no water. */
  lines: PriceLine[]
  /** What is to be added to each cycle's accumulation; empty when the water does not accumulate. */
  parts: { cycle: string; litres: Litres }[]
}

/**
 * Prices the water between two readings. The supply lines together have exactly `volume` litres, and so have the
 * parts when they accumulate.
 * @throws DomainError `tariff.missing` when a day to be priced has no tariff in force
 * @throws RangeError when the volume or what was used is negative, the period runs backwards, or heads are no number
 */
export function priceWater(input: WaterToPrice): PricedWater {
  const { tariffs, period, volume, accumulates } = input
  if (volume < 0) throw new RangeError(`water below zero: ${volume}`)
  const lines: PriceLine[] = []
  const added = new Map<string, Litres>()
  for (const slice of splitPeriod(tariffs, period, volume)) {
    if (slice.litres === 0) continue
    const before = added.get(slice.cycle) ?? litres(0)
    lines.push(...linesOf(slice, before, input))
    added.set(slice.cycle, litres(before + slice.litres))
  }
  return {
    amount: sum(lines.map(({ amount }) => amount)),
    lines,
    parts: accumulates ? Array.from(added, ([cycle, part]) => ({ cycle, litres: part })) : [],
  }
}

function linesOf({ cycle, tariff, litres: volume }: Slice, before: Litres, input: WaterToPrice): PriceLine[] {
  const line = (component: ComponentName, tier: number | null, inTier: Litres, unitPrice: UnitPrice): PriceLine => ({
    component,
    tier,
    litres: inTier,
    unitPrice,
    amount: amountOf(inTier, unitPrice, tariff.rounding),
    cycle,
    tariffId: tariff.id,
  })
  return tariff.components.flatMap((component) => {
    if (component.component !== 'supply') return line(component.component, null, volume, component.unitPrice)
    const { unitPrices } = component
    if (input.treatment === 'untiered' || tariff.tiers.length === 1) return line('supply', null, volume, unitPrices[0])
    const inTiers = acrossTiers(tierBounds(tariff, input.population), usedBefore(input, cycle, before), volume)
    return inTiers.flatMap((inTier, index) => {
      const price = unitPrices[index]
      if (price === undefined) throw new RangeError(`no price for tier ${index + 1} of ${tariff.id}`)
      return inTier === 0 ? [] : line('supply', index + 1, inTier, price)
    })
  })
}

function usedBefore({ used }: WaterToPrice, cycle: string, before: Litres): Litres {
  const cumulated = used(cycle)
  if (cumulated < 0) throw new RangeError(`cumulated water below zero: ${cumulated} in ${cycle}`)
  return litres(cumulated + before)
}

/** Litres × 1/10,000 yuan per 1,000 litres, in fen: a hundred thousandth of the product. */
function amountOf(volume: Litres, price: UnitPrice, rounding: Rounding): Fen {
  return fen(divide(BigInt(volume) * BigInt(price), 100_000n, rounding))
}
