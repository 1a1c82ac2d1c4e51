import { createHmac, timingSafeEqual } from 'node:crypto'

// Links that serve whoever holds them, for a while: a file comes down by one without a log-in, which neither a browser's
// download nor a mini-program's viewer can carry.

/** What a link carries beside its subject, mostly in its query. */
export interface LinkProof {
  /** Epoch ms. */
  expiresAt: number
  signature: string
}

/**
 * A link to `subject`, which names one thing and what may be done with it: `invoice-file:01J…`. `secret` has at least 32
 * bytes and signs nothing else.
 */
export const signLink = (secret: Uint8Array, subject: string, expiresAt: number): LinkProof => ({
  expiresAt,
  signature: signatureOf(secret, subject, expiresAt),
})

/** `invalid`: it was not signed here, or for another subject or time. `now` is epoch ms. */
export function checkLink(
  secret: Uint8Array,
  subject: string,
  { expiresAt, signature }: LinkProof,
  now: number,
): 'valid' | 'expired' | 'invalid' {
  const expected = Buffer.from(signatureOf(secret, subject, expiresAt))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'invalid'
  return now < expiresAt ? 'valid' : 'expired'
}

const signatureOf = (secret: Uint8Array, subject: string, expiresAt: number) =>
  createHmac('sha256', secret).update(`${expiresAt}\n${subject}`).digest('base64url')
