import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { offlinePrompts } from '#callcenter/asterisk/sounds/offlinePrompts.ts'
import { rate } from '#callcenter/asterisk/sounds/wav.ts'
import type { PromptName } from '#callcenter/ivr/prompts.ts'
import type { Caller } from './baresip.ts'
import type { HubHouse } from './hubHouse.ts'
import { soundIn } from './sound.ts'

type Spoken = PromptName | keyof typeof offlinePrompts

/** The same words have 0.98 and more; other sentences of the same voice, which share some of their words, up to 0.85. */
const sameWords = 0.93
/** Samples: loudness is taken over 20 ms, every 5 ms. */
const [window, hop] = [160, 40]
const hopsPerWindow = window / hop
const hopsCutOff = 100
/** The longest sentence is half as long. */
const longestMs = 40_000

/** Waits until the caller has heard this sentence to its end, in the present call or in what came after so many seconds. */
export async function hearsPrompt(hub: HubHouse, caller: Caller, name: Spoken, since = 0): Promise<void> {
  let best = -1
  const end = performance.now() + longestMs
  for (;;) {
    best = await likenessTo(hub, caller, name, since)
    if (best > sameWords) return
    if (performance.now() > end) throw new Error(`${name} was not heard: nothing is more like it than ${best}`)
    // The telephone itself needs the machine, too.
    await setTimeout(500)
  }
}

/** Whether nothing that the caller has heard so far is this sentence. */
export const hasNotHeard = async (hub: HubHouse, caller: Caller, name: Spoken): Promise<boolean> =>
  (await likenessTo(hub, caller, name, 0)) < sameWords

async function likenessTo({ network }: HubHouse, caller: Caller, name: Spoken, since: number): Promise<number> {
  const file = join(network.folder, 'data/asterisk/data/sounds/hub', `${name}.wav`)
  const { samples } = await caller.heard()
  return likeness(samples.subarray(Math.round(since * rate)), soundIn(await readFile(file)).samples)
}

/** How much the part that is most like `said` is like it, by the course of its loudness: from -1 to 1. */
export function likeness(heard: Float32Array, said: Float32Array): number {
  // Who hangs up at the end of it cuts off the last of it.
  const course = [...loudnesses(heard, hop), ...Array<number>(hopsCutOff).fill(0)]
  const pattern = centred(loudnesses(said, window))
  const length = pattern.length * hopsPerWindow
  let best = -1
  for (let first = 0; first + length <= course.length; first++) {
    let [product, sum, squares] = [0, 0, 0]
    for (const [index, value] of pattern.entries()) {
      const loudness = course[first + index * hopsPerWindow] ?? 0
      product += value * loudness
      sum += loudness
      squares += loudness * loudness
    }
    const spread = Math.sqrt(Math.max(squares - (sum * sum) / pattern.length, 0))
    best = Math.max(best, product / Math.max(spread, 1e-9))
  }
  return best
}

function loudnesses(samples: Float32Array, every: number): number[] {
  const found: number[] = []
  for (let first = 0; first + window <= samples.length; first += every) {
    let squares = 0
    for (const sample of samples.subarray(first, first + window)) squares += sample * sample
    found.push(Math.sqrt(squares / window))
  }
  return found
}

/** About zero, and of length one. */
function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const length = Math.hypot(...values.map((value) => value - mean))
  return values.map((value) => (value - mean) / Math.max(length, 1e-9))
}
