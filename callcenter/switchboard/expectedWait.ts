import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'

interface Waiter {
  callId: string
  queuedAt: number | null
}

/** As many legs tell how long one takes. */
const enough = 5
const latest = 20
const recentMs = 4 * 3_600_000

/**
 * Callers ahead of one who waits or is about to, agents at work, and how long it may take: by the handling time of the
 * latest calls, null while few of them are known or nobody is there.
 */
export async function expectedWait(
  { database, clock }: { database: Database; clock: Clock },
  { callId, queuedAt }: Waiter,
): Promise<{ ahead: number; agents: number; waitMs: number | null }> {
  const { read } = database
  const now = clock()
  const [waiting]: { calls: string | number }[] = await read.query(
    `select count(*) as calls from call_record where live = 1 and phase = 'waiting' and id <> ?
        and (queuedAt < ? or (queuedAt = ? and id < ?))`,
    [callId, queuedAt ?? now, queuedAt ?? now, callId],
  )
  const [seats]: { agents: string | number }[] = await read.query(
    "select count(*) as agents from seat where state in ('free', 'ringing', 'talking', 'wrapUp')",
  )
  const legs: { handling: string | number }[] = await read.query(
    `select coalesce(wrapUpEndedAt, endedAt) - answeredAt as handling from call_leg
      where rungAt >= ? and answeredAt is not null and endedAt is not null order by rungAt desc limit ${latest}`,
    [now - recentMs],
  )
  const [ahead, agents] = [Number(waiting?.calls ?? 0), Number(seats?.agents ?? 0)]
  if (legs.length < enough || agents === 0) return { ahead, agents, waitMs: null }
  const average = legs.reduce((sum, { handling }) => sum + Number(handling), 0) / legs.length
  return { ahead, agents, waitMs: Math.round(((ahead + 1) * average) / agents) }
}
