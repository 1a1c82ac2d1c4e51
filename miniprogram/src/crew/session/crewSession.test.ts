import { describe, expect, it } from 'vitest'
import { HubError, unheard } from '../../hub/hubError.ts'
import { createMemoryStorage } from '../../hub/storage.ts'
import type { CrewCall } from '../contract.ts'
import { forgetOthersAnswers } from '../desk.ts'
import { createCrewSend, type Proof } from './crewSend.ts'
import { createCrewSession } from './crewSession.ts'

const refusal = (status: number, code: string) => new HubError({ status, code, detail: code }, code)

function begin(carrier: 'cookie' | 'token' = 'token') {
  const storage = createMemoryStorage()
  const asked: { key: string; proof: Proof; body?: unknown }[] = []
  let network = true
  let made = 0
  const callAs = (proof: Proof) =>
    ((key: string, request?: { body?: { login?: string } }) => {
      if (!network) return Promise.reject(unheard('no network'))
      asked.push({ key, proof, ...(request?.body && { body: request.body }) })
      const login = request?.body?.login
      if (login === 'wrong') return Promise.reject(refusal(401, 'staff.wrongLogin'))
      if (login !== undefined) {
        const token = carrier === 'token' ? { token: `t${++made}` } : {}
        return Promise.resolve({ staffId: `id-${login}`, mustChangePassword: login === 'new', expiresAt: 1, ...token })
      }
      return Promise.resolve(key.endsWith('/me') ? { name: `名字${proof.staffId}` } : undefined)
    }) as unknown as CrewCall
  const session = createCrewSession({ storage, carrier, callAs })
  return { storage, session, asked, connect: (up: boolean) => void (network = up) }
}

describe('Who works with this phone', () => {
  it('is kept with their token where there are no cookies, and asks for none where there are', async () => {
    const mini = begin('token')
    await mini.session.logIn('w1', 'secret')
    expect(mini.session.who()).toMatchObject({ staffId: 'id-w1', name: '名字id-w1' })
    expect([mini.session.token(), mini.asked[0]?.body]).toEqual([
      't1',
      { login: 'w1', password: 'secret', carrier: 'token' },
    ])
    const browser = begin('cookie')
    await browser.session.logIn('w1', 'secret')
    expect([browser.session.token(), browser.asked[0]?.body]).toEqual([null, { login: 'w1', password: 'secret' }])
    expect(JSON.stringify(browser.storage.names().map(browser.storage.read))).not.toContain('secret')
  })

  it('says that the password is wrong, not that one should log in', async () => {
    const { session } = begin()
    await expect(session.logIn('wrong', 'x')).rejects.toMatchObject({
      problem: { status: 422, code: 'staff.wrongLogin' },
    })
    expect(session.who()).toBeNull()
  })

  it('stays the same person when the session has ended, until they log in again', async () => {
    const { session } = begin()
    await session.logIn('w1', 'secret')
    session.end('somebody else')
    expect(session.hasEnded()).toBe(false)
    session.end('id-w1')
    expect([session.hasEnded(), session.who()?.staffId]).toEqual([true, 'id-w1'])
    await session.logIn('w1', 'secret')
    expect([session.hasEnded(), session.token()]).toEqual([false, 't2'])
  })

  it('has to change a first password, once', async () => {
    const { session } = begin()
    expect((await session.logIn('new', 'first')).mustChangePassword).toBe(true)
    await session.changePassword('first', 'second')
    expect(session.who()?.mustChangePassword).toBe(false)
  })

  it('leaves without a network, and the hub is told when it is back', async () => {
    const { session, asked, connect } = begin()
    await session.logIn('w1', 'secret')
    connect(false)
    await session.leave()
    expect(session.who()).toBeNull()
    await session.leaveForGood()
    connect(true)
    await session.leaveForGood()
    await session.leaveForGood()
    expect(asked.filter(({ key }) => key.startsWith('DELETE'))).toEqual([
      { key: 'DELETE /api/staff/sessions/current', proof: { staffId: 'id-w1', token: 't1' } },
    ])
  })

  it('does not end the next log-in in a browser by having left without a network', async () => {
    const { session, asked, connect } = begin('cookie')
    await session.logIn('w1', 'secret')
    connect(false)
    await session.leave()
    connect(true)
    await session.logIn('w1', 'secret')
    await session.leaveForGood()
    expect(asked.filter(({ key }) => key.startsWith('DELETE'))).toEqual([])
  })
})

describe('What is sent', () => {
  it('names whom it is for, and ends their session only when the hub says so', async () => {
    const headers: object[] = []
    const ended: string[] = []
    let status = 200
    const send = createCrewSend(
      (request) => {
        headers.push(request.headers)
        return Promise.resolve({ status, body: { code: 'request.unauthenticated', detail: '请先登录' } })
      },
      () => ({ staffId: 'me', token: 't' }),
      (staffId) => ended.push(staffId),
    )
    await send({ method: 'GET', path: '/' })
    expect(headers).toEqual([{ 'Staff-Id': 'me', Authorization: 'Bearer t' }])
    status = 503
    await expect(send({ method: 'GET', path: '/' })).rejects.toMatchObject({ problem: { status: 503 } })
    expect(ended).toEqual([])
    status = 401
    await expect(send({ method: 'GET', path: '/' })).rejects.toMatchObject({ problem: { status: 401 } })
    expect(ended).toEqual(['me'])
  })

  it('leaves nothing to the next person of what the hub told the one before, but what they have not sent yet', () => {
    const storage = createMemoryStorage()
    for (const name of ['crew.a.answer.orders', 'crew.a.work.1', 'crew.b.answer.orders', 'answer.bills'])
      storage.write(name, 1)
    forgetOthersAnswers(storage, 'b')
    expect(storage.names()).toEqual(['crew.a.work.1', 'crew.b.answer.orders', 'answer.bills'])
  })
})
