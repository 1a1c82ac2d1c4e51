import { addMonths, type BusinessDate } from '#core/kernel/businessDate.ts'
import { type Litres, litres } from '#core/kernel/litres.ts'
import type { Readout } from './judgeReading.ts'
import type { Meter, Reading, ReadingKind } from './meter.ts'

/** How many earlier readings a new one is held against: a year of monthly ones and the one before. */
export const readingsThatCount = 13

/**
 * A reading of a meter beside those before it, of which rejected ones are none, the newest first. `replaced` are those of
 * the meters that it came after: what is usual is known from them, too. Without a register it is an estimate: the mean
 * of the last six readings is added to the last one.
 */
export function readoutOf(
  { installedAt, registerCapacity }: Pick<Meter, 'installedAt' | 'registerCapacity'>,
  earlier: readonly Pick<Reading, 'readOn' | 'register' | 'volume'>[],
  wanted: { readOn: BusinessDate; register: Litres | null; kind: ReadingKind },
  replaced: readonly Pick<Reading, 'readOn' | 'volume'>[] = [],
): Readout {
  const counting = [...earlier, ...replaced].slice(0, readingsThatCount)
  const recent = counting.slice(0, 6).map(({ volume }) => volume)
  const last = earlier[0]?.register ?? installedAt
  const month = addMonths(wanted.readOn, -12).slice(0, 7)
  return {
    register: wanted.register ?? estimate(last, recent, registerCapacity),
    kind: wanted.kind,
    last,
    registerCapacity,
    recent,
    yearAgo: counting.find(({ readOn }) => readOn.startsWith(month))?.volume ?? null,
  }
}

function estimate(last: Litres, recent: readonly Litres[], capacity: Litres): Litres {
  const total = recent.reduce<number>((sum, volume) => sum + Math.max(volume, 0), 0)
  // Whole cubic metres, as a reader would have written.
  const mean = recent.length === 0 ? 0 : Math.round(total / recent.length / 1000) * 1000
  return litres((last + mean) % capacity)
}
