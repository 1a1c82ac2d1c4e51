import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Effect } from '#callcenter/calls/call.ts'
import { queueSentence } from '#callcenter/ivr/answers.ts'
import { count } from '#callcenter/ivr/sentences.ts'
import { addDays, dateOf } from '#core/kernel/businessDate.ts'
import { until } from '#test/kernel/until.ts'
import { type Agent, openAgent } from '#test/telephones/agent.ts'
import { type Caller, openCaller } from '#test/telephones/baresip.ts'
import { comesToHear, hears } from '#test/telephones/callerHears.ts'
import { openChromiumInside } from '#test/telephones/chromium.ts'
import { type HubHouse, openHubHouse } from '#test/telephones/hubHouse.ts'
import { openNetwork } from '#test/telephones/network.ts'
import { writeTone } from '#test/telephones/sound.ts'

const seats = 8
const waiting = 12
/** Whoever is to wait for a condition waits as long as a machine needs that has much else to do. */
const patienceMs = 60_000

/** So far apart that neither the line nor the ear confuses them. */
const callerTone = (index: number) => 400 + 50 * index
const agentTone = (index: number) => 1_500 + 100 * index
const agentTones = Array.from({ length: seats }, (_, index) => agentTone(index))
/** In neither the sequence of the seats nor that of their last calls. */
const becomeFree = { first: [4, 1, 6, 0, 2, 7, 5, 3], afterwards: [6, 3, 7, 2, 5, 0, 4, 1] } as const

interface Seated extends Agent {
  seatName: string
  tone: number
}
interface Ringing {
  phone: Caller
  number: string
  tone: number
}
type Pair = readonly [Seated, Ringing]

