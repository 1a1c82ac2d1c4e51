import { createHash, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto'

/** How far the vendor's clock may be off, and how long a message may travel, seconds. */
const windowSeconds = 300

export type ReceivedHeaders = Readonly<Record<string, string | string[] | undefined>>

/** The vendor's name for a key: the first 16 bytes of its SHA-256, in upper hexadecimal. */
export function serialOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(der).digest('hex').slice(0, 32).toUpperCase()
}

export interface Merchant {
  id: string
  /** The hub's own. */
  privateKey: KeyObject
}

/** The `Authorization` of one request, good for one use. `path` includes the query; `now` is epoch ms. */
export function authorize(merchant: Merchant, method: string, path: string, body: string, now: number): string {
  const timestamp = Math.floor(now / 1000)
  const nonce = randomBytes(16).toString('hex')
  const text = `${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`
  const signature = sign('RSA-SHA256', Buffer.from(text), merchant.privateKey).toString('base64')
  const serial = serialOf(createPublicKey(merchant.privateKey))
  const fields = { merchant: merchant.id, timestamp, nonce, serial, signature }
  const pairs = Object.entries(fields).map(([name, value]) => `${name}="${value}"`)
  return `SANDBOX-RSA-SHA256 ${pairs.join(',')}`
}

/** Whether the vendor signed these bytes, lately. Header names in lower case, as Node gives them; `now` in epoch ms. */
export type SandboxProof = (headers: ReceivedHeaders, bytes: Uint8Array, now: number) => boolean

/** For whoever checks many: what depends on the key alone is found out once. */
export function createSandboxProof(publicKey: KeyObject): SandboxProof {
  const serial = serialOf(publicKey)
  return (headers, bytes, now) => {
    const timestamp = single(headers['sandbox-timestamp'])
    const nonce = single(headers['sandbox-nonce'])
    const signature = single(headers['sandbox-signature'])
    if (!/^\d{1,12}$/.test(timestamp) || single(headers['sandbox-serial']) !== serial) return false
    if (Math.abs(Math.floor(now / 1000) - Number(timestamp)) > windowSeconds) return false
    const signed = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), bytes, Buffer.from('\n')])
    return verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64'))
  }
}

export const isSignedBySandbox = (
  publicKey: KeyObject,
  headers: ReceivedHeaders,
  bytes: Uint8Array,
  now: number,
): boolean => createSandboxProof(publicKey)(headers, bytes, now)

const single = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '')
