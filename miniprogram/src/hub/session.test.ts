import { beforeEach, describe, expect, it } from 'vitest'
import type { Tokens } from './contract.ts'
import { refusalOf, unheard } from './hubError.ts'
import { createSend, type Reply } from './send.ts'
import { createSession, type Session } from './session.ts'
import { createMemoryStorage, type Storage } from './storage.ts'

const minute = 60_000

describe('A session', () => {
  let now = 0
  let asked: string[]
  let answer: (refreshToken: string) => Promise<Tokens>
  let storage: Storage
  let session: Session
  let again: () => Promise<Tokens | null>
  const tokens = (n: number): Tokens => ({
    accessToken: `access-${n}`,
    accessExpiresAt: now + 10 * minute,
    refreshToken: `refresh-${n}`,
    refreshExpiresAt: now + 1_000 * minute,
  })
  const open = () =>
    createSession({
      storage,
      now: () => now,
      exchange(refreshToken) {
        asked.push(refreshToken)
        return answer(refreshToken)
      },
      again: () => again(),
    })

  beforeEach(() => {
    now = 1_000_000
    asked = []
    storage = createMemoryStorage()
    session = open()
    answer = () => Promise.resolve(tokens(2))
    again = () => Promise.resolve(null)
  })

  it('gives the token that it has while that holds, and to nobody who is not logged in', async () => {
    expect(await session.accessToken()).toBeNull()
    session.begin(tokens(1))
    now += 9 * minute
    expect(await session.accessToken()).toBe('access-1')
    expect(asked).toEqual([])
  })

  it('exchanges tokens once for everybody who asks at the same time', async () => {
    session.begin(tokens(1))
    now += 10 * minute
    const given = await Promise.all([session.accessToken(), session.accessToken(), session.renew('access-1')])
    expect(given).toEqual(['access-2', 'access-2', 'access-2'])
    expect(asked).toEqual(['refresh-1'])
    expect(await open().accessToken()).toBe('access-2')
  })

  it('stays ended, or somebody else’s, when tokens of before come late', async () => {
    let come = (_: Tokens) => undefined as void
    answer = () => new Promise((resolve) => (come = resolve))
    for (const meanwhile of [() => session.end(), () => session.begin(tokens(7))]) {
      session.begin(tokens(1))
      const asking = session.renew('access-1')
      meanwhile()
      const after = await session.accessToken()
      come(tokens(2))
      expect(await asking).toBe(after)
      expect(await open().accessToken()).toBe(after)
    }
  })

  it('uses each refresh token once', async () => {
    session.begin(tokens(1))
    now += 10 * minute
    await session.accessToken()
    answer = () => Promise.resolve(tokens(3))
    now += 10 * minute
    expect(await session.accessToken()).toBe('access-3')
    expect(asked).toEqual(['refresh-1', 'refresh-2'])
  })

  it('takes over what another tab of the browser has renewed meanwhile', async () => {
    session.begin(tokens(1))
    now += 10 * minute
    open().begin(tokens(7))
    expect(await session.accessToken()).toBe('access-7')
    expect(asked).toEqual([])
    answer = (refreshToken) => {
      open().begin(tokens(8))
      return Promise.reject(refusalOf(401, { code: 'resident.tokenInvalid', detail: refreshToken }))
    }
    now += 10 * minute
    expect(await session.accessToken()).toBe('access-8')
    expect(session.isLoggedIn()).toBe(true)
  })

  it('ends when the hub does not take the refresh token, and says so to who listens', async () => {
    session.begin(tokens(1))
    let heard = 0
    session.onChange(() => heard++)
    answer = () => Promise.reject(refusalOf(401, { code: 'resident.tokenInvalid', detail: '登录已失效，请重新登录' }))
    now += 10 * minute
    expect(await session.accessToken()).toBeNull()
    expect([session.isLoggedIn(), heard]).toEqual([false, 1])
  })

  describe('whose refresh token has run out', () => {
    beforeEach(() => {
      session.begin(tokens(1))
      answer = () => Promise.reject(refusalOf(401, { code: 'resident.tokenInvalid', detail: '登录已失效，请重新登录' }))
      now += 10 * minute
    })

    it('goes on without anybody being asked where the platform knows the person', async () => {
      let heard = 0
      session.onChange(() => heard++)
      again = () => Promise.resolve(tokens(5))
      expect(await Promise.all([session.accessToken(), session.accessToken()])).toEqual(['access-5', 'access-5'])
      expect([session.isLoggedIn(), heard]).toEqual([true, 1])
    })

    it('stays when the platform cannot be heard now', async () => {
      const fault = refusalOf(503, { code: 'resident.platformBusy', detail: '微信暂时没有答复，请稍后再登录' })
      again = () => Promise.reject(fault)
      await expect(session.accessToken()).rejects.toBe(fault)
      expect(session.isLoggedIn()).toBe(true)
    })

    it('does not come back to who has logged out meanwhile', async () => {
      again = () => {
        session.end()
        return Promise.resolve(tokens(5))
      }
      expect(await session.accessToken()).toBeNull()
      expect(session.isLoggedIn()).toBe(false)
    })
  })

  it('stays when the network is away or the hub is out of order', async () => {
    session.begin(tokens(1))
    now += 10 * minute
    for (const error of [unheard('timeout'), refusalOf(503, null)]) {
      answer = () => Promise.reject(error)
      await expect(session.accessToken()).rejects.toBe(error)
      expect(session.isLoggedIn()).toBe(true)
    }
    answer = () => Promise.resolve(tokens(2))
    expect(await session.accessToken()).toBe('access-2')
  })

  it('is nothing when the storage holds nonsense', () => {
    storage.write('session', { accessToken: 7 })
    expect(session.isLoggedIn()).toBe(false)
  })

  describe('sends requests', () => {
    let replies: Reply[]
    let sent: (string | undefined)[]
    const send = (path: string) =>
      createSend(({ headers }) => {
        sent.push(headers['Authorization'])
        return Promise.resolve(replies.shift() ?? { status: 500, body: null })
      }, session)({ method: 'GET', path })

    beforeEach(() => {
      sent = []
      session.begin(tokens(1))
    })

    it('with its token, and once more with a new one when that was not taken', async () => {
      replies = [
        { status: 401, body: { code: 'request.unauthenticated', detail: '请先登录' } },
        { status: 200, body: { good: true } },
      ]
      expect(await send('/a')).toEqual({ good: true })
      expect(sent).toEqual(['Bearer access-1', 'Bearer access-2'])
    })

    it('and does not go on for ever', async () => {
      const refused = { status: 401, body: { code: 'request.unauthenticated', detail: '请先登录' } }
      replies = [refused, refused]
      await expect(send('/a')).rejects.toMatchObject({ problem: { status: 401, detail: '请先登录' } })
      expect(sent).toHaveLength(2)
    })

    it('whose refusals it hands on, also those of a stranger in between', async () => {
      replies = [
        { status: 204, body: null },
        { status: 404, body: { code: 'bill.unknown', detail: '没有找到这张账单', requestId: 'r' } },
        { status: 502, body: '<html>bad gateway</html>' },
      ]
      expect(await send('/a')).toBeUndefined()
      await expect(send('/a')).rejects.toMatchObject({ problem: { code: 'bill.unknown', requestId: 'r' } })
      await expect(send('/a')).rejects.toMatchObject({ problem: { code: 'answer.strange', status: 502 } })
    })
  })
})
