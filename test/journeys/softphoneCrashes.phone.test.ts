import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#core/kernel/id.ts'
import { until } from '#test/kernel/until.ts'
import { type Agent, openAgent } from '#test/telephones/agent.ts'
import { type Caller, openCaller } from '#test/telephones/baresip.ts'
import { comesToHear, type Heard } from '#test/telephones/callerHears.ts'
import { openChromiumInside } from '#test/telephones/chromium.ts'
import { carrierPort } from '#test/telephones/exchangeHouse.ts'
import { type HubHouse, openHubHouse } from '#test/telephones/hubHouse.ts'
import { openNetwork } from '#test/telephones/network.ts'
import { writeTone } from '#test/telephones/sound.ts'

const agentTone = 1_000

interface Record {
  id: string
  phase: string
  outcome: string | null
  queuedAt: number | null
  answeredAt: number | null
  endedAt: number | null
}

describe('The telephone after a crash', { timeout: 180_000 }, () => {
  let hub: HubHouse
  let browser: Browser
  let agent: Agent
  let says: string
  let made = 0

  beforeAll(async () => {
    const network = await openNetwork()
    const microphone = await writeTone(join(network.folder, 'microphone.wav'), agentTone, 10)
    says = await writeTone(join(network.folder, 'caller.wav'), 700, 300)
    hub = await openHubHouse(network, { WRAP_UP_SECONDS: '300' })
    browser = await openChromiumInside(network, microphone)
    const logIn = hub.made.staff.find(({ login }) => login === 'agent')
    if (!logIn) throw new Error('the demonstration has no agent')
    agent = await openAgent(hub, browser, logIn)
    await agent.signIn()
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await hub?.close()
  })

  const hears = (caller: Caller, what: Heard) => comesToHear(caller, what, [agentTone])
  const columns = 'id, phase, outcome, queuedAt, answeredAt, endedAt'
  const callOf = (number: string, and = '1 = 1', ms = 30_000) =>
    hub.untilRow<Record>(`select ${columns} from call_record where number = ? and (${and})`, [number], ms)
  const legsOf = (callId: string) =>
    hub.rows<{ leg: number; ending: string | null; wrapUpEndedAt: number | null }>(
      'select leg, ending, wrapUpEndedAt from call_leg where callId = ? order by leg',
      [callId],
    )

  async function inMenu() {
    const number = `1390000${String(++made).padStart(4, '0')}`
    const phone = await openCaller(hub.network, { number, says })
    await phone.dial()
    await callOf(number, `phase = 'ivr' and state like '%"node":"menu"%' and state like '%"hears":"sound"%'`, 60_000)
    return { phone, number }
  }
  async function queued() {
    const caller = await inMenu()
    await caller.phone.press('0')
    return { ...caller, call: await callOf(caller.number, "phase in ('waiting', 'ringing')") }
  }
  async function talking() {
    const caller = await queued()
    await agent.becomes('ringing')
    await agent.press('F2')
    await agent.becomes('talking')
    await agent.talks()
    await hears(caller.phone, agentTone)
    return caller
  }
  async function recording() {
    const caller = await inMenu()
    await caller.phone.press('9')
    await callOf(caller.number, `phase = 'recording' and state like '%"hears":"nothing"%'`)
    await setTimeout(2_500)
    return caller
  }
  async function endWrapUp() {
    await agent.becomes('wrapUp')
    await agent.press('F2')
  }

  it('of the hub goes on with every caller where they were', async () => {
    const talks = await talking()
    const waits = await queued()
    const later = await queued()
    const [speaks, listens] = [await recording(), await inMenu()]

    await hub.kill()
    const packets = await agent.traffic()
    await expect
      .poll(
        async () => {
          const { sent, received } = await agent.traffic()
          return Math.min(sent - packets.sent, received - packets.received)
        },
        { timeout: 10_000 },
      )
      .toBeGreaterThan(60)
    await hears(talks.phone, agentTone)
    await hears(waits.phone, 'something')
    await hub.start()

    // Whoever talks notices nothing, and the page is not rung again.
    await agent.talks()
    await hears(talks.phone, agentTone)
    await until(async () => (await agent.page.locator('[aria-label="话机"][data-disconnected="false"]').count()) === 1)
    await agent.becomes('talking')
    expect(legsOf(talks.call.id)).toHaveLength(1)
    for (const { number, call } of [waits, later]) {
      expect(await callOf(number)).toMatchObject({ id: call.id, phase: 'waiting', queuedAt: call.queuedAt })
      expect(legsOf(call.id)).toEqual([])
    }

    await speaks.phone.press('#')
    const message = await hub.untilRow<{ lengthMs: number }>(
      'select v.lengthMs from voicemail v join call_record c on c.id = v.callId where c.number = ?',
      [speaks.number],
      30_000,
    )
    expect(message.lengthMs).toBeGreaterThan(3_000)
    await callOf(listens.number, `state like '%"node":"menu"%'`)
    await listens.phone.press('0')
    await callOf(listens.number, "phase = 'waiting'")

    // The queue goes on in its order.
    await agent.press('F4')
    await talks.phone.untilClosed()
    await endWrapUp()
    for (const next of [waits, later]) {
      await agent.becomes('ringing')
      expect((await callOf(next.number)).phase).toBe('ringing')
      await agent.press('F2')
      await agent.becomes('talking')
      await hears(next.phone, agentTone)
      await agent.press('F4')
      await next.phone.untilClosed()
      if (next === later) listens.phone.hangUp()
      await endWrapUp()
    }
    await agent.becomes('free')

    const expected = new Map([
      [talks, 'answered'],
      [waits, 'answered'],
      [later, 'answered'],
      [speaks, 'message'],
      [listens, 'abandoned'],
    ] as const)
    for (const [{ number, phone }, outcome] of expected) {
      const record = await callOf(number, "phase = 'over'")
      expect(record).toMatchObject({ outcome, endedAt: expect.any(Number) })
      expect(hub.rows('select id from call_record where number = ?', [number])).toHaveLength(1)
      const legs = legsOf(record.id)
      expect(legs).toMatchObject(outcome === 'answered' ? [{ ending: 'agent', wrapUpEndedAt: expect.any(Number) }] : [])
      await phone.close()
    }
  })

  it('of the hub while it dials a number rings nobody twice', async () => {
    const number = '13911112222'
    const party = await openCaller(hub.network, { number, says, port: carrierPort })
    const own = await hub.as('agent')
    await agent.becomes('free')
    await own('POST /api/staff/calls', { body: { id: newId(Date.now()), number, about: null } })
    await agent.becomes('ringing')
    await agent.press('F2')
    const rings = () => party.events.filter(({ type }) => type === 'CALL_INCOMING').length
    await until(() => rings() === 1, 30_000)
    await hub.kill()
    await hub.start()
    await callOf(number, "phase = 'dialling'")
    party.answer()
    await callOf(number, "phase = 'talking'")
    await hears(party, agentTone)
    await agent.press('F4')
    await party.untilClosed()
    expect(rings()).toBe(1)
    expect(await callOf(number, "phase = 'over'")).toMatchObject({ outcome: 'answered' })
    await endWrapUp()
    await party.close()
    await agent.becomes('free')
  })

  it('of Asterisk lists those who were cut off for a call-back, and takes calls again', async () => {
    const talks = await talking()
    const waits = await queued()
    const before = hub.asterisk()
    process.kill(before, 'SIGKILL')
    for (const { number, call } of [talks, waits]) {
      expect(await callOf(number, "phase = 'over'")).toMatchObject({ id: call.id, outcome: 'cut' })
    }
    expect(hub.asterisk()).not.toBe(before)
    expect(legsOf(talks.call.id)).toMatchObject([{ ending: 'lost' }])
    const supervisor = await hub.as('supervisor')
    const cut = await supervisor('GET /api/staff/calls', { query: { outcome: ['cut'] } })
    expect(cut.map(({ number }) => number).toSorted()).toEqual([talks.number, waits.number].toSorted())
    for (const { phone } of [talks, waits]) await phone.close()

    // The page finds a new account by itself.
    await hub.untilRow(`select seat from seat where contact is not null and state in ('free', 'wrapUp')`, [], 40_000)
    const page = agent.page.locator('[aria-label="话机"]')
    await until(async () => ['free', 'wrapUp'].includes((await page.getAttribute('data-state')) ?? ''), 40_000)
    if ((await page.getAttribute('data-state')) === 'wrapUp') await agent.press('F2')
    await agent.becomes('free')
    const next = await talking()
    await agent.press('F4')
    await next.phone.untilClosed()
    expect(await callOf(next.number, "phase = 'over'")).toMatchObject({ outcome: 'answered' })
    await next.phone.close()
  })
})
