import { setTimeout } from 'node:timers/promises'
import { until } from '#test/kernel/until.ts'
import type { Caller } from './baresip.ts'
import { strengthOf } from './sound.ts'

/** What a caller hears now: one of these tones, `something` else (a voice, music), or `nothing`. */
export type Heard = number | 'something' | 'nothing'

const lookBackSeconds = 0.8
/** Agents' microphones hum ten times as loud. */
const least = { tone: 0.03, loudness: 0.003 }

export async function hears(caller: Caller, tones: readonly number[]): Promise<Heard> {
  const sound = await caller.heard(lookBackSeconds)
  const tone = tones.find((hertz) => strengthOf(sound, hertz) > least.tone)
  return tone ?? (sound.loudness > least.loudness ? 'something' : 'nothing')
}

/** Waits until the caller hears this and nothing of what was before, told apart from these tones. */
export async function comesToHear(caller: Caller, what: Heard, tones: readonly number[], ms = 10_000): Promise<void> {
  const isHeard = async () => (await hears(caller, tones)) === what
  const begunAndLasting = async () => (await isHeard()) && setTimeout(lookBackSeconds * 1_000).then(isHeard)
  await until(begunAndLasting, ms).catch(async () => {
    const { seconds } = await caller.heard()
    throw new Error(`after ${seconds} s the caller hears ${await hears(caller, tones)} and not ${what}`)
  })
}
