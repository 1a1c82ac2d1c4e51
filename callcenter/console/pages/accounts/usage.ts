import { litres, type Litres } from '#core/kernel/litres.ts'
import type { Reading } from './meterWords.ts'

export interface Use {
  readOn: string
  volume: Litres
  /** Whether all of it was read, not reckoned. */
  read: boolean
}

/** What was used up to each day of a reading, oldest first; readings that wait or were rejected are none. */
export function usageOf(readings: readonly Reading[], most = 36): Use[] {
  const days = new Map<string, Use>()
  for (const { state, readOn, volume, kind } of readings.toReversed()) {
    if (state !== 'accepted') continue
    const before = days.get(readOn)
    const read = kind !== 'estimated'
    days.set(readOn, {
      readOn,
      volume: litres((before?.volume ?? 0) + volume),
      read: read && (before?.read ?? true),
    })
  }
  return [...days.values()].slice(-most)
}
