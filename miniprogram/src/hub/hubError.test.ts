import { describe, expect, it } from 'vitest'
import { refusalOf, tell, unheard } from './hubError.ts'

const told = (status: number, more: object = {}) =>
  tell(
    refusalOf(status, { code: 'a.b', detail: '出了问题', requestId: '72a9e2f6-89b6-417f-9655-172d6d555beb', ...more }),
  )

describe('A failure is told', () => {
  it('with what to do, and a reference that can be read out', () => {
    expect(told(500)).toEqual({
      kind: 'failed',
      title: '出了问题',
      advice: '请稍后再试，仍不行请拨打 966566 并报出编号',
      reference: '72A9E2F6',
    })
    expect(told(404, { requestId: 'proxy.1234' }).reference).toBe('proxy.1234')
  })

  it('with how long to wait', () => {
    const advice = (seconds: number) => told(429, { data: { retryAfterSeconds: seconds } }).advice
    expect([advice(0.2), advice(59.5), advice(600), advice(80_000)]).toEqual([
      '请 1 秒后再试',
      '请 60 秒后再试',
      '请 10 分钟后再试',
      '请 23 小时后再试，急事请拨打 966566',
    ])
    expect(told(503).advice).toContain('请稍后再试')
  })

  it('as one of login, permission, absence and network', () => {
    expect([401, 403, 404, 422].map((status) => told(status).kind)).toEqual(['login', 'forbidden', 'missing', 'failed'])
    expect(tell(unheard('fail timeout'))).toMatchObject({ kind: 'offline', reference: null })
    expect(tell(new TypeError('x is undefined'))).toMatchObject({ kind: 'failed', title: '页面出了点问题' })
  })

  it('in Chinese only', () => {
    const issues = [
      { in: 'body', path: 'a', message: '户号为 6 至 12 位数字' },
      { in: 'body', path: 'b', message: 'Too big: expected string' },
    ]
    expect(told(422, { issues }).title).toBe('出了问题：户号为 6 至 12 位数字')
  })
})
