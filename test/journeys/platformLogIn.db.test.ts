import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import { ResidentTable } from '#core/residents/resident.table.ts'
import { databases } from '../databases.ts'
import { anybody, Refusal, residentCaller } from '../hub/callers.ts'
import { startTestHub, type TestHub } from '../hub/testHub.ts'
import { startPlatforms } from '../vendors/platforms.ts'

describe.each(databases)('a resident logs in by a platform on $kind', ({ open }) => {
  let database: Database
  let platforms: Awaited<ReturnType<typeof startPlatforms>>
  let hub: TestHub
  beforeAll(async () => {
    ;[database, platforms] = await Promise.all([open(), startPlatforms()])
    hub = await startTestHub(database, { worker: false, identityPlatforms: platforms.identityPlatforms })
  })
  afterAll(async () => {
    await hub.close()
    await platforms.close()
    await database.close()
  })

  const logIn = (platform: 'wechat' | 'alipay', code: string) =>
    anybody(hub.url)('POST /api/resident/sessions', { body: { platform, code } })
  const codeOf = (platform: 'wechat' | 'alipay', person: string) => platforms[platform].codeFor(person)
  const idOf = async (platform: 'wechat' | 'alipay', person: string) => {
    const { accessToken } = await logIn(platform, codeOf(platform, person))
    return (await residentCaller(hub.url, accessToken)('GET /api/resident/me')).residentId
  }
  const refusal = (error: unknown) => {
    if (!(error instanceof Refusal)) throw error
    return { status: error.status, code: error.problem['code'], detail: error.problem['detail'] }
  }

  it('and is the same one every time, and nobody else', async () => {
    const first = await idOf('wechat', 'oAbC-1')
    expect(await idOf('wechat', 'oAbC-1')).toBe(first)
    // Numbers of people differ in capitals, too; and each platform has its own.
    const others = [await idOf('wechat', 'oabc-1'), await idOf('alipay', 'oAbC-1')]
    expect(new Set([first, ...others]).size).toBe(3)
    const kept = await database.read.findBy(ResidentTable, { platformId: 'oAbC-1' })
    expect(kept.map(({ platform }) => platform).toSorted()).toEqual(['alipay', 'wechat'])
  })

  it('with tokens that are renewed as those of every log-in', async () => {
    const { refreshToken } = await logIn('alipay', codeOf('alipay', '2088000000001'))
    const next = await anybody(hub.url)('POST /api/resident/sessions/refresh', { body: { refreshToken } })
    await residentCaller(hub.url, next.accessToken)('DELETE /api/resident/sessions/current')
    const body = { refreshToken: next.refreshToken }
    const refused = await anybody(hub.url)('POST /api/resident/sessions/refresh', { body }).catch(refusal)
    expect(refused).toMatchObject({ status: 401, code: 'resident.tokenInvalid' })
  })

  it('and is told in Chinese when that does not work', async () => {
    const code = codeOf('wechat', 'o-2')
    await logIn('wechat', code)
    expect(await logIn('wechat', code).catch(refusal)).toMatchObject({ status: 422, code: 'resident.codeUsed' })
    const invented = await logIn('alipay', 'invented').catch(refusal)
    expect(invented).toEqual({ status: 422, code: 'resident.codeInvalid', detail: '登录凭证无效，请重新登录' })
    platforms.wechat.next('busy', 'busy')
    const busy = await logIn('wechat', codeOf('wechat', 'o-2')).catch(refusal)
    expect(busy).toEqual({ status: 503, code: 'resident.platformBusy', detail: '微信暂时没有答复，请稍后再登录' })
  })

  it('one resident for the ten first log-ins that come at once', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => idOf('alipay', '2088000000777')))
    expect(new Set(ids).size).toBe(1)
  })

  it('where the hub says that this is offered, with what one can pay by', async () => {
    const ask = (platform: 'wechat' | 'h5') =>
      anybody(hub.url)('GET /api/resident/platforms/:platform', { params: { platform } })
    const paymentChannels = [{ channel: 'sandbox', words: '演示收银台（不会扣真钱）' }]
    expect(await ask('wechat')).toEqual({ logIn: 'platform', paymentChannels })
    expect(await ask('h5')).toEqual({ logIn: 'development', paymentChannels })
  })

  it('and not where it is not', async () => {
    const another = await open()
    const bare = await startTestHub(another, { worker: false })
    try {
      const body = { platform: 'wechat' as const, code: 'any' }
      const refused = await anybody(bare.url)('POST /api/resident/sessions', { body }).catch(refusal)
      expect(refused).toEqual({ status: 403, code: 'resident.platformNotOffered', detail: '微信登录还没有开通' })
      const params = { platform: 'wechat' as const }
      expect(await anybody(bare.url)('GET /api/resident/platforms/:platform', { params })).toMatchObject({
        logIn: 'development',
      })
    } finally {
      await bare.close()
      await another.close()
    }
  })
})
