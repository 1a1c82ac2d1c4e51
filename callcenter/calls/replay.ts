import { isDeepStrictEqual } from 'node:util'
import type { Ivr } from '#callcenter/ivr/ivr.ts'
import { advance } from './advance.ts'
import type { Call, CallEvent, Effect } from './call.ts'

/** What is stored of one step. */
export interface StoredStep {
  event: CallEvent
  at: number
  effects: readonly Effect[]
}

/**
 * The call as its stored steps make it, from how it began.
 * @throws Error when a step does not ask for the effects that were stored with it
 */
export function replay(ivr: Ivr, begun: Call, steps: readonly StoredStep[]): Call {
  let call = begun
  for (const [index, { event, at, effects }] of steps.entries()) {
    const [next, again] = advance(ivr, call, event, at)
    if (!isDeepStrictEqual(again, effects))
      throw new Error(`call ${call.id}: step ${index + 1} (${event.type}) had other effects when it was stored`)
    call = next
  }
  return call
}
