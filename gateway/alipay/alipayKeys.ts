import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { StartError } from '#core/kernel/startError.ts'

/** The merchant's own key: PEM, or the bare base64 that Alipay's key tool writes (PKCS 8). @throws StartError */
export const readAlipayPrivateKey = (file: string): KeyObject =>
  readRsa('ALIPAY_PRIVATE_KEY_FILE', file, 'private', (text) =>
    text.startsWith('-----')
      ? createPrivateKey(text)
      : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' }),
  )

/** Alipay's key, which its answers are signed with: PEM, or bare base64 as the open platform shows it. @throws StartError */
export const readAlipayPublicKey = (file: string): KeyObject =>
  readRsa('ALIPAY_PUBLIC_KEY_FILE', file, 'public', (text) => {
    if (text.includes('PRIVATE')) throw new Error('a private key')
    return text.startsWith('-----')
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
  })

function readRsa(setting: string, file: string, kind: string, parse: (text: string) => KeyObject): KeyObject {
  try {
    const key = parse(readFileSync(file, 'utf8').trim())
    if (key.asymmetricKeyType === 'rsa') return key
  } catch {
    // The parser's own message may quote the key.
  }
  throw new StartError(`${setting}: ${file} is not a readable RSA ${kind} key`)
}
