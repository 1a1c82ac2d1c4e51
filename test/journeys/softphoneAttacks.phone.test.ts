import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SoftphoneAccount } from '#core/contract/seats.ts'
import { newId } from '#core/kernel/id.ts'
import { anybody, staffCaller, staffCookieFor } from '#test/hub/callers.ts'
import { until } from '#test/kernel/until.ts'
import { type BareSoftphone, openBareSoftphone } from '#test/telephones/bareSoftphone.ts'
import { type HubHouse, openHubHouse } from '#test/telephones/hubHouse.ts'
import { address, openNetwork } from '#test/telephones/network.ts'
import { invite } from '#test/telephones/scenario.ts'
import { runSipp } from '#test/telephones/sipp.ts'

/** Numbers that cost money, or are abroad. */
const foreign = ['0085221234567', '+12025550123', '900852212345', '013900000000', '16812345']

describe('The telephone refuses, and writes down,', { timeout: 60_000 }, () => {
  let hub: HubHouse
  let cookie: string
  let agent: ReturnType<typeof staffCaller>
  let account: SoftphoneAccount
  const softphones: BareSoftphone[] = []

  beforeAll(async () => {
    hub = await openHubHouse(await openNetwork())
    const { login, password } = hub.made.staff.find((person) => person.login === 'agent') ?? { login: '', password: '' }
    cookie = await staffCookieFor(hub.outside, login, password)
    agent = staffCaller(hub.outside, cookie)
    account = await agent('POST /api/staff/softphone/account')
  }, 180_000)
  afterAll(async () => {
    for (const one of softphones) one.close()
    await hub?.close()
  })

  const asteriskLog = (name: string) => readFileSync(join(hub.network.folder, 'data/asterisk/log', name), 'utf8')
  const isRejected = (extension: string) =>
    until(() => asteriskLog('asterisk.log').includes(`to extension '${extension}' rejected`))
  const calls = () => hub.rows('select id from call_record')

  async function knock(headers: Record<string, string>) {
    const opened = await openBareSoftphone(hub, headers)
    if (typeof opened !== 'number') opened.close()
    return opened
  }
  async function softphone(): Promise<BareSoftphone> {
    const opened = await openBareSoftphone(hub, { Cookie: cookie })
    if (typeof opened === 'number') throw new Error(`refused: ${opened}`)
    softphones.push(opened)
    return opened
  }

  it('a caller from outside who dials on', async () => {
    const caller = { number: '13800000001' }
    for (const service of ['0085221234567', '900852212345', 'seat1', account.user]) {
      expect(await runSipp(hub.network, [invite(caller, { expect: 404 })], { service })).toMatchObject({ well: true })
      await isRejected(service)
    }
    expect(calls()).toEqual([])
  })

  it('an agent’s page that dials past the hub', async () => {
    const page = await softphone()
    expect(await page.ask('REGISTER', 'sip:hub', account)).toBe(200)
    for (const number of [...foreign, '966566', 'seat2']) {
      expect(await page.ask('INVITE', `sip:${number}@hub`, account)).toBe(404)
      await isRejected(number)
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
    const page = await softphone()
    expect(await page.ask('REGISTER', 'sip:hub', account, 'guessed')).toBe(401)
    expect(await page.ask('INVITE', 'sip:966566@hub', account, 'guessed')).toBe(401)
    const written = asteriskLog('security.log').slice(before)
    expect(written).toMatch(new RegExp(`ChallengeResponseFailed.*AccountID="${account.user}"`))
    for (const method of ['REGISTER', 'INVITE']) {
      const line = new RegExp(`Request '${method}' from '<sip:${account.user}@.*Failed to authenticate`)
      await until(() => line.test(asteriskLog('asterisk.log')))
    }
  })

  it('whoever asks Asterisk itself from another address, or through the hub, or with a guessed password', async () => {
    for (const path of ['ari/channels?api_key=hub:guessed', 'ws']) {
      const { code } = await hub.network.run(['curl', '-s', '-m', '2', `http://${address}:18088/${path}`])
      expect(code).not.toBe(0)
    }
    const refused = () => hub.log().split(/"route":null,"status":404/).length
    const before = refused()
    expect((await fetch(`${hub.outside}/ari/channels?api_key=hub:guessed`)).status).toBe(404)
    await until(() => refused() === before + 1)
    const port = await hub.network.reach(18_088)
    // Whoever is on the machine itself is refused as well; Asterisk writes down no wrong password of this kind.
    const guessed = await fetch(`http://127.0.0.1:${port}/ari/channels`, {
      headers: { Authorization: `Basic ${Buffer.from('hub:guessed').toString('base64')}` },
    })
    expect(guessed.status).toBe(401)
  })

  it('a resident’s token at the door of the softphones', async () => {
    const development = { body: { name: 'neighbour' } }
    const { accessToken } = await anybody(hub.outside)('POST /api/resident/sessions/development', development)
    const refused = () => hub.log().split('a softphone was refused').length
    const before = refused()
    expect(await knock({ Authorization: `Bearer ${accessToken}` })).toBe(401)
    expect(await knock({ Cookie: `hub_staff=${accessToken}` })).toBe(401)
    expect(await knock({ Cookie: cookie, Origin: 'https://evil.example' })).toBe(403)
    await until(() => refused() === before + 3)
  })
})
