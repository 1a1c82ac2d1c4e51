import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { keyInvalid } from './partners.errors.ts'

const shortestBits = 2048

/**
 * Reads a partner's key and brings it into one form, so that the same key is the same text.
 * @throws DomainError `partner.keyInvalid`; also for a private key, which a partner has no business to send us
 */
export function readPublicKey(pem: string): { publicKeyPem: string; keyFingerprint: string } {
  if (pem.includes('PRIVATE KEY')) throw keyInvalid('private')
  const key = parse(pem)
  if (key.asymmetricKeyType !== 'rsa') throw keyInvalid('notRsa')
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < shortestBits) throw keyInvalid('tooShort')
  const der = key.export({ type: 'spki', format: 'der' })
  return {
    publicKeyPem: key.export({ type: 'spki', format: 'pem' }).toString(),
    keyFingerprint: createHash('sha256').update(der).digest('hex'),
  }
}

function parse(pem: string): KeyObject {
  try {
    return createPublicKey(pem)
  } catch {
    throw keyInvalid('unreadable')
  }
}
