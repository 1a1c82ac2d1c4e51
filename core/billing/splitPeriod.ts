import { addDays, type BusinessDate, daysBetween, firstOfMonth, monthIndex } from '#core/kernel/businessDate.ts'
import { divide } from '#core/kernel/fen.ts'
import { type Litres, litres } from '#core/kernel/litres.ts'
import { type CycleRule, type Tariff, tariffOn } from './tariff.ts'

/** From one reading to the next. Its water flowed on the days after `from`, up to and including `to`. */
export interface Period {
  from: BusinessDate
  to: BusinessDate
}

/** Water of one cycle and one version of the tariff. */
export interface Slice {
  cycle: string
  tariff: Tariff
  litres: Litres
}

/**
 * Shares the water of a period out to cycles, evenly by months, and within a cycle to the versions of the tariff, by
 * days; oldest first, in whole litres, what does not divide with the newest. Cycle and price-change rule are those of
 * the version in force at the end.
 * @throws DomainError `tariff.missing` when a day to be priced has none
 * @throws RangeError when the period runs backwards
 */
export function splitPeriod(versions: readonly Tariff[], period: Period, volume: Litres): Slice[] {
  if (period.from > period.to) throw new RangeError(`a period that ends before it begins: ${period.from} ${period.to}`)
  const newest = tariffOn(versions, period.to)
  const stretches = cyclesOf(newest.cycle, period)
  const shares = shareOut(
    volume,
    stretches.map(({ months }) => months),
  )
  return stretches.flatMap(({ cycle, from, to }, index) => {
    const share = shares[index] ?? litres(0)
    if (newest.priceChange === 'byReadingDate') return { cycle, tariff: newest, litres: share }
    return splitByDays(versions, { from, to }, share).map((slice) => ({ cycle, ...slice }))
  })
}

/** The cycle that a reading of that day counts into, named by the year of the first month whose water is in it. */
export const cycleOn = (rule: CycleRule, date: BusinessDate): string => cycleOfMonth(rule, monthIndex(date))

function cycleOfMonth({ startMonth, startingMonth }: CycleRule, month: number): string {
  const firstMonth = (startMonth - 1 + (startingMonth === 'oldCycle' ? 1 : 0)) % 12
  return String(Math.floor((month - firstMonth) / 12)).padStart(4, '0')
}

/**
 * The cycles that a period touches. A reading stands for the month it is taken in, so the months of a period are those
 * after the month of `from`, up to and including that of `to`; both in one month, it is that month.
 */
function cyclesOf(rule: CycleRule, { from, to }: Period): (Period & { cycle: string; months: number })[] {
  const lastMonth = monthIndex(to)
  const stretches: (Period & { cycle: string; months: number })[] = []
  for (let month = Math.min(monthIndex(from) + 1, lastMonth); month <= lastMonth; month += 1) {
    const cycle = cycleOfMonth(rule, month)
    const current = stretches.at(-1)
    if (current?.cycle === cycle) {
      current.months += 1
      continue
    }
    const dayBefore = addDays(firstOfMonth(month), -1)
    if (current) current.to = dayBefore
    stretches.push({ cycle, months: 1, from: current ? dayBefore : from, to })
  }
  return stretches
}

/** A period of no days, as when a meter is read twice on one day, has the price of that day. */
function splitByDays(versions: readonly Tariff[], { from, to }: Period, volume: Litres): Omit<Slice, 'cycle'>[] {
  const firstDay = from < to ? addDays(from, 1) : to
  const later = versions.filter(({ effectiveFrom }) => effectiveFrom > firstDay && effectiveFrom <= to)
  if (later.length === 0) return [{ tariff: tariffOn(versions, firstDay), litres: volume }]
  const tariffs = [
    tariffOn(versions, firstDay),
    ...later.toSorted((a, b) => daysBetween(b.effectiveFrom, a.effectiveFrom)),
  ]
  const starts = [firstDay, ...tariffs.slice(1).map(({ effectiveFrom }) => effectiveFrom), addDays(to, 1)]
  const days = tariffs.map((_, index) => daysBetween(starts[index] ?? to, starts[index + 1] ?? to))
  const shares = shareOut(volume, days)
  return tariffs.map((tariff, index) => ({ tariff, litres: shares[index] ?? litres(0) }))
}

/** Parts of `volume` in proportion to the weights, rounded down, and the last whatever is left: nothing is lost. */
function shareOut(volume: Litres, weights: readonly number[]): Litres[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let left: number = volume
  return weights.map((weight, index) => {
    const share = index === weights.length - 1 ? left : divide(BigInt(volume) * BigInt(weight), BigInt(total), 'down')
    left -= share
    return litres(share)
  })
}
