import { webcrypto } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import type { Clock } from '#core/kernel/clock.ts'

const issuer = 'water-hub'
const audience = 'resident'
/** So long a log-out or theft may go unnoticed by requests: nobody asks the database about an access token. */
export const accessLifeMs = 10 * 60_000
const shortestSecret = 32

export type AccessKey = webcrypto.CryptoKey

export interface ResidentPrincipal {
  residentId: string
  /** The family of refresh tokens it came from. */
  sessionId: string
}

/** To be imported once per process. @throws RangeError below 32 bytes, the least for HS256 (RFC 7518, 3.2) */
export async function importAccessKey(secret: string): Promise<AccessKey> {
  const bytes = Buffer.from(secret)
  if (bytes.length < shortestSecret)
    throw new RangeError(`a secret of ${bytes.length} bytes, of at least ${shortestSecret}`)
  return webcrypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}

/** A JWT of ten minutes. `now` is epoch ms. */
export function signAccessToken(key: AccessKey, principal: ResidentPrincipal, now: number): Promise<string> {
  return new SignJWT({ sid: principal.sessionId })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(principal.residentId)
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor((now + accessLifeMs) / 1000))
    .sign(key)
}

/** Null for whatever is not a token of ours that still holds. Asks no database: the hub's hottest path. */
export async function verifyAccessToken(
  key: AccessKey,
  token: string,
  clock: Clock,
): Promise<ResidentPrincipal | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      issuer,
      audience,
      requiredClaims: ['exp', 'sub', 'sid'],
      currentDate: new Date(clock()),
    })
    const { sub, sid } = payload
    return typeof sub === 'string' && typeof sid === 'string' ? { residentId: sub, sessionId: sid } : null
  } catch {
    return null
  }
}
