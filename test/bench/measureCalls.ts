import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { staffCaller, staffCookieFor } from '#test/hub/callers.ts'
import { openBareSoftphone } from '#test/telephones/bareSoftphone.ts'
import { startExchangeInside } from '#test/telephones/exchangeHouse.ts'
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
const untilMenuMs = 10_000
const answerSlackMs = 15
const wantedRingMs = 150
const wantedCpu = 0.5
const ticksPerSecond = 100

/** Callers of the hotline: how soon it answers, how soon a free agent is rung, and what the hub adds to Asterisk's work. */
export async function measureCalls(bench: Bench): Promise<Figure[]> {
  const { callCounts } = bench.size
  const plain = await answersOfPlain(bench, callCounts)
  const network = await openNetwork()
  try {
    bench.say('calls: a hub with its city')
    const hub = await openHubHouse(network, { HOTLINE_LINES: String(lines) })
    const figures: Figure[] = []
    let cpu = Number.NaN
    for (const [index, calls] of callCounts.entries()) {
      const before = processorSeconds(hub)
      const p95 = await answerP95(network, calls)
      const after = processorSeconds(hub)
      cpu = (after.hub - before.hub) / (after.asterisk - before.asterisk)
      const limit = plain[index] ?? Number.NaN
      bench.say(`calls: ${calls} at once, answered in ${p95} ms against ${limit} ms, processor ${cpu.toFixed(2)}x`)
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
    const ringMs = await ringP95(hub, bench.size.rings)
    const rings = `${ringMs.toFixed(1)} ms`
    figures.push(
      {
        ...of,
        what: "the hub's processor time to Asterisk's",
        clients: callCounts.at(-1) ?? null,
        hub: '',
        ...atMost(cpu, wantedCpu, 'x'),
      },
      { ...of, what: 'free agent to ringing, p95', clients: 1, hub: rings, ...atMost(ringMs, wantedRingMs, ' ms') },
    )
    return figures
  } finally {
    await network.close()
  }
}

/** Of the same Asterisk, when the dialplan alone answers. */
async function answersOfPlain(bench: Bench, callCounts: readonly number[]): Promise<number[]> {
  const network = await openNetwork()
  try {
    await startExchangeInside(network, { lines })
    const found: number[] = []
    for (const calls of callCounts) {
      bench.say(`calls: ${calls} at once, answered by the dialplan`)
      found.push(await answerP95(network, calls))
    }
    return found
  } finally {
    await network.close()
  }
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
  // The network's end is its own; nobody asks how it went.
  waiting.catch(() => undefined)
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
