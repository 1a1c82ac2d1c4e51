import { type KeyObject, sign, verify } from 'node:crypto'

/** What RSA2 is made over: every parameter but `sign` and the empty ones, sorted by name, not encoded. */
export const contentToSign = (parameters: Readonly<Record<string, string>>): string =>
  Object.entries(parameters)
    .filter(([name, value]) => name !== 'sign' && value !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')

/** RSA2: RSA with SHA-256, in base64. */
export const signText = (key: KeyObject, text: string): string =>
  sign('RSA-SHA256', Buffer.from(text), key).toString('base64')

export const isSignedText = (key: KeyObject, text: string, signature: string): boolean =>
  verify('RSA-SHA256', Buffer.from(text), key, Buffer.from(signature, 'base64'))

/**
 * The JSON text of the object `name` in an answer, byte for byte as it was sent: what Alipay signs is this text, not
 * what it means. Null where there is no such object.
 */
export function nodeText(answer: string, name: string): string | null {
  const label = `"${name}":`
  const at = answer.indexOf(label)
  const begin = at < 0 ? -1 : answer.indexOf('{', at + label.length)
  if (begin < 0 || answer.slice(at + label.length, begin).trim() !== '') return null
  let depth = 0
  let quoted = false
  for (let index = begin; index < answer.length; index++) {
    const letter = answer[index]
    if (quoted) {
      if (letter === '\\') index++
      else if (letter === '"') quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === '{') depth++
    else if (letter === '}' && --depth === 0) return answer.slice(begin, index + 1)
  }
  return null
}
