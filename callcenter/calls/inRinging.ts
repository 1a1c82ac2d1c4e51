import type { Call, CallEvent, Leg, Step } from './call.ts'
import { hush, music } from './hearing.ts'
import { soundIsOver } from './inIvr.ts'
import { musicFailed, apologise } from './inWaiting.ts'
import { answerLeg, endLeg, ringAgent, ringingLeg } from './legs.ts'
import { backToQueue } from './queueing.ts'
import { isPast, step, andThen } from './steps.ts'
import { arm, disarm } from './timing.ts'

/** An agent is rung, and nobody talks to the party. Null: means nothing here. */
export function inRinging(call: Call, event: CallEvent, at: number): Step | null {
  const rung = ringingLeg(call)
  if (!rung) return null
  // Music until somebody answers. A sound whose end is not told is covered by the ring's own time.
  if (call.hears === 'sound' && soundIsOver(event)) return music({ ...call, hears: 'nothing' })
  switch (event.type) {
    case 'legAnswered':
      return event.leg === rung.leg ? answered(call, rung, at) : null
    case 'legEnded':
      if (event.leg !== rung.leg) return null
      return inVain(call, rung, event.cause === 'hungUp' ? 'declined' : event.cause, at)
    case 'timedOut':
      return event.kind === 'ring' ? released(rung, inVain(call, rung, 'unanswered', at)) : null
    case 'failed':
      if (event.effect !== 'ring') return musicFailed(call, event.effect, at)
      return isPast(event.number, rung.leg) ? null : inVain(call, rung, 'lost', at)
    case 'agentReloaded': {
      if (event.seat !== rung.seat || event.contact === rung.contact) return null
      const { staffId, seat } = rung
      return released(
        rung,
        ringAgent(endLeg(call, rung, 'lost', at), { seat, staffId, contact: event.contact }, at, rung.transferredFrom),
      )
    }
    default:
      return null
  }
}

const released = ({ leg }: Leg, [call, effects]: Step): Step => [call, [{ do: 'releaseLeg', leg }, ...effects]]

function answered(call: Call, rung: Leg, at: number): Step {
  const taken = answerLeg(call, rung, at)
  if (call.channel === null)
    return step(arm({ ...taken, phase: 'dialling', dials: call.dials + 1 }, 'dial', at), {
      do: 'dialParty',
      leg: rung.leg,
    })
  return andThen(call.hears === 'hold' ? step(taken) : hush(taken), (quiet) => joined(quiet, rung.leg, at))
}

/** Party and agent hear each other; from now on the call counts as answered. */
export const joined = (call: Call, leg: number, at: number): Step =>
  step(disarm({ ...call, phase: 'talking', hears: 'agent', wanted: null, answeredAt: call.answeredAt ?? at }), {
    do: 'join',
    leg,
  })

function inVain(call: Call, rung: Leg, why: NonNullable<Leg['end']>, at: number): Step {
  const without = endLeg(call, rung, why, at)
  return call.kind === 'outbound' ? apologise(without, at) : backToQueue(without, at)
}
