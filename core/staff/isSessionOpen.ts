import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { sessionIdleMs } from './session.ts'

/** Whether a session still holds, by its id; asking does not keep it alive. */
export async function isSessionOpen(
  { database, clock }: { database: Database; clock: Clock },
  sessionId: string,
): Promise<boolean> {
  const now = clock()
  const rows: unknown[] = await database.read.query(
    `select 1 from staff_session x join staff s on s.id = x.staffId
      where x.id = ? and x.revokedAt is null and x.expiresAt > ? and x.lastSeenAt > ? and s.disabledAt is null`,
    [sessionId, now, now - sessionIdleMs],
  )
  return rows.length > 0
}
