import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWechat } from '#test/vendors/wechat.ts'
import { createWechatIdentity } from './wechatIdentity.ts'

describe('WeChat says who has logged in', () => {
  let wechat: Awaited<ReturnType<typeof startWechat>>
  beforeAll(async () => {
    wechat = await startWechat()
  })
  afterAll(() => wechat.close())
  const identify = (code: string, change: object = {}) =>
    createWechatIdentity({ ...wechat.app, ...change }).identify(code)

  it('by the code of a log-in, and by its openid alone', async () => {
    expect(await identify(wechat.codeFor('oPerson-A_1'))).toBe('oPerson-A_1')
  })

  it('once for a code', async () => {
    const code = wechat.codeFor('oPerson-B')
    await identify(code)
    await expect(identify(code)).rejects.toMatchObject({ code: 'resident.codeUsed' })
    await expect(identify('never-given')).rejects.toMatchObject({ code: 'resident.codeInvalid' })
  })

  it('and not whom it thinks dangerous', async () => {
    wechat.next('highRisk')
    await expect(identify(wechat.codeFor('o'))).rejects.toMatchObject({ code: 'resident.platformBlocked' })
  })

  it('when asked again after it was busy or the connection broke', async () => {
    for (const mood of ['busy', 'hangUp', 'html'] as const) {
      wechat.next(mood)
      expect(await identify(wechat.codeFor('oPatient'))).toBe('oPatient')
    }
  })

  it('or else that it is busy, with a reason that holds no secret', async () => {
    for (const moods of [['busy', 'busy'], ['hangUp', 'hangUp'], ['html', 'html'], ['tooOften']] as const) {
      wechat.next(...moods)
      const refused = await identify(wechat.codeFor('o')).catch((error: unknown) => error)
      expect(refused).toMatchObject({ code: 'resident.platformBusy', kind: 'unavailable' })
      expect(JSON.stringify(refused)).not.toContain(wechat.app.appSecret)
    }
    const wrong = identify(wechat.codeFor('o'), { appSecret: 'wrong' })
    await expect(wrong).rejects.toMatchObject({ code: 'resident.platformBusy', data: { reason: 'errcode 40125' } })
    const away = identify('any', { url: 'http://127.0.0.1:1' })
    await expect(away).rejects.toMatchObject({ data: { reason: 'network' } })
  })
})
