import type { Ivr } from '#callcenter/ivr/ivr.ts'
import type { Call, CallEvent, Step } from './call.ts'
import { end } from './end.ts'
import { inDialling, tryLater, diallingWasCut } from './inDialling.ts'
import { inIvr } from './inIvr.ts'
import { afterTheCall, awaitRecording, cutShort, inRecording } from './inRecording.ts'
import { inRinging } from './inRinging.ts'
import { inTalking } from './inTalking.ts'
import { inWaiting } from './inWaiting.ts'
import { endLegs } from './legs.ts'
import { isPast, andThen } from './steps.ts'
import { isDue, mostDials } from './timing.ts'

/**
 * The whole behaviour of a call without a telephone. Pure; `at` is epoch ms and never goes backwards within a call.
 *
 * An event that means nothing to the call (any more) answers the very same object and no effects: whoever has claimed
 * an agent for it (`agentFound`, `transferAsked`) sees by this that the claim is to be given back.
 * Until it is over, whoever is on the line hears something, or a timer is running.
 */
export function advance(ivr: Ivr, call: Call, event: CallEvent, at: number): Step {
  return meaning(ivr, call, event, at) ?? [call, []]
}

function meaning(ivr: Ivr, call: Call, event: CallEvent, at: number): Step | null {
  if (call.phase === 'over') return afterTheCall(ivr, call, event)
  if (isLate(call, event, at)) return null
  switch (event.type) {
    case 'cut':
      return cut(ivr, call, at)
    case 'endAsked':
      return call.phase === 'recording' ? endRecording(call, at) : end(call, at)
    case 'hungUp':
      if (call.phase === 'dialling') return inDialling(call, event, at)
      // News of a channel that a callback was tried on before.
      if (call.channel === null || call.endedAt !== null) return null
      return call.phase === 'recording' ? awaitRecording(call, at) : end(call, at, { legs: 'caller', party: 'gone' })
    default:
      return inPhase(ivr, call, event, at)
  }
}

function inPhase(ivr: Ivr, call: Call, event: CallEvent, at: number): Step | null {
  switch (call.phase) {
    case 'ivr':
      // Never answered: nothing can be said to the caller.
      if (event.type === 'failed' && event.effect === 'answer') return end(call, at, { outcome: 'cut' })
      return inIvr(ivr, call, event, at)
    case 'recording':
      return inRecording(ivr, call, event, at)
    case 'waiting':
      return inWaiting(ivr, call, event, at)
    case 'ringing':
      return inRinging(call, event, at)
    case 'dialling':
      return inDialling(call, event, at)
    case 'talking':
      return inTalking(call, event, at)
    case 'over':
      return null
    default:
      return call.phase satisfies never
  }
}

/** Belongs to a sound, a question or a timer that is past. */
function isLate(call: Call, event: CallEvent, at: number): boolean {
  switch (event.type) {
    case 'timedOut':
      return !isDue(call, event, at)
    case 'soundFinished':
      return event.sound !== call.sound
    case 'looked':
      return event.sound !== call.sound || call.timer?.kind !== 'look'
    case 'failed':
      if (event.effect === 'look' && call.timer?.kind !== 'look') return true
      return (event.effect === 'play' || event.effect === 'look') && isPast(event.number, call.sound)
    default:
      return false
  }
}

const endRecording = (call: Call, at: number): Step | null =>
  call.endedAt === null ? awaitRecording(call, at, { do: 'releaseParty' }) : null

function cut(ivr: Ivr, call: Call, at: number): Step | null {
  if (call.phase === 'recording') {
    // Gone already before the exchange broke: the message decides what became of the call.
    const outcome = call.endedAt === null ? ({ outcome: 'cut' } as const) : {}
    return andThen(cutShort(ivr, call, call.endedAt ?? at), (kept) => end(kept, at, { legs: 'lost', ...outcome }))
  }
  if (call.kind !== 'callback' || call.channel !== null) return end(call, at, { legs: 'lost', outcome: 'cut' })
  // Nobody was on the line of it yet: it is not lost.
  if (call.phase === 'waiting') return null
  return andThen(endLegs(call, 'lost', at), (alone) =>
    alone.dials < mostDials ? diallingWasCut(alone) : tryLater(alone, at),
  )
}
