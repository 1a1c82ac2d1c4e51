import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { SoftphoneAccount } from '#core/contract/seats.ts'
import { newId } from '#core/kernel/id.ts'
import { anybody, staffCaller, staffCookieFor } from '#test/hub/callers.ts'
import { until } from '#test/kernel/until.ts'
import { type HubHouse, openHubHouse } from '#test/telephones/hubHouse.ts'
import { address, openNetwork } from '#test/telephones/network.ts'
import { invite } from '#test/telephones/scenario.ts'
import { runSipp } from '#test/telephones/sipp.ts'

/** Numbers that cost money, or are abroad. */
const foreign = ['0085221234567', '+12025550123', '900852212345', '013900000000', '16812345678']

describe('The telephone refuses, and writes down,', { timeout: 60_000 }, () => {
  let hub: HubHouse
  let cookie: string
  let agent: ReturnType<typeof staffCaller>
  let account: SoftphoneAccount
  const sockets: WebSocket[] = []

  beforeAll(async () => {
    hub = await openHubHouse(await openNetwork())
    const { login, password } = hub.made.staff.find((person) => person.login === 'agent') ?? { login: '', password: '' }
    cookie = await staffCookieFor(hub.outside, login, password)
    agent = staffCaller(hub.outside, cookie)
    account = await agent('POST /api/staff/softphone/account')
  }, 180_000)
  afterAll(async () => {
    for (const socket of sockets) socket.terminate()
    await hub?.close()
  })

  const asteriskLog = (name: string) => readFileSync(join(hub.network.folder, 'data/asterisk/log', name), 'utf8')
  const calls = () => hub.rows('select id from call_record')

  /** Resolves to the open socket of a softphone, or to the status of the refusal. */
  function openSip(headers: Record<string, string>): Promise<WebSocket | number> {
    const address = `${hub.outside.replace('http', 'ws')}/sip`
    const socket = new WebSocket(address, 'sip', { headers: { Origin: hub.outside, ...headers } })
    sockets.push(socket)
    return new Promise((resolve, reject) => {
      socket.on('open', () => resolve(socket))
      socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode ?? 0))
      socket.on('error', reject)
    })
  }
  async function softphone(): Promise<WebSocket> {
    const socket = await openSip({ Cookie: cookie })
    if (typeof socket === 'number') throw new Error(`refused: ${socket}`)
    return socket
  }

  /** Asks, answers the challenge with this password, and resolves to the final status. */
  async function ask(socket: WebSocket, method: 'REGISTER' | 'INVITE', to: string, password: string): Promise<number> {
    const [callId, tag] = [newId(Date.now()), newId(Date.now())]
    const send = (sequence: number, proof: string[]) => {
      const body = method === 'INVITE' ? 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n' : ''
      const lines = [
        `${method} ${to} SIP/2.0`,
        `Via: SIP/2.0/WS invalid.invalid;branch=z9hG4bK${callId}${sequence}`,
        `From: <${account.uri}>;tag=${tag}`,
        `To: <${method === 'REGISTER' ? account.uri : to}>`,
        `Call-ID: ${callId}`,
        `CSeq: ${sequence} ${method}`,
        `Contact: <sip:${account.user}@invalid.invalid;transport=ws>`,
        'Max-Forwards: 70',
        ...proof,
        ...(body === '' ? [] : ['Content-Type: application/sdp']),
        `Content-Length: ${body.length}`,
      ]
      socket.send(`${lines.join('\r\n')}\r\n\r\n${body}`)
    }
    const answers = (sequence: number) =>
      new Promise<string>((resolve) => {
        const hear = (data: Buffer) => {
          const text = data.toString()
          if (!/^SIP\/2\.0 [2-6]/.test(text) || !text.includes(`CSeq: ${sequence} ${method}`)) return
          socket.off('message', hear)
          resolve(text)
        }
        socket.on('message', hear)
      })
    const challenged = answers(1)
    send(1, [])
    const challenge = await challenged
    const [realm, nonce] = ['realm', 'nonce'].map((name) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '')
    const [ha1, ha2] = [md5(`${account.user}:${realm}:${password}`), md5(`${method}:${to}`)]
    const response = md5(`${ha1}:${nonce}:00000001:abcdef:auth:${ha2}`)
    const fields = { username: account.user, realm, nonce, uri: to, response, cnonce: 'abcdef', algorithm: 'MD5' }
    const said = Object.entries(fields).map(([name, value]) => `${name}="${value}"`)
    const answered = answers(2)
    send(2, [`Authorization: Digest ${said.join(', ')}, qop=auth, nc=00000001`])
    return Number((await answered).split(' ')[1])
  }

  it('a caller from outside who dials on', async () => {
    const caller = { number: '13800000001' }
    for (const service of ['0085221234567', '900852212345', 'seat1', account.user]) {
      expect(await runSipp(hub.network, [invite(caller, { expect: 404 })], { service })).toMatchObject({ well: true })
      expect(asteriskLog('asterisk.log')).toContain(`to extension '${service}' rejected`)
    }
    expect(calls()).toEqual([])
  })

  it('an agent’s page that dials past the hub', async () => {
    const socket = await softphone()
    expect(await ask(socket, 'REGISTER', 'sip:hub', account.password)).toBe(200)
    for (const number of [...foreign, '966566', 'seat2']) {
      expect(await ask(socket, 'INVITE', `sip:${number}@hub`, account.password)).toBe(404)
      expect(asteriskLog('asterisk.log')).toContain(`to extension '${number}' rejected`)
    }
    expect(calls()).toEqual([])
  })

  it('an agent who has the hub dial abroad', async () => {
    for (const number of foreign.filter((one) => one !== '013900000000')) {
      const dialled = agent('POST /api/staff/calls', { body: { id: newId(Date.now()), number, about: null } })
      await expect(dialled).rejects.toMatchObject({ status: 422, problem: { code: 'calls.numberRefused' } })
    }
    expect(calls()).toEqual([])
    await until(() => /"route":"POST \/api\/staff\/calls","status":422/.test(hub.log()))
  })

  it('a softphone with a wrong password', async () => {
    const before = asteriskLog('security.log').length
    const socket = await softphone()
    expect(await ask(socket, 'REGISTER', 'sip:hub', 'guessed')).toBe(401)
    expect(await ask(socket, 'INVITE', 'sip:966566@hub', 'guessed')).toBe(401)
    const written = asteriskLog('security.log').slice(before)
    expect(written).toMatch(new RegExp(`ChallengeResponseFailed.*AccountID="${account.user}"`))
  })

  it('whoever asks Asterisk itself from another address, or through the hub, or with a guessed password', async () => {
    for (const path of ['ari/channels?api_key=hub:guessed', 'ws']) {
      const { code } = await hub.network.run(['curl', '-s', '-m', '2', `http://${address}:18088/${path}`])
      expect(code).not.toBe(0)
    }
    expect((await fetch(`${hub.outside}/ari/channels?api_key=hub:guessed`)).status).toBe(404)
    const port = await hub.network.reach(18_088)
    const guessed = await fetch(`http://127.0.0.1:${port}/ari/channels`, {
      headers: { Authorization: `Basic ${Buffer.from('hub:guessed').toString('base64')}` },
    })
    expect(guessed.status).toBe(401)
  })

  it('a resident’s token at the door of the softphones', async () => {
    const phone = hub.made.accounts[0]?.phone ?? ''
    const session = await anybody(hub.outside)('POST /api/resident/sessions/development', { body: { phone } })
    const { accessToken } = session as { accessToken: string }
    const refused = () => hub.log().split('a softphone was refused').length
    const before = refused()
    expect(await openSip({ Authorization: `Bearer ${accessToken}` })).toBe(401)
    expect(await openSip({ Cookie: `hub_staff=${accessToken}` })).toBe(401)
    expect(await openSip({ Cookie: cookie, Origin: 'https://evil.example' })).toBe(403)
    await until(() => refused() === before + 3)
  })
})

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
