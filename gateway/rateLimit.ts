import type { RateLimit } from '#core/contract/route.ts'
import type { Coordination } from '#core/kernel/coordination.ts'
import { tooManyRequests } from './refused.ts'

type Counts = Pick<Coordination, 'increment'>

/** Counts one request of `who`. @throws Refused 429 past the limit. */
export type Limit = (name: string, limit: RateLimit, who: string) => Promise<void>

/** How long an outage is not asked again whether it is over: each asking would keep a request waiting. */
const outageMs = 5_000

/**
 * Where the shared counts cannot be reached, `spare` (in this process) counts instead: an outage of Redis must neither
 * close the hub nor open it to guessing. `onOutage` hears of it every few seconds.
 */
export function createLimit(counts: Counts, spare: Counts, onOutage: (error: unknown) => void): Limit {
  let outageUntil = 0
  const count = async (key: string, perMs: number) => {
    if (performance.now() < outageUntil) return spare.increment(key, perMs)
    try {
      return await counts.increment(key, perMs)
    } catch (error) {
      outageUntil = performance.now() + outageMs
      onOutage(error)
      return spare.increment(key, perMs)
    }
  }
  return async (name, { most, perMs }, who) => {
    const counted = await count(`limit:${name}:${who}`, perMs)
    if (counted.count > most) throw tooManyRequests(Math.max(1, Math.ceil(counted.resetMs / 1000)))
  }
}
