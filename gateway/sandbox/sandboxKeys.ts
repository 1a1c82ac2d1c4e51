import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

/** PEM: private keys in PKCS #8, public keys in SPKI. */
export interface KeyPair {
  privateKey: string
  publicKey: string
}

export interface SandboxKeys {
  hub: KeyPair
  sandbox: KeyPair
}

/** New RSA-2048 keys for both sides. */
export async function generateSandboxKeys(): Promise<SandboxKeys> {
  const [hub, sandbox] = await Promise.all([newPair(), newPair()])
  return { hub, sandbox }
}

const newPair = (): Promise<KeyPair> =>
  promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
