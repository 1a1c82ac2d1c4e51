import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne } from '#core/kernel/database.ts'
import { type AccessKey, accessLifeMs, signAccessToken } from './accessToken.ts'
import { type AddedToken, addRefreshToken, type Tokens } from './addRefreshToken.ts'
import { ResidentTable } from './resident.table.ts'
import { residentUnknown } from './residents.errors.ts'

export interface TokenDeps {
  database: Database
  clock: Clock
  accessKey: AccessKey
}

/** Tokens for a resident who has just logged in: the beginning of a family. @throws DomainError `resident.unknown` */
export async function issueTokens(deps: TokenDeps, residentId: string): Promise<Tokens> {
  const { database, clock } = deps
  const added = await database.transaction(async (tx) => {
    // Locked, so that a resident who is just being deleted gets no token that outlives them.
    const resident = await lockOne(tx, ResidentTable, { id: residentId })
    if (!resident || resident.deletedAt !== null) throw residentUnknown()
    return addRefreshToken(tx, residentId, null, clock())
  })
  return withAccessToken(deps, added)
}

/** Completes a refresh token with an access token of its family. */
export async function withAccessToken({ clock, accessKey }: TokenDeps, added: AddedToken): Promise<Tokens> {
  const { refreshToken, refreshExpiresAt, residentId, familyId } = added
  const now = clock()
  const accessToken = await signAccessToken(accessKey, { residentId, sessionId: familyId }, now)
  return { accessToken, accessExpiresAt: now + accessLifeMs, refreshToken, refreshExpiresAt }
}
