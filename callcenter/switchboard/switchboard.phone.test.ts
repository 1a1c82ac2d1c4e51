import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, openCaller } from '#test/telephones/baresip.ts'
import { type CallcenterHouse, openCallcenterHouse } from '#test/telephones/callcenterHouse.ts'
import { type Network, openNetwork } from '#test/telephones/network.ts'
import { writeTone } from '#test/telephones/sound.ts'

interface Record {
  id: string
  phase: string
  outcome: string | null
  queuedAt: number | null
  endedAt: number | null
}

const columns = 'id, phase, outcome, queuedAt, endedAt'
let network: Network
let hub: CallcenterHouse
let says: string
let made = 0

beforeAll(async () => {
  network = await openNetwork()
  says = await writeTone(join(network.folder, 'says.wav'), 700, 300)
  hub = await openCallcenterHouse(network)
})
afterAll(async () => {
  await network.close()
})

/** A caller of a number of its own, who is in the call. */
async function caller(): Promise<{ phone: Caller; number: string }> {
  const number = `1390000${String(++made).padStart(4, '0')}`
  const phone = await openCaller(network, { number, says })
  await phone.dial()
  return { phone, number }
}
const callOf = (number: string, and = '1 = 1', ms?: number) =>
  hub.untilRow<Record>(`select ${columns} from call_record where number = ? and (${and})`, [number], ms)
const inMenu = (number: string) =>
  callOf(number, `phase = 'ivr' and state like '%"node":"menu"%' and state like '%"hears":"sound"%'`, 30_000)
const waiting = (number: string) => callOf(number, "phase = 'waiting'")
const asterisk = () => Number(readFileSync(join(network.folder, 'asterisk/run/hub.pid'), 'utf8').split(' ')[0])

async function queued() {
  const one = await caller()
  await inMenu(one.number)
  await one.phone.press('0')
  return { ...one, call: await waiting(one.number) }
}

async function recording() {
  const one = await caller()
  await inMenu(one.number)
  await one.phone.press('9')
  await callOf(one.number, 'phase = \'recording\' and state like \'%"hears":"nothing"%\'', 30_000)
  await setTimeout(3_000)
  return one
}
const voicemailOf = (number: string) =>
  hub.untilRow<{ lengthMs: number; callId: string }>(
    'select v.lengthMs, v.callId from voicemail v join call_record c on c.id = v.callId where c.number = ?',
    [number],
    30_000,
  )

describe('the hotline', () => {
  it('speaks to a caller, takes keys, and knows how it ended', async () => {
    const { phone, number } = await caller()
    await inMenu(number)
    await setTimeout(2_000)
    const heard = await phone.heard()
    expect(heard.seconds).toBeGreaterThan(2)
    expect(heard.loudness).toBeGreaterThan(0.005)
    phone.hangUp()
    expect(await callOf(number, "phase = 'over'")).toMatchObject({ outcome: 'hungUp' })
    await phone.close()
  })

  it('keeps a message that was ended by #', async () => {
    const { phone, number } = await recording()
    await phone.press('#')
    expect((await voicemailOf(number)).lengthMs).toBeGreaterThan(1_000)
    await phone.untilClosed(30_000)
    expect(await callOf(number, "phase = 'over'")).toMatchObject({ outcome: 'message' })
    await phone.close()
  })

  it('keeps a message whose caller hung up', async () => {
    const { phone, number } = await recording()
    phone.hangUp()
    expect((await voicemailOf(number)).lengthMs).toBeGreaterThan(1_000)
    expect(await callOf(number, "phase = 'over'")).toMatchObject({ outcome: 'message' })
    await phone.close()
  })
})

describe('a hub that is killed', () => {
  it('finds a caller in the menu again, who goes on', async () => {
    const { phone, number } = await caller()
    const { id } = await inMenu(number)
    await hub.kill()
    await hub.start()
    await inMenu(number)
    await phone.press('0')
    expect(await waiting(number)).toMatchObject({ id })
    phone.hangUp()
    expect(await callOf(number, "phase = 'over'")).toMatchObject({ id, outcome: 'abandoned' })
    await phone.close()
  })

  it('leaves those who wait their place, and finds out who has hung up meanwhile', async () => {
    const [stays, leaves] = [await queued(), await queued()]
    await hub.kill()
    leaves.phone.hangUp()
    await hub.start()
    expect(await callOf(leaves.number, "phase = 'over'")).toMatchObject({ id: leaves.call.id, outcome: 'abandoned' })
    expect(await waiting(stays.number)).toMatchObject({ id: stays.call.id, queuedAt: stays.call.queuedAt })
    const rows = await hub.rows('select id from call_record where number = ?', [stays.number])
    expect(rows).toHaveLength(1)
    stays.phone.hangUp()
    await callOf(stays.number, "phase = 'over'")
    for (const { phone } of [stays, leaves]) await phone.close()
  })

  it('loses no message that is being spoken, nor one that ended while it was away', async () => {
    const [speaking, ended] = [await recording(), await recording()]
    await hub.kill()
    ended.phone.hangUp()
    await setTimeout(1_000)
    await hub.start()
    speaking.phone.hangUp()
    expect((await voicemailOf(speaking.number)).lengthMs).toBeGreaterThan(3_000)
    expect((await voicemailOf(ended.number)).lengthMs).toBeGreaterThan(1_000)
    for (const { number } of [speaking, ended]) {
      expect(await callOf(number, "phase = 'over'", 30_000)).toMatchObject({ outcome: 'message' })
    }
    for (const { phone } of [speaking, ended]) await phone.close()
  })

  it('that is closed leaves callers where they are', async () => {
    const { phone, number, call } = await queued()
    const before = asterisk()
    await hub.close()
    await hub.start()
    expect(asterisk()).toBe(before)
    expect(await waiting(number)).toMatchObject({ id: call.id, queuedAt: call.queuedAt })
    phone.hangUp()
    await callOf(number, "phase = 'over'")
    await phone.close()
  })
})

describe('an Asterisk that is killed', () => {
  it('leaves calls that were cut, and takes new ones', async () => {
    const { phone, number, call } = await queued()
    process.kill(asterisk(), 'SIGKILL')
    expect(await callOf(number, "phase = 'over'", 40_000)).toMatchObject({ id: call.id, outcome: 'cut' })
    await phone.close()
    const next = await caller()
    await inMenu(next.number)
    next.phone.hangUp()
    await callOf(next.number, "phase = 'over'")
    await next.phone.close()
  })
})
