import { expect, it } from 'vitest'
import { checkLink, signLink } from './signedLink.ts'

const secret = Buffer.alloc(32, 7)
const subject = 'invoice-file:01KAQ0000000000000000FILE1'
const proof = signLink(secret, subject, 1_000)

it('serves until it expires', () => {
  expect(checkLink(secret, subject, proof, 999)).toBe('valid')
  expect(checkLink(secret, subject, proof, 1_000)).toBe('expired')
})

it('serves nothing else, and not for longer', () => {
  expect(checkLink(secret, `${subject}x`, proof, 0)).toBe('invalid')
  expect(checkLink(secret, subject, { ...proof, expiresAt: 2_000 }, 0)).toBe('invalid')
  expect(checkLink(Buffer.alloc(32, 8), subject, proof, 0)).toBe('invalid')
})

it.each(['', 'x', proof.signature.slice(1), `${proof.signature}=`, `${proof.signature}\n`, '水'.repeat(43)])(
  'does not take %j for a signature',
  (signature) => expect(checkLink(secret, subject, { expiresAt: 1_000, signature }, 0)).toBe('invalid'),
)

it('tells a time at the beginning of a subject from the time of the link', () => {
  const first = signLink(secret, '2\nfile', 1)
  expect(checkLink(secret, 'file', { expiresAt: 12, signature: first.signature }, 0)).toBe('invalid')
})
