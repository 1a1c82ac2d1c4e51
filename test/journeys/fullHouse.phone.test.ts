import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '#test/kernel/until.ts'
import { type Agent, openAgent } from '#test/telephones/agent.ts'
import { type Caller, openCaller } from '#test/telephones/baresip.ts'
import { hears } from '#test/telephones/callerHears.ts'
import { openChromiumInside } from '#test/telephones/chromium.ts'
import { type HubHouse, openHubHouse } from '#test/telephones/hubHouse.ts'
import { openNetwork } from '#test/telephones/network.ts'
import { writeTone } from '#test/telephones/sound.ts'

const seats = 8
const waiting = 12

/** So far apart that neither the line nor the ear confuses them. */
const callerTone = (index: number) => 400 + 50 * index
const agentTone = (index: number) => 1_500 + 100 * index
const agentTones = Array.from({ length: seats }, (_, index) => agentTone(index))

interface Ringing {
  phone: Caller
  number: string
  tone: number
}

describe('A full house', { timeout: 240_000 }, () => {
  let hub: HubHouse
  let browser: Browser
  const agents: (Agent & { tone: number })[] = []
  const callers: Ringing[] = []

  beforeAll(async () => {
    const network = await openNetwork()
    const microphone = await writeTone(join(network.folder, 'microphone.wav'), 1_000, 10)
    hub = await openHubHouse(network, { HOTLINE_LINES: String(seats + waiting), WRAP_UP_SECONDS: '300' })
    browser = await openChromiumInside(network, microphone)
    for (let index = 0; index < seats; index++) {
      const logIn = await hub.hire(`agent${index}`)
      const tone = agentTone(index)
      const agent = { ...(await openAgent(hub, browser, logIn, { hums: tone })), tone }
      await agent.signIn()
      agents.push(agent)
    }
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await hub?.close()
  })

  async function ringUp(index: number): Promise<Ringing> {
    const number = `1390000${String(index).padStart(4, '0')}`
    const tone = callerTone(index)
    const says = await writeTone(join(hub.network.folder, `caller${index}.wav`), tone, 300)
    const phone = await openCaller(hub.network, { number, says })
    await phone.dial()
    await hub.untilRow(`select id from call_record where number = ? and state like '%"node":"menu"%'`, [number], 60_000)
    return { phone, number, tone }
  }
  /** They listen to the menu together, and ask for an agent one after the other. */
  async function queueUp(from: number, count: number) {
    const those = await Promise.all(Array.from({ length: count }, (_, index) => ringUp(from + index)))
    for (const caller of those) {
      await caller.phone.press('0')
      await hub.untilRow('select id from call_record where number = ? and queuedAt is not null', [caller.number])
    }
    callers.push(...those)
  }

  /** Every agent talks to just one of these, and each of these to just one agent. */
  async function areTogether(those: readonly Ringing[]) {
    const found = new Map<Ringing, Agent>()
    for (const agent of agents) {
      await agent.talks()
      let caller: Ringing | undefined
      await until(async () => {
        const heard = await agent.hears()
        caller = those.find(({ tone }) => Math.abs(heard - tone) < 20)
        return caller !== undefined
      })
      if (!caller) throw new Error('nobody is heard')
      expect(found.has(caller)).toBe(false)
      found.set(caller, agent)
      await until(async () => caller !== undefined && (await hears(caller.phone, agentTones)) === agent.tone)
    }
    expect(found.size).toBe(seats)
  }
  async function areAnswered(those: readonly Ringing[]) {
    for (const agent of agents) {
      await agent.becomes('ringing', 30_000)
      await agent.press('F2')
    }
    for (const agent of agents) await agent.becomes('talking')
    const numbers = those.map(({ number }) => `'${number}'`).join(', ')
    const held = hub.rows<{ seat: string; number: string }>(
      `select l.seat, c.number from call_leg l join call_record c on c.id = l.callId
       where l.endedAt is null and c.number in (${numbers})`,
    )
    expect(new Set(held.map(({ seat }) => seat)).size).toBe(seats)
    expect(held.map(({ number }) => number).toSorted()).toEqual(those.map(({ number }) => number).toSorted())
  }

  it('of eight conversations at once, and twelve who wait, gives nobody two and leaves nobody out', async () => {
    await queueUp(0, seats)
    await areAnswered(callers)
    await queueUp(seats, waiting)
    const [talk, wait] = [callers.slice(0, seats), callers.slice(seats)]
    await areTogether(talk)
    expect(hub.rows(`select id from call_record where phase = 'waiting'`)).toHaveLength(waiting)
    expect(hub.rows('select callId from call_leg')).toHaveLength(seats)

    // Each of those who wait is told the place, which is its own, and then hears music.
    for (const [ahead, { number, phone }] of wait.entries()) {
      const said = ahead === 0 ? 'queue-next' : 'queue-ahead'
      await hub.untilRow(
        `select s.step from call_step s join call_record c on c.id = s.callId
         where c.number = ? and s.effects like '%"play"%' and s.effects like '%${said}%'`,
        [number],
      )
      await hub.untilRow(`select id from call_record where number = ? and state like '%"hears":"music"%'`, [number])
      await until(async () => (await hears(phone, agentTones)) === 'something')
    }

    // Who has waited longest comes next.
    await Promise.all(agents.map((agent) => agent.press('F4')))
    for (const { phone } of talk) await phone.untilClosed()
    for (const agent of agents) {
      await agent.becomes('wrapUp')
      await agent.press('F2')
    }
    const next = wait.slice(0, seats)
    await areAnswered(next)
    await areTogether(next)
    for (const { number } of wait.slice(seats)) {
      expect(hub.rows('select phase from call_record where number = ?', [number])).toEqual([{ phase: 'waiting' }])
    }

    for (const { phone } of callers.slice(seats)) phone.hangUp()
    await until(() => hub.rows('select id from call_record where live = 1').length === 0, 20_000)
    const outcomes = hub.rows('select outcome, count(*) as calls from call_record group by outcome order by outcome')
    expect(outcomes).toEqual([
      { outcome: 'abandoned', calls: waiting - seats },
      { outcome: 'answered', calls: 2 * seats },
    ])
    expect(hub.rows('select callId from call_leg')).toHaveLength(2 * seats)
  })
})
