import { IsNull } from 'typeorm'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne, type Transaction } from '#core/kernel/database.ts'
import type { ResidentPrincipal } from './accessToken.ts'
import { RefreshTokenTable } from './resident.table.ts'

/**
 * Logs out: no refresh token of this log-in works any more, its last access token for at most ten minutes. Twice is
 * once; the family of somebody else is left alone.
 */
export function revokeFamily(
  { database, clock }: { database: Database; clock: Clock },
  { residentId, sessionId }: ResidentPrincipal,
): Promise<void> {
  return database.transaction(async (tx) => {
    const first = await lockOne(tx, RefreshTokenTable, { id: sessionId })
    if (first?.residentId !== residentId) return
    await revokeTokens(tx, { familyId: sessionId }, clock())
  })
}

/** A step: ends the refresh tokens of a family or of a resident; resolves to how many could still be presented. */
export async function revokeTokens(
  tx: Transaction,
  whose: { familyId: string } | { residentId: string },
  now: number,
): Promise<number> {
  const { affected } = await tx.update(RefreshTokenTable, { ...whose, revokedAt: IsNull() }, { revokedAt: now })
  return affected ?? 0
}
