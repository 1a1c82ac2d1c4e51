import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { installedProgram } from '#callcenter/asterisk/startExchange.ts'
import { rate } from '#callcenter/asterisk/sounds/wav.ts'
import type { Effect } from '#callcenter/calls/call.ts'
import { openCaller } from '#test/telephones/baresip.ts'
import type { HubHouse } from '#test/telephones/hubHouse.ts'
import { lastOf, type Sound, soundIn, writeTone } from '#test/telephones/sound.ts'

export interface ToldBill {
  callId: string
  /** Prompts by name, as the call's log has them. */
  said: readonly string[]
  /** What came out of the caller's telephone between the key and the end of the answer. */
  heard: Sound
  /** Of what was said, as much as is in what was heard, one prompt after the other: 1 for all of it. */
  spoken: number
}

/** Rings the hotline from this number, keys 2, and listens to the end of what the bill is. */
export async function askForBill(hub: HubHouse, number: string): Promise<ToldBill> {
  const says = await writeTone(join(hub.network.folder, 'asker.wav'), 700, 300)
  const caller = await openCaller(hub.network, { number, says })
  try {
    await caller.dial()
    const { id: callId } = await hub.untilRow<{ id: string }>(
      `select id from call_record where number = ? and live = 1 and state like '%"node":"menu"%'`,
      [number],
      60_000,
    )
    const before = await caller.heard()
    await caller.press('2')
    // The menu behind the answer is played when the answer has been heard out.
    await hub.untilRow(
      `select step from call_step where callId = ? and effects like '%"after-answer%'`,
      [callId],
      90_000,
    )
    const all = await caller.heard()
    caller.hangUp()
    await caller.untilClosed()
    await hub.untilRow(`select id from call_record where id = ? and outcome = 'selfService'`, [callId], 30_000)
    const said = promptsOf(hub, callId)
    const heard = lastOf(all, all.seconds - before.seconds)
    return { callId, said, heard, spoken: await spokenIn(heard, said) }
  } finally {
    await caller.close()
  }
}

/** Of the call's log: what was played in answer to the question for the bill. */
function promptsOf(hub: HubHouse, callId: string): readonly string[] {
  const steps = hub.rows<{ effects: string }>('select effects from call_step where callId = ? order by step', [callId])
  const effects = steps.flatMap(({ effects: text }) => JSON.parse(text) as Effect[])
  const played = effects.flatMap((effect) => (effect.do === 'play' ? [effect.prompts] : []))
  const answer = played.find((prompts) => prompts.some((name) => name.startsWith('bill-')))
  if (!answer) throw new Error(`no bill was told: ${JSON.stringify(played)}`)
  return answer
}

const sampleSeconds = 0.2
const searchSeconds = 3
/** Of a prompt that is there; the telephone's codec costs little of it. */
const leastLikeness = 0.7

/** Looks for a piece of each prompt in what was heard, behind the one before. */
async function spokenIn({ samples }: Sound, said: readonly string[]): Promise<number> {
  let [from, within, found] = [0, searchSeconds, 0]
  for (const name of said) {
    const prompt = soundIn(await readFile(join(installedProgram, 'sounds/hub', `${name}.wav`)))
    const middle = Math.floor((prompt.samples.length - sampleSeconds * rate) / 2)
    const piece = prompt.samples.subarray(Math.max(0, middle), middle + sampleSeconds * rate)
    within += prompt.seconds
    const { at, likeness } = mostLike(samples.subarray(from, from + Math.ceil(within * rate)), piece)
    if (likeness < leastLikeness) continue
    ;[from, within] = [from + at + piece.length, searchSeconds]
    found++
  }
  return found / said.length
}

/** Where in a sound a piece is, and how much that is alike: 1 for the same, whatever its loudness. */
function mostLike(samples: Float32Array, piece: Float32Array): { at: number; likeness: number } {
  const energyOf = (some: Float32Array) => some.reduce((sum, sample) => sum + sample * sample, 0)
  const own = energyOf(piece)
  let best = { at: 0, likeness: 0 }
  let energy = energyOf(samples.subarray(0, piece.length))
  for (let at = 0; at + piece.length <= samples.length; at++) {
    let product = 0
    for (let index = 0; index < piece.length; index++) product += (samples[at + index] ?? 0) * (piece[index] ?? 0)
    const likeness = product / Math.sqrt(Math.max(1e-9, energy * own))
    if (likeness > best.likeness) best = { at, likeness }
    energy += (samples[at + piece.length] ?? 0) ** 2 - (samples[at] ?? 0) ** 2
  }
  return best
}

const places: Readonly<Record<string, number>> = { ten: 10, hundred: 100, thousand: 1_000 }
const units: Readonly<Record<string, number>> = { yuan: 100, jiao: 10, fen: 1 }

/** What somebody who listens writes down of the amount that follows a prompt: fen. Amounts below 一亿元. */
export function fenSaid(said: readonly string[], after: string): number {
  let [fen, myriads, below, digit] = [0, 0, 0, 0]
  for (const name of said.slice(said.indexOf(after) + 1)) {
    const place = places[name]
    const unit = units[name]
    if (name === 'two') digit = 2
    else if (name.startsWith('digit-')) digit = Number(name.slice(-1))
    // 十 alone is ten.
    else if (place !== undefined) [below, digit] = [below + (digit || 1) * place, 0]
    else if (name === 'ten-thousand') [myriads, below, digit] = [(below + digit) * 10_000, 0, 0]
    else if (unit !== undefined) [fen, myriads, below, digit] = [fen + (myriads + below + digit) * unit, 0, 0, 0]
    else break
  }
  return fen
}
