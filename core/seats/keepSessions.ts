import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { placeholders } from '#core/kernel/rows.ts'
import { sessionIdleMs } from '#core/staff/session.ts'

/** A write a minute, not one with every look. */
const slideMs = 60_000

/**
 * Whoever waits for calls presses nothing for an hour, and is at work: a session whose softphone is registered is not
 * idle. It ends all the same when its shift does, by logging out, or when it is revoked.
 */
export async function keepSessions({ database, clock }: { database: Database; clock: Clock }): Promise<void> {
  const now = clock()
  const found: { id: string }[] = await database.read.query(
    `select x.id from staff_session x join seat s on s.sessionId = x.id
      where s.contact is not null and x.revokedAt is null and x.expiresAt > ? and x.lastSeenAt > ? and x.lastSeenAt <= ?`,
    [now, now - sessionIdleMs, now - slideMs],
  )
  if (found.length === 0) return
  const ids = found.map(({ id }) => id)
  await database.transaction((tx) =>
    tx.query(
      `update staff_session set lastSeenAt = ? where id in ${placeholders(ids)} and revokedAt is null and lastSeenAt < ?`,
      [now, ...ids, now],
    ),
  )
}
