import type { Bill, PriceLine, Tariff } from '../hub/contract.ts'

/** One step of the price, as it is drawn. */
export interface Tier {
  /** Litres a year up to which it holds, inclusive; null for the open last one. */
  upTo: number | null
  /** Of a tonne with everything in it, 1/10,000 yuan. */
  price: number
}

/** Where a household is on its tiers. */
export interface TierPlace {
  tiers: readonly Tier[]
  /** Litres of this year so far. */
  used: number
  /** From 0. */
  index: number
  /** Litres until the next tier begins; null in the last one. */
  left: number | null
}

type Tiering = Pick<Tariff, 'tiers' | 'household' | 'components'>

/** The steps that hold for so many heads; none where the price has no steps. */
export function tiersFor({ tiers, household, components }: Tiering, population: number): Tier[] {
  if (tiers.length < 2) return []
  const extra = household
    ? Math.max(0, population - household.above) *
      household.perHead.litres *
      (household.perHead.per === 'month' ? 12 : 1)
    : 0
  return tiers.map(({ upTo }, index) => ({
    upTo: upTo === null ? null : upTo + extra * (household?.widens === 'steps' ? index + 1 : 1),
    price: components.reduce(
      (sum, part) => sum + (part.component === 'supply' ? (part.unitPrices[index] ?? 0) : part.unitPrice),
      0,
    ),
  }))
}

export function placeOf(tiers: readonly Tier[], used: number): TierPlace {
  const found = tiers.findIndex(({ upTo }) => upTo === null || used <= upTo)
  const index = found < 0 ? tiers.length - 1 : found
  const upTo = tiers[index]?.upTo ?? null
  return { tiers, used, index, left: upTo === null ? null : upTo - used }
}

/**
 * Where a bill has brought the household. What its price is made of says the tier for certain; the litres within it are
 * those of the cycle's bills that are known, held inside that tier.
 */
export function placeAfter(tiers: readonly Tier[], lines: readonly PriceLine[], known: number): TierPlace {
  const stepped = lines.filter(({ component, tier }) => component === 'supply' && tier !== null)
  const last = stepped[stepped.length - 1]
  if (!last || last.tier === null) return placeOf(tiers, known)
  const index = last.tier - 1
  const lower = tiers[index - 1]?.upTo ?? 0
  const crossed = stepped.some(({ tier, cycle }) => tier === index && cycle === last.cycle)
  const upper = tiers[index]?.upTo ?? Infinity
  const used = crossed ? lower + last.litres : Math.min(Math.max(known, lower + last.litres), upper)
  return { ...placeOf(tiers, used), index }
}

/** Litres of the bills that end in the same cycle as a day, up to that day; penalties do not count. */
export function usedUntil(bills: readonly Bill[], toDate: string, startMonth: number): number {
  const cycle = cycleOf(toDate, startMonth)
  return bills
    .filter((bill) => bill.kind !== 'penalty' && bill.state !== 'cancelled' && bill.toDate <= toDate)
    .filter((bill) => cycleOf(bill.toDate, startMonth) === cycle)
    .reduce((sum, { volume }) => sum + volume, 0)
}

const cycleOf = (date: string, startMonth: number) =>
  Number(date.slice(0, 4)) - (Number(date.slice(5, 7)) < startMonth ? 1 : 0)
