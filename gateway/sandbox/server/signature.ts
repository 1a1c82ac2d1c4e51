import { createHash, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto'
import type { Clock } from '#core/kernel/clock.ts'

/** A request may be this much older or newer than the vendor's clock, seconds. */
const windowSeconds = 300

const authorization =
  /^SANDBOX-RSA-SHA256 merchant="([\w-]{1,32})",timestamp="(\d{1,12})",nonce="([0-9A-Za-z]{16,64})",serial="([0-9A-F]{32})",signature="([0-9A-Za-z+/=]{1,1024})"$/

export interface SignedRequest {
  authorization: string | undefined
  method: string
  /** Path and query as they came. */
  path: string
  body: Buffer
}

export type Fault = 'malformed' | 'stale' | 'signatureInvalid' | 'replayed'

/** Names a key: the first 16 bytes of its SHA-256, in upper hexadecimal. */
function serialOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(der).digest('hex').slice(0, 32).toUpperCase()
}

/**
 * Proves that the merchant made a request, once. Nonces are forgotten when their timestamp would be refused anyway, and
 * when the process ends: every request may be repeated without doing anything twice, so a replay then is harmless.
 */
export function createRequestProof(merchant: { id: string; publicKey: KeyObject }, now: Clock) {
  const serial = serialOf(merchant.publicKey)
  const usedUntil = new Map<string, number>()

  return function prove(request: SignedRequest): Fault | null {
    const match = authorization.exec(request.authorization ?? '')
    if (!match) return 'malformed'
    const [, id, timestamp = '', nonce = '', keySerial, signature = ''] = match
    const seconds = Math.floor(now() / 1000)
    if (Math.abs(seconds - Number(timestamp)) > windowSeconds) return 'stale'
    if (id !== merchant.id || keySerial !== serial) return 'signatureInvalid'
    const head = `${request.method}\n${request.path}\n${timestamp}\n${nonce}\n`
    const signed = Buffer.concat([Buffer.from(head), request.body, Buffer.from('\n')])
    if (!verify('RSA-SHA256', signed, merchant.publicKey, Buffer.from(signature, 'base64'))) return 'signatureInvalid'
    for (const [old, until] of usedUntil) {
      if (until >= seconds) break
      usedUntil.delete(old)
    }
    if (usedUntil.has(nonce)) return 'replayed'
    usedUntil.set(nonce, seconds + 2 * windowSeconds)
    return null
  }
}

export type Signer = (body: string, how?: 'wrongly') => Record<string, string>

/** Makes the headers by which the merchant knows that an answer or a notice is the vendor's. */
export function createSigner(privateKey: KeyObject, now: Clock): Signer {
  const serial = serialOf(createPublicKey(privateKey))

  return (body, how) => {
    const timestamp = String(Math.floor(now() / 1000))
    const nonce = randomBytes(16).toString('hex')
    const signature =
      how === 'wrongly'
        ? `SANDBOX/SIGNTEST/${randomBytes(256).toString('base64')}`
        : sign('RSA-SHA256', Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), privateKey).toString('base64')
    return {
      'Sandbox-Timestamp': timestamp,
      'Sandbox-Nonce': nonce,
      'Sandbox-Serial': serial,
      'Sandbox-Signature': signature,
    }
  }
}
