import { describe, expect, it } from 'vitest'
import { line } from './fields.ts'
import { partnerRoutes } from './partner.ts'

describe('A text on one line', () => {
  it('is one line, whatever it was typed or copied with', () => {
    expect(line().parse(' 收错\n户号\r\n\t应为下一户\u2028 ')).toBe('收错 户号 应为下一户')
    expect(line().safeParse('\n\t').success).toBe(false)
  })

  it('has nothing in it that cannot be printed', () => {
    for (const sign of ['\u0000', '\u001B', '\u0085', '\u009F', '\u007F'])
      expect(line().safeParse(`收费${sign}窗口`).success, JSON.stringify(sign)).toBe(false)
  })

  it('cannot forge a line or a column of a partner’s day file', () => {
    const { subChannel } = partnerRoutes['POST /api/partner/v1/payments'].body.shape
    expect(subChannel.parse('安平支行\n20261123')).toBe('安平支行 20261123')
    expect(subChannel.safeParse('安平支行|S1').success).toBe(false)
  })
})
