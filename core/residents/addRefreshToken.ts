import type { Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { hashToken, newSecretToken } from '#core/kernel/secretToken.ts'
import { RefreshTokenTable } from './resident.table.ts'

export const refreshLifeMs = 30 * 24 * 3_600_000

/** What a client keeps: the access token for its requests, the refresh token for the next pair. */
export interface Tokens {
  accessToken: string
  /** Epoch ms. */
  accessExpiresAt: number
  refreshToken: string
  refreshExpiresAt: number
}

export interface AddedToken {
  refreshToken: string
  refreshExpiresAt: number
  residentId: string
  familyId: string
}

/** A step: a new refresh token, the first of a family unless it has a parent. Only its hash is kept. */
export async function addRefreshToken(
  tx: Transaction,
  residentId: string,
  parent: { id: string; familyId: string } | null,
  now: number,
): Promise<AddedToken> {
  const [id, refreshToken, refreshExpiresAt] = [newId(now), newSecretToken(), now + refreshLifeMs]
  const familyId = parent?.familyId ?? id
  await insertRows(tx, RefreshTokenTable, [
    {
      id,
      familyId,
      residentId,
      parentId: parent?.id ?? null,
      tokenHash: hashToken(refreshToken),
      createdAt: now,
      expiresAt: refreshExpiresAt,
      usedAt: null,
      revokedAt: null,
    },
  ])
  return { refreshToken, refreshExpiresAt, residentId, familyId }
}