describe('A full house', { timeout: 400_000 }, () => {
  let hub: HubHouse
  let browser: Browser
  const agents: Seated[] = []
  const callers: Ringing[] = []

  beforeAll(async () => {
    const network = await openNetwork()
    const microphone = await writeTone(join(network.folder, 'microphone.wav'), 1_000, 10)
    hub = await openHubHouse(network, { HOTLINE_LINES: String(seats + waiting), WRAP_UP_SECONDS: '900' })
    browser = await openChromiumInside(network, microphone)
    for (const [index, tone] of agentTones.entries()) {
      const logIn = await hub.hire(`agent${index}`)
      const agent = await openAgent(hub, browser, logIn, { hums: tone, light: true })
      await agent.signIn()
      agents.push({ ...agent, tone, seatName: await agent.seat() })
    }
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await hub?.close()
  })

  const at = (index: number): Seated => {
    const agent = agents[index]
    if (!agent) throw new Error(`no agent ${index}`)
    return agent
  }
  const callsOf = (number: string) =>
    hub.rows<{ id: string; phase: string }>('select id, phase from call_record where number = ? order by id', [number])
  const callOf = (number: string, and: string) =>
    hub.untilRow<{ id: string }>(
      `select id from call_record where number = ? and live = 1 and (${and})`,
      [number],
      patienceMs,
    )

  /** The sentences in which a caller has been told the place. */
  const placesTold = (callId: string) =>
    hub
      .rows<{ effects: string }>('select effects from call_step where callId = ? order by step', [callId])
      .flatMap(({ effects }) => JSON.parse(effects) as Effect[])
      .flatMap((effect) => (effect.do === 'play' ? [effect.prompts] : []))
      .filter((prompts) => prompts.some((name) => name.startsWith('queue-')))

  /** Rings the hotline, and asks for an agent as soon as it says something. */
  async function ring({ phone, number }: Ringing) {
    await phone.dial()
    await callOf(number, `state like '%"hears":"sound"%'`)
    await phone.press('0')
    return callOf(number, 'queuedAt is not null')
  }
  async function oneMore(): Promise<Ringing> {
    const index = callers.length
    const [number, tone] = [`1390000${String(index).padStart(4, '0')}`, callerTone(index)]
    const says = await writeTone(join(hub.network.folder, `caller${index}.wav`), tone, 500)
    const caller = { phone: await openCaller(hub.network, { number, says }), number, tone }
    await ring(caller)
    callers.push(caller)
    return caller
  }

  /** This agent is rung, and answers: it is this caller whom the agent gets, and nobody else does. */
  async function answers([agent, { number }]: Pair) {
    await agent.becomes('ringing', patienceMs)
    await agent.press('F2')
    await agent.becomes('talking', patienceMs)
    const held = `select l.seat from call_leg l join call_record c on c.id = l.callId
                   where c.number = ? and l.endedAt is null`
    expect(hub.rows(held, [number])).toEqual([{ seat: agent.seatName }])
  }
  /** Packets go and come in all eight browsers at once; every agent hears the one caller, and every caller the one agent. */
  async function areTogether(pairs: readonly Pair[]) {
    await Promise.all(pairs.map(([agent]) => agent.talks()))
    for (const [agent, { phone, tone }] of pairs) {
      await until(async () => Math.abs((await agent.hears()) - tone) < 20, patienceMs)
      await until(async () => (await hears(phone, agentTones)) === agent.tone, patienceMs)
    }
    const held = hub.rows<{ seat: string; callId: string }>('select seat, callId from call_leg where endedAt is null')
    expect(held).toHaveLength(pairs.length)
    for (const key of ['seat', 'callId'] as const) expect(new Set(held.map((leg) => leg[key])).size).toBe(pairs.length)
  }
  async function allHangUp(pairs: readonly Pair[]) {
    for (const [agent] of pairs) await agent.press('F4')
    for (const [agent, { phone }] of pairs) {
      await phone.untilClosed()
      await agent.becomes('wrapUp', patienceMs)
    }
  }

  it('of eight conversations at once, and twelve who wait, gives nobody two and leaves nobody out', async () => {
    const talk: Pair[] = []
    for (const agent of agents) {
      const pair = [agent, await oneMore()] as const
      await answers(pair)
      talk.push(pair)
    }
    const wait: Ringing[] = []
    while (wait.length < waiting) wait.push(await oneMore())
    await areTogether(talk)
    expect(hub.rows(`select id from call_record where phase = 'waiting'`)).toHaveLength(waiting)

    // Each of those who wait has been told the place, which is its own, and hears music.
    for (const [ahead, { number, phone }] of wait.entries()) {
      const { id } = await callOf(
        number,
        `phase = 'waiting' and state like '%"hears":"music"%' and state like '%"kind":"place"%'`,
      )
      const place = { ask: 'queue', open: true, opensAt: null, ahead, agents: seats, waitMs: null } as const
      expect(placesTold(id)[0]).toEqual(queueSentence(place, 'all'))
      await comesToHear(phone, 'something', agentTones, patienceMs)
    }

    // Whoever has waited longest comes next, whoever of the agents it is that becomes free.
    await allHangUp(talk)
    const next: Pair[] = []
    for (const [index, who] of becomeFree.first.entries()) {
      const [agent, caller] = [at(who), wait[index]]
      if (!caller) throw new Error('nobody waits')
      await agent.press('F2')
      await answers([agent, caller])
      next.push([agent, caller])
    }
    await areTogether(next)
    for (const [ahead, { number }] of wait.slice(seats).entries()) {
      const { id } = await callOf(number, `phase = 'waiting'`)
      const place = ahead === 0 ? ['queue-next'] : ['queue-ahead', ...count(ahead), 'queue-people']
      const isTold = () => placesTold(id).some((told) => isDeepStrictEqual(told.slice(0, place.length), place))
      await until(isTold, patienceMs)
    }

    // Two of the last four give up. The agents who are left over wait for the next caller, the longest idle first.
    const [patient, impatient, patientToo, impatientToo] = wait.slice(seats)
    const [first] = callers
    if (!patient || !impatient || !patientToo || !impatientToo || !first) throw new Error('nobody waits')
    for (const { phone, number } of [impatient, impatientToo]) {
      phone.hangUp()
      await phone.untilClosed()
      await hub.untilRow(`select id from call_record where number = ? and phase = 'over'`, [number], patienceMs)
    }
    await allHangUp(next)
    const last: Pair[] = []
    for (const [index, who] of becomeFree.afterwards.entries()) {
      const [agent, caller] = [at(who), [patient, patientToo][index]]
      await agent.press('F2')
      if (!caller) {
        await agent.becomes('free', patienceMs)
        continue
      }
      await answers([agent, caller])
      last.push([agent, caller])
    }
    for (const { phone } of callers) {
      const { seconds, loudness } = await phone.heard()
      expect(seconds).toBeGreaterThan(5)
      expect(loudness).toBeGreaterThan(0.01)
    }
    await ring(first)
    const longestIdle = [at(becomeFree.afterwards[2]), first] as const
    await answers(longestIdle)
    await areTogether([...last, longestIdle])
    await allHangUp([...last, longestIdle])

    // Every call is in the books once.
    for (const [agent] of [...last, longestIdle]) await agent.press('F2')
    await until(
      () => hub.rows(`select seat from seat where state = 'free' and callId is null`).length === seats,
      patienceMs,
    )
    const abandoned = new Set([impatient.number, impatientToo.number])
    for (const { number } of callers) {
      const [outcome, legs] = abandoned.has(number) ? ['abandoned', 0] : ['answered', 1]
      const once = { outcome, legs, queued: 1, live: 0 }
      const records = hub.rows(
        `select c.outcome, c.queuedAt is not null as queued, c.live, count(l.leg) as legs
           from call_record c left join call_leg l on l.callId = c.id and l.answeredAt is not null
            and l.endedAt >= l.answeredAt and l.wrapUpEndedAt >= l.endedAt and l.ending = 'agent'
          where c.number = ? group by c.id`,
        [number],
      )
      expect(records).toEqual(number === first.number ? [once, once] : [once])
    }
    expect(callsOf(first.number)).toHaveLength(2)
    const calls = seats + waiting + 1
    expect(hub.rows('select callId from call_leg')).toHaveLength(calls - abandoned.size)
    const [today, supervisor] = [dateOf(Date.now()), await hub.as('supervisor')]
    // The test may go on over midnight.
    const period = { from: addDays(today, -1), to: today }
    const days = await supervisor('GET /api/staff/call-reports/days', { query: period })
    const sum = (of: 'calls' | 'queued' | 'answered' | 'abandoned') => days.reduce((all, day) => all + day[of], 0)
    expect([sum('calls'), sum('queued'), sum('answered'), sum('abandoned')]).toEqual([
      calls,
      calls,
      calls - abandoned.size,
      abandoned.size,
    ])
  })
})
