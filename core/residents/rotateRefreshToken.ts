import { recordAudit } from '#core/audit/recordAudit.ts'
import { system } from '#core/kernel/actor.ts'
import { lockOne, type Transaction } from '#core/kernel/database.ts'
import { hashToken, looksLikeToken } from '#core/kernel/secretToken.ts'
import { addRefreshToken, type AddedToken, type Tokens } from './addRefreshToken.ts'
import { type TokenDeps, withAccessToken } from './issueTokens.ts'
import type { RefreshToken } from './resident.ts'
import { RefreshTokenTable } from './resident.table.ts'
import { tokenInvalid } from './residents.errors.ts'
import { revokeTokens } from './revokeFamily.ts'

/**
 * On a phone an answer gets lost now and then, and the client, which still holds the used token, asks again. So long
 * it is given another of the same family instead of being taken for a thief.
 */
const graceMs = 10_000

/**
 * Exchanges a refresh token, once, for the next pair. Presented again, somebody else has a copy, and as nobody can
 * tell which of the two is the thief, the whole family ends: the resident logs in anew, the thief cannot. Of the
 * tokens given for the same one within the grace, only one can be used; the other counts as a copy from then on.
 * @throws DomainError `resident.tokenInvalid`
 */
export async function rotateRefreshToken(deps: TokenDeps, refreshToken: string): Promise<Tokens> {
  if (!looksLikeToken(refreshToken)) throw tokenInvalid()
  const tokenHash = hashToken(refreshToken)
  // A refusal is an outcome here, not a throw, which would roll the revocation back.
  const added = await deps.database.transaction((tx) => exchange(tx, tokenHash, deps.clock()))
  if (!added) throw tokenInvalid()
  return withAccessToken(deps, added)
}

async function exchange(tx: Transaction, tokenHash: string, now: number): Promise<AddedToken | null> {
  const known = await tx.findOneBy(RefreshTokenTable, { tokenHash })
  if (!known) return null
  // All of a family go through its first row, so that none is added while another transaction ends the family.
  await lockOne(tx, RefreshTokenTable, { id: known.familyId })
  const token = await tx.findOneByOrFail(RefreshTokenTable, { tokenHash })
  if (token.expiresAt <= now) return null
  if (token.revokedAt !== null) return endFamily(tx, token, now)
  if (token.usedAt === null) {
    await use(tx, token, now)
  } else if (now - token.usedAt > graceMs || (await answerArrived(tx, token))) {
    return endFamily(tx, token, now)
  }
  return addRefreshToken(tx, token.residentId, token, now)
}

async function use(tx: Transaction, token: RefreshToken, now: number) {
  await tx.update(RefreshTokenTable, { id: token.id }, { usedAt: now })
  if (token.parentId === null) return
  await tx.query(
    'update refresh_token set revokedAt = ? where familyId = ? and parentId = ? and id <> ? and revokedAt is null',
    [now, token.familyId, token.parentId, token.id],
  )
}

/** Whether what was given for this token has been used: then its answer was not lost. */
async function answerArrived(tx: Transaction, token: RefreshToken): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    'select id from refresh_token where familyId = ? and parentId = ? and usedAt is not null limit 1',
    [token.familyId, token.id],
  )
  return rows.length > 0
}

async function endFamily(tx: Transaction, { familyId, residentId }: RefreshToken, now: number): Promise<null> {
  if ((await revokeTokens(tx, { familyId }, now)) === 0) return null
  const subject = { kind: 'resident', id: residentId }
  const act = { action: 'resident.tokenReused', subject, details: { familyId } }
  await recordAudit(tx, system('rotateRefreshToken'), act, now)
  return null
}
