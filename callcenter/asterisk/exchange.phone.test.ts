import { readdirSync, readFileSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCaller } from '#test/telephones/baresip.ts'
import { type ExchangeProcess, startExchangeInside, stopExchange } from '#test/telephones/exchangeHouse.ts'
import { address, type Network, openNetwork, stranger } from '#test/telephones/network.ts'
import { captureOf } from '#test/telephones/rtpCapture.ts'
import { hangUp, invite, pause, play, register, untilHungUp } from '#test/telephones/scenario.ts'
import { runSipp } from '#test/telephones/sipp.ts'
import { soundIn, strengthOf, tone, writeTone } from '#test/telephones/sound.ts'

const lines = 8
/** The greeting takes some fifteen seconds, the callers begin to speak after it. */
const greetingMs = 19_000
const spoken = { hertz: 700, seconds: 4 }

let network: Network
let exchange: ExchangeProcess
let startedIn: number

beforeAll(async () => {
  network = await openNetwork()
  const begun = performance.now()
  exchange = await startExchangeInside(network, { lines })
  startedIn = performance.now() - begun
})
afterAll(() => network.close())

const messages = () => readdirSync(exchange.exchange.offline).filter((name) => name.endsWith('.wav'))
const channels = async () => ((await (await exchange.ari('GET', '/channels')).json()) as unknown[]).length

describe('Asterisk', () => {
  it('is there within seconds, with everything that the configuration names, and complains of nothing', () => {
    expect(startedIn).toBeLessThan(8_000)
    expect(exchange.log('asterisk.log')).not.toMatch(/ERROR/)
  })

  it('is not run by root, and shows its secrets to nobody else', () => {
    const uid = Number(/^Uid:\t(\d+)/m.exec(readFileSync(`/proc/${exchange.pid()}/status`, 'utf8'))?.[1])
    if (process.getuid?.() === 0) expect(uid).not.toBe(0)
    for (const name of ['etc/ari.conf', 'etc/pjsip.conf', 'ari-password']) {
      expect(statSync(join(exchange.folder, name)).mode & 0o077).toBe(0)
    }
  })

  it('listens to the carrier and on loopback, and to nobody else', async () => {
    const { output } = await network.run(['ss', '-lnt'])
    expect(output).toContain('127.0.0.1:18088')
    expect(output.match(/LISTEN.*:18088/g)).toHaveLength(1)
    const outside = await network.run(['curl', '-s', '-m', '2', `http://${address}:18088/ari/asterisk/ping`])
    expect(outside.code).not.toBe(0)
  })

  it('refuses ARI with a wrong password', async () => {
    const refused = await exchange.ari('GET', '/channels', undefined, 'guessed')
    expect(refused.status).toBe(401)
    expect((await exchange.ari('GET', '/channels')).status).toBe(200)
  })

  it('reads no file and runs no program, whoever asks over ARI', async () => {
    for (const name of ['SHELL(id)', 'FILE(/etc/passwd)', 'ENV(PATH)']) {
      const answer = await exchange.ari('GET', `/asterisk/variable?variable=${encodeURIComponent(name)}`)
      expect(await answer.json()).toEqual({ value: '' })
    }
  })
})

describe('who calls while no hub is there', () => {
  it('is greeted, and the message is kept, ended by # or by hanging up', { timeout: 120_000 }, async () => {
    const before = messages()
    const says = await writeTone(join(network.folder, 'silence.wav'), 0, 60)
    const listener = await openCaller(network, { number: '13800000009', says })
    const speech = tone(spoken.hertz, spoken.seconds)
    const withHash = join(network.folder, 'hash.pcap')
    const without = join(network.folder, 'speech.pcap')
    await writeFile(
      withHash,
      captureOf([{ silentMs: greetingMs }, { says: speech }, { key: '#' }, { silentMs: 12_000 }]),
    )
    await writeFile(without, captureOf([{ silentMs: greetingMs }, { says: speech }, { silentMs: 2_000 }]))
    const [byHash, byHangingUp] = await Promise.all([
      runSipp(network, [invite({ number: '13800000001' }), play(withHash), untilHungUp(40_000)]),
      runSipp(network, [
        invite({ number: '+86-138/../0000.0002' }),
        play(without),
        pause(greetingMs + spoken.seconds * 1_000 - 500),
        hangUp({ number: '+86-138/../0000.0002' }),
      ]),
      listener.dial(),
    ])
    expect(byHash).toMatchObject({ well: true })
    expect(byHangingUp).toMatchObject({ well: true })
    const heard = await listener.heard()
    expect(heard.seconds).toBeGreaterThan(10)
    expect(heard.loudness).toBeGreaterThan(0.03)
    await listener.close()

    const kept = messages().filter((name) => !before.includes(name))
    for (const number of ['13800000001', '8613800000002']) {
      const name = kept.find((file) => file.endsWith(`-${number}.wav`)) ?? ''
      expect(name).toMatch(/^\d{10}-[\d.]+-\d+\.wav$/)
      const message = soundIn(readFileSync(join(exchange.exchange.offline, name)))
      expect(message.seconds).toBeGreaterThan(3)
      expect(message.seconds).toBeLessThan(9)
      expect(strengthOf(message, spoken.hertz)).toBeGreaterThan(0.15)
      const channel = name.split('-')[1] ?? ''
      expect((await exchange.ari('GET', `/channels/${channel}`)).status).toBe(404)
    }
  })

  it('hears the busy tone when all lines are taken, and is let in when one is free', async () => {
    await expect.poll(channels, { timeout: 20_000 }).toBe(0)
    const caller = { number: '13800001[call_number]' }
    const taken = runSipp(network, [invite(caller), pause(6_000), hangUp(caller)], { calls: lines, perSecond: 50 })
    await expect.poll(channels, { timeout: 10_000 }).toBe(lines)
    const ninth = { number: '13800000099' }
    expect(await runSipp(network, [invite(ninth, { expect: 486 })])).toMatchObject({ well: true })
    expect(await taken).toMatchObject({ well: true })
    await expect.poll(channels, { timeout: 10_000 }).toBe(0)
    expect(await runSipp(network, [invite(ninth), hangUp(ninth)])).toMatchObject({ well: true })
  })
})

