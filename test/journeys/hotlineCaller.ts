import { expect } from 'vitest'
import { until } from '#test/kernel/until.ts'
import { type Caller, openCaller } from '#test/telephones/baresip.ts'
import { hasNotHeard, hearsPrompt } from '#test/telephones/heardPrompt.ts'
import type { HubHouse } from '#test/telephones/hubHouse.ts'

/** Somebody on the hotline, and what the hub has written down of the call. */
export interface HotlineCaller {
  callId: string
  telephone: Caller
  /** What they were told so far, sentence by sentence. */
  told(): string[]
  /** Waits until they are led to one of these places of the menus. */
  comesTo(...nodes: string[]): Promise<string>
}

interface Ringing {
  number: string
  /** The file that the telephone speaks. */
  says: string
  /** That has rung before. */
  telephone?: Caller
}

export async function ringHotline(hub: HubHouse, { number, says, telephone }: Ringing): Promise<HotlineCaller> {
  const caller = telephone ?? (await openCaller(hub.network, { number, says }))
  await caller.dial()
  // It is written down before it is answered; one before it may just be ending.
  const live = 'select id from call_record where number = ? and live = 1 order by startedAt desc limit 1'
  const { id } = await hub.untilRow<{ id: string }>(live, [number])
  return {
    callId: id,
    telephone: caller,
    told: () =>
      hub
        .rows<{ effects: string }>('select effects from call_step where callId = ? order by step', [id])
        .flatMap(({ effects }) => JSON.parse(effects) as { do: string; prompts?: string[] }[])
        .flatMap(({ prompts = [] }) => prompts),
    async comesTo(...nodes) {
      let node: string | null = null
      await until(() => {
        const [row] = hub.rows<{ state: string }>('select state from call_record where id = ?', [id])
        node = (JSON.parse(row?.state ?? '{}') as { node?: string | null }).node ?? null
        return node !== null && nodes.includes(node)
      }, 60_000).catch(() => {
        throw new Error(`the caller is at ${node} and not at ${nodes.join(' or ')}`)
      })
      return node ?? ''
    },
  }
}

const [own, none] = ['outage-own-emergency', 'no-outage'] as const
/** What is said with it: since when, until when. */
const sentences = [own, 'outage-began', 'outage-ends']
/** Of these sentences, with their times. */
const leastSeconds = 12

/** Keys 1, and listens to the end. */
async function asksForOutages({ telephone, comesTo }: HotlineCaller): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    await telephone.press('1')
    // On a loaded machine a key may arrive in two pieces. The second asks for another account: back to the menu.
    if ((await comesTo('afterOutageOpen', 'askPlace')) === 'afterOutageOpen') return
    await telephone.press('#')
    await comesTo('menu')
  }
  throw new Error('no key arrives in one piece')
}

/** Is told at once of the burst pipe at home, and again by key 1. */
export async function hearsOfBurst(hub: HubHouse, caller: HotlineCaller): Promise<void> {
  const { telephone, told, comesTo } = caller
  await comesTo('menu')
  expect(told()).toEqual(expect.arrayContaining(sentences))
  await hearsPrompt(hub, telephone, own)
  const [before, { seconds: begun }] = [told().length, await telephone.heard()]
  await asksForOutages(caller)
  expect(told().slice(before)).toEqual(expect.arrayContaining(sentences))
  await hearsPrompt(hub, telephone, own, begun)
  const { seconds, loudness } = await telephone.heard()
  expect(seconds - begun).toBeGreaterThan(leastSeconds)
  expect(loudness).toBeGreaterThan(0.03)
  expect(told()).not.toContain(none)
  expect(await hasNotHeard(hub, telephone, none)).toBe(true)
}

/** Is told by key 1 that there is water at home, and nothing else. */
export async function hearsOfNothing(hub: HubHouse, caller: HotlineCaller): Promise<void> {
  const { telephone, told } = caller
  // Keys count from the first sentence on.
  await until(() => told().length > 0)
  await asksForOutages(caller)
  await hearsPrompt(hub, telephone, none)
  expect(told()).toContain(none)
  expect(told().filter((sentence) => sentence.startsWith('outage-'))).toEqual([])
  expect(await hasNotHeard(hub, telephone, own)).toBe(true)
}
