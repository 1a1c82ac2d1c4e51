import { describe, expect, it } from 'vitest'
import { requireStrongPassword } from './passwordRule.ts'

describe('the password rule', () => {
  const reasonFor = (password: string, login = 'li.na') => {
    try {
      requireStrongPassword(password, login)
      return null
    } catch (error) {
      return (error as { data: { reason: string } }).data.reason
    }
  }

  it('takes a long sentence without asking for signs or digits', () => {
    expect(reasonFor('seven rivers meet here')).toBeNull()
    expect(reasonFor('七条河流在这里汇入大海吧')).toBeNull()
    expect(reasonFor('my password is a river of stones')).toBeNull()
  })

  it.each([
    ['elevenchars', 'tooShort'],
    ['七条河流', 'tooShort'],
    ['x'.repeat(129), 'tooLong'],
    ['li.na-2026-summer', 'login'],
    ['LI.NA is so strong', 'login'],
    ['123456789012', 'obvious'],
    ['Password1234', 'obvious'],
    ['P@ssw0rd-2026!', 'obvious'],
    ['qwertyuiop[]', 'obvious'],
    ['Admin@123456', 'obvious'],
    ['aaaaaaaaaaaa', 'obvious'],
    ['abababababab', 'obvious'],
    ['woaini1314520', 'obvious'],
  ])('judges %s: %s', (password, reason) => {
    expect(reasonFor(password)).toBe(reason)
  })

  it('says in Chinese what is wrong', () => {
    expect(() => requireStrongPassword('short', 'li.na')).toThrow(
      expect.objectContaining({ code: 'staff.passwordWeak', kind: 'invalid', sentence: '密码至少需要12个字符' }),
    )
  })
})
