import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { staffCaller, staffCookieFor } from '#test/hub/callers.ts'
import { openBareSoftphone } from '#test/telephones/bareSoftphone.ts'
import { type HubHouse, openHubHouse } from '#test/telephones/hubHouse.ts'
import { type Network, openNetwork } from '#test/telephones/network.ts'
import { captureOf } from '#test/telephones/rtpCapture.ts'
import { hangUp, invite, pause, play } from '#test/telephones/scenario.ts'
import { runSipp } from '#test/telephones/sipp.ts'
import type { Bench } from './bench.ts'
import { atMost, type Figure } from './figure.ts'

/** Calls at once; each lasts as long, and begins when another ends. */
const callMs = 8_000
const lines = 250
const untilMenuMs = 3_000
const answerSlackMs = 15
const wantedRingMs = 150
const wantedCpu = 0.5
const ticksPerSecond = 100

/** Callers of the hotline: how soon it answers, how soon a free agent is rung, and what the hub adds to Asterisk's work. */
export async function measureCalls(bench: Bench): Promise<Figure[]> {
  const { callCounts, rings } = bench.size
  const network = await openNetwork()
  try {
    bench.say('calls: a hub with its city')
    const hub = await openHubHouse(network, { HOTLINE_LINES: String(lines) })
    const ringMs = await ringP95(hub, rings)
    bench.say(`calls: a free agent is rung in ${ringMs.toFixed(1)} ms`)
    const answered: Answered[] = []
    for (const calls of callCounts) answered.push(await measureHub(bench, hub, calls))
    // What is left is the very same Asterisk, whose dialplan answers alone.
    await hub.kill()
    const figures: Figure[] = []
    for (const { calls, p95 } of answered) {
      const limit = await answerP95(network, calls)
      bench.say(`calls: ${calls} at once, answered by the dialplan alone in ${limit.toFixed(1)} ms`)
      figures.push({
        what: 'INVITE to 200, p95',
        database: 'sqlite',
        clients: calls,
        hub: `${p95.toFixed(1)} ms`,
        limit: `${limit.toFixed(1)} ms`,
        ...atMost(p95, Math.max(2 * limit, limit + answerSlackMs), ' ms'),
      })
    }
    const of = { database: 'sqlite', limit: '' }
    const most = answered.at(-1) ?? { calls: null, cpu: Number.NaN, hub: '', asterisk: '' }
    figures.push(
      {
        ...of,
        what: "the hub's processor time to Asterisk's",
        clients: most.calls,
        hub: most.hub,
        limit: most.asterisk,
        ...atMost(most.cpu, wantedCpu, 'x'),
      },
      {
        ...of,
        what: 'free agent to ringing, p95',
        clients: 1,
        hub: `${ringMs.toFixed(1)} ms`,
        ...atMost(ringMs, wantedRingMs, ' ms'),
      },
    )
    return figures
  } finally {
    await network.close()
  }
}

interface Answered {
  calls: number
  p95: number
  /** The hub's processor time as a multiple of Asterisk's, and both in words. */
  cpu: number
  hub: string
  asterisk: string
}

async function measureHub(bench: Bench, hub: HubHouse, calls: number): Promise<Answered> {
  const before = processorSeconds(hub)
  const p95 = await answerP95(hub.network, calls)
  const after = processorSeconds(hub)
  const [own, asterisk] = [after.hub - before.hub, after.asterisk - before.asterisk]
  const cpu = own / asterisk
  bench.say(`calls: ${calls} at once, answered in ${p95.toFixed(1)} ms, processor ${cpu.toFixed(2)}x`)
  return { calls, p95, cpu, hub: `${own.toFixed(1)} s`, asterisk: `${asterisk.toFixed(1)} s` }
}

/** @throws Error when a call fails */
async function answerP95(network: Network, calls: number): Promise<number> {
  const caller = { number: '1380000[call_number]' }
  const { well, output, answeredIn } = await runSipp(network, [invite(caller), pause(callMs), hangUp(caller)], {
    calls: 3 * calls,
    atOnce: calls,
    perSecond: Math.ceil((calls * 1_000) / callMs),
    measures: true,
  })
  if (!well) throw new Error(`calls have failed:\n${output.slice(-3_000)}`)
  if (answeredIn.length < 3 * calls) throw new Error(`only ${answeredIn.length} of ${3 * calls} answers were measured`)
  await setTimeout(1_000)
  return p95Of(answeredIn)
}

/** From an agent's click, with a caller waiting, to the INVITE at the page; each ring is declined. */
async function ringP95(hub: HubHouse, rings: number): Promise<number> {
  const { login, password } = hub.made.staff.find((person) => person.login === 'agent') ?? { login: '', password: '' }
  const cookie = await staffCookieFor(hub.outside, login, password)
  const agent = staffCaller(hub.outside, cookie)
  const account = await agent('POST /api/staff/softphone/account')
  const softphone = await openBareSoftphone(hub, { Cookie: cookie })
  if (typeof softphone === 'number') throw new Error(`no softphone: ${softphone}`)
  await softphone.ask('REGISTER', 'sip:hub', account)
  await hub.untilRow("select seat from seat where state = 'free'")
  await agent('POST /api/staff/softphone/pause', { body: { reason: 'rest' } })
  const caller = { number: '13900000001' }
  const key = join(hub.network.folder, 'key.pcap')
  await writeFile(key, captureOf([{ silentMs: untilMenuMs }, { key: '0' }, { silentMs: 1_000 }]))
  const waiting = runSipp(hub.network, [invite(caller), play(key), pause(100_000), hangUp(caller)])
  await hub.untilRow("select id from call_record where phase = 'waiting'", [], 90_000)
  const took: number[] = []
  for (let ring = 0; ring < rings; ring++) {
    const rung = softphone.untilRung()
    const asked = performance.now()
    await agent('POST /api/staff/softphone/resume')
    took.push((await rung) - asked)
    await hub.untilRow("select seat from seat where state = 'paused'")
    await hub.untilRow("select id from call_record where phase = 'waiting'")
  }
  softphone.close()
  const [call] = hub.rows<{ id: string }>('select id from call_record where live = 1')
  const supervisor = await hub.as('supervisor')
  await supervisor('POST /api/staff/calls/:callId/hang-up', { params: { callId: call?.id ?? '' } })
  await waiting
  return p95Of(took)
}

/** Of the processes so far. */
function processorSeconds(hub: HubHouse) {
  const of = (pid: number) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
  }
  return { hub: of(hub.pid()), asterisk: of(hub.asterisk()) }
}

const p95Of = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN
