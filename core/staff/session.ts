import { In } from 'typeorm'
import { forUpdate, type Transaction } from '#core/kernel/database.ts'
import { StaffSessionTable } from './staff.table.ts'

/** A shift and its handover. */
export const sessionLifeMs = 12 * 3_600_000
/** Without a request for so long, a session is over. */
export const sessionIdleMs = 30 * 60_000

/**
 * A step: ends all sessions of a person, but for one where it is named. Resolves to the ids of those it ended, for
 * whoever still holds their connections.
 */
export async function endSessions(tx: Transaction, staffId: string, now: number, exceptId = ''): Promise<string[]> {
  const open: { id: string }[] = await tx.query(
    `select id from staff_session where staffId = ? and revokedAt is null and id <> ?${forUpdate(tx)}`,
    [staffId, exceptId],
  )
  const ended = open.map(({ id }) => id)
  if (ended.length > 0) await tx.update(StaffSessionTable, { id: In(ended) }, { revokedAt: now })
  return ended
}
