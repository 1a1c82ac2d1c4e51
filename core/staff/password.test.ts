import { parseOptions } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { hashPassword, nobodysHash, verifyPassword } from './password.ts'

describe('a password', () => {
  it('is kept as argon2id with the parameters that OWASP recommends, and salted', async () => {
    const [first, second] = await Promise.all([hashPassword('seven rivers meet'), hashPassword('seven rivers meet')])
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(second).not.toBe(first)
  })

  it('proves true against its own hash only', async () => {
    const passwordHash = await hashPassword('seven rivers meet')
    expect(await verifyPassword(passwordHash, 'seven rivers meet')).toBe(true)
    expect(await verifyPassword(passwordHash, 'seven rivers meeT')).toBe(false)
    expect(await verifyPassword(passwordHash, '')).toBe(false)
  })

  it('is the same however a keyboard composes its letters', async () => {
    expect(await verifyPassword(await hashPassword('caf\u00e9 am fluss'), 'cafe\u0301 am fluss')).toBe(true)
  })

  it('costs as much to verify for a login that nobody has', async () => {
    expect(parseOptions(nobodysHash)).toEqual(parseOptions(await hashPassword('seven rivers meet')))
    expect(await verifyPassword(nobodysHash, 'seven rivers meet')).toBe(false)
  })
})
