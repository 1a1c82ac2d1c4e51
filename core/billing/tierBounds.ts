import { type Litres, litres } from '#core/kernel/litres.ts'
import type { Tariff } from './tariff.ts'

/**
 * Upper bound of each tier, inclusive, on the water that a household of so many heads has cumulated in a cycle; null
 * for the open last one. @throws RangeError when the population is not a whole number of heads.
 */
export function tierBounds({ tiers, household }: Tariff, population: number): (Litres | null)[] {
  if (!Number.isSafeInteger(population) || population < 0) throw new RangeError(`not a number of heads: ${population}`)
  if (!household) return tiers.map(({ upTo }) => upTo)
  const { above, perHead, widens } = household
  const extra = Math.max(0, population - above) * perHead.litres * (perHead.per === 'month' ? 12 : 1)
  return tiers.map(({ upTo }, index) =>
    upTo === null ? null : litres(upTo + extra * (widens === 'steps' ? index + 1 : 1)),
  )
}

/**
 * Litres of each tier when `volume` comes on top of what was `used`. Bounds and used are both absolute in the cycle;
 * nothing that was used before is priced again when the bounds have moved since.
 */
export function acrossTiers(bounds: readonly (Litres | null)[], used: Litres, volume: Litres): Litres[] {
  const total = litres(used + volume)
  let lower: number = used
  return bounds.map((bound) => {
    const upper = Math.max(lower, bound === null ? total : Math.min(bound, total))
    const inTier = litres(upper - lower)
    lower = upper
    return inTier
  })
}
