import type { Clock } from './clock.ts'
import type { Database } from './database.ts'
import { placeholders } from './rows.ts'

/** How long it is seen what was done: days, in ms. */
const keptMs = 30 * 24 * 3_600_000
/** Few enough for a transaction that keeps nobody waiting. */
const batch = 500

/**
 * A job for once a day: removes deliveries and jobs that were done thirty days ago, and events of that age of which no
 * delivery is left. What is due stays, and what failed for good, until a person has seen to it. Resolves to how many rows.
 */
export async function purgeDoneWork(
  { database, clock }: { database: Database; clock: Clock },
  signal?: AbortSignal,
): Promise<number> {
  const until = clock() - keptMs
  const purge = async (table: string, where: string, parameters: readonly number[]) => {
    for (let removed = 0; ;) {
      signal?.throwIfAborted()
      const rows: { id: string }[] = await database.read.query(
        `select id from ${table} where ${where} limit ${batch}`,
        [...parameters],
      )
      const ids = rows.map(({ id }) => id)
      if (ids.length > 0)
        await database.transaction((tx) => tx.query(`delete from ${table} where id in ${placeholders(ids)}`, ids))
      removed += ids.length
      if (ids.length < batch) return removed
    }
  }
  // A delivery's `dueAt` is when the lease of its last try would have ended.
  const deliveries = await purge('delivery', `state = 'done' and dueAt <= ?`, [until])
  const jobs = await purge('job', `state = 'done' and dueAt <= ? and finishedAt <= ?`, [until, until])
  const events = await purge(
    'event',
    `fannedOutAt <= ? and not exists (select 1 from delivery where delivery.eventId = event.id)`,
    [until],
  )
  return deliveries + jobs + events
}
