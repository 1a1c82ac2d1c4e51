import { IsNull, Not } from 'typeorm'
import type { Transaction } from '#core/kernel/database.ts'
import { StaffSessionTable } from './staff.table.ts'

/** A shift and its handover. */
export const sessionLifeMs = 12 * 3_600_000
/** Without a request for so long, a session is over. */
export const sessionIdleMs = 30 * 60_000

/** A step: ends all sessions of a person, but for one where it is named. Resolves to how many it ended. */
export async function endSessions(tx: Transaction, staffId: string, now: number, exceptId?: string): Promise<number> {
  const open = { staffId, revokedAt: IsNull(), ...(exceptId !== undefined && { id: Not(exceptId) }) }
  const { affected } = await tx.update(StaffSessionTable, open, { revokedAt: now })
  return affected ?? 0
}
