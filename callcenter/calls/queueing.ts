import type { Sentence } from '#callcenter/ivr/sentences.ts'
import type { Call, Step } from './call.ts'
import { look, music, play } from './hearing.ts'
import { step, andThen } from './steps.ts'
import { arm, disarm, waits } from './timing.ts'

/** Music, and the question for the place. Who has waited before keeps the place, and is not turned away by the clock. */
export function joinQueue(call: Call, at: number, before: Sentence = []): Step {
  const attempts = call.queuedAt === null ? 0 : 1
  const waiting: Call = { ...call, phase: 'waiting', queuedAt: call.queuedAt ?? at, keys: '', attempts, told: null }
  return before.length > 0 ? play(waiting, before, at) : askPlace(waiting, at)
}

export const askPlace = (call: Call, at: number): Step =>
  andThen(music(call), (listening) => look(listening, { ask: 'queue' }, at))

/**
 * After a ring that came to nothing: the same place, and music goes on. A callback that nobody is on the line of just
 * waits. Not for a call that an agent rings out: its party never asked to wait.
 */
export function backToQueue(call: Call, at: number): Step {
  const waiting: Call = { ...call, phase: 'waiting', wanted: null, queuedAt: call.queuedAt ?? at }
  if (waiting.channel === null) return step(disarm(waiting))
  if (waiting.hears === 'sound') return step(arm(waiting, 'sound', at))
  if (waiting.hears === 'hold' || waiting.hears === 'agent') return joinQueue(waiting, at, ['back-in-queue'])
  return andThen(music(waiting), (listening) => step(arm(listening, 'place', at)))
}

/** The agent was lost: music in the bridge, and the same agent alone for a while. */
export const holdForAgent = (call: Call, agent: { seat: string; staffId: string }, at: number): Step => {
  const wanted = { seat: agent.seat, staffId: agent.staffId }
  return step(arm({ ...call, phase: 'waiting', hears: 'hold', wanted }, 'seat', at, waits.seat), { do: 'holdParty' })
}