describe('who is not let in', () => {
  it('a caller from an address that is no trunk of ours', async () => {
    const caller = { number: '13800000003' }
    expect(await runSipp(network, [invite(caller, { expect: 401 })], { from: stranger })).toMatchObject({ well: true })
    expect(exchange.log('security.log')).toContain(stranger)
  })

  it('a caller who dials on to the outside world', async () => {
    const caller = { number: '13800000004' }
    for (const service of ['013900000000', '900861068888888', 'seat1', 's', 'h']) {
      expect(await runSipp(network, [invite(caller, { expect: 404 })], { service })).toMatchObject({ well: true })
    }
  })

  it('a seat with a wrong password', async () => {
    await addSeat('seat1', 'the-right-one')
    const from = stranger
    const right = await runSipp(network, [register('seat1', 'the-right-one', 200)], { from })
    expect(right).toMatchObject({ well: true })
    const wrong = await runSipp(network, [register('seat1', 'guessed', 401)], { from })
    expect(wrong).toMatchObject({ well: true })
    expect(exchange.log('security.log')).toMatch(/InvalidPassword|ChallengeResponseFailed/)
    const nobody = await runSipp(network, [register('seat99', 'guessed', 401)], { from })
    expect(nobody).toMatchObject({ well: true })
  })

  it('a caller who calls himself a seat', async () => {
    const caller = { number: 'seat1' }
    // The trunk's address decides: the call is one from outside, and 0139… is no number of the hotline.
    expect(await runSipp(network, [invite(caller, { expect: 404 })], { service: '013900000000' })).toMatchObject({
      well: true,
    })
  })
})

describe('when something dies', () => {
  it('Asterisk is started again', { timeout: 60_000 }, async () => {
    const before = exchange.pid()
    process.kill(before, 'SIGKILL')
    await expect.poll(() => exchange.pid(), { timeout: 10_000 }).not.toBe(before)
    const answers = () =>
      exchange.ari('GET', '/asterisk/ping').then(
        ({ status }) => status,
        () => 0,
      )
    await expect.poll(answers, { timeout: 10_000 }).toBe(200)
    const caller = { number: '13800000005' }
    expect(await runSipp(network, [invite(caller), hangUp(caller)])).toMatchObject({ well: true })
  })

  it('a call outlives the hub, and the next hub finds Asterisk as it is', async () => {
    const caller = { number: '13800000006' }
    const call = runSipp(network, [invite(caller), pause(6_000), hangUp(caller)])
    await expect.poll(channels, { timeout: 10_000 }).toBe(1)
    const pid = exchange.pid()
    exchange.child.kill('SIGKILL')
    const next = await startExchangeInside(network, { lines })
    expect(next.pid()).toBe(pid)
    expect(await (await next.ari('GET', '/channels')).json()).toHaveLength(1)
    expect(await call).toMatchObject({ well: true })
    exchange = next
  })

  it('who ends the hub ends Asterisk', async () => {
    const pid = exchange.pid()
    await stopExchange(exchange)
    expect(runs(pid)).toBe(false)
  })
})

/** One that nobody has waited for yet has a number still. */
function runs(pid: number): boolean {
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** As the hub does at a log-in. */
async function addSeat(seat: string, password: string) {
  const put = async (kind: string, values: Record<string, string>) => {
    const fields = Object.entries(values).map(([attribute, value]) => ({ attribute, value }))
    const answer = await exchange.ari('PUT', `/asterisk/config/dynamic/res_pjsip/${kind}/${seat}`, { fields })
    expect(answer.status).toBe(200)
  }
  await put('auth', { auth_type: 'userpass', username: seat, password })
  await put('aor', { max_contacts: '1', remove_existing: 'yes' })
  await put('endpoint', { context: 'seats', disallow: 'all', allow: 'alaw', auth: seat, aors: seat })
}
