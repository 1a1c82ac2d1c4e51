import type { Call, CallEvent, Leg, Step } from './call.ts'
import { end } from './end.ts'
import { joined } from './inRinging.ts'
import { endLeg, talkingLeg } from './legs.ts'
import { step, andThen } from './steps.ts'
import { arm, disarm, mostDials } from './timing.ts'

/** The agent has answered, the party is being dialled. Null: means nothing here. */
export function inDialling(call: Call, event: CallEvent, at: number): Step | null {
  const agent = talkingLeg(call)
  if (!agent) return null
  switch (event.type) {
    case 'partyAnswered':
      return joined({ ...call, channel: `${call.id}-party` }, agent.leg, at)
    case 'partyFailed':
    case 'hungUp':
      return unreached(call, agent, 'caller', at)
    case 'timedOut':
      return event.kind === 'dial' ? withoutParty(unreached(call, agent, 'caller', at)) : null
    case 'failed':
      return event.effect === 'dialParty' ? unreached(call, agent, 'caller', at) : null
    case 'legEnded': {
      if (event.leg !== agent.leg) return null
      return agentGone(call, agent, event.cause === 'lost' ? 'lost' : 'agent', at)
    }
    case 'agentReloaded': {
      if (event.seat !== agent.seat || event.contact === agent.contact) return null
      return andThen(step(call, { do: 'releaseLeg', leg: agent.leg }), (left) => agentGone(left, agent, 'lost', at))
    }
    default:
      return null
  }
}

/** The channel that is being dialled is taken back. */
const withoutParty = ([call, effects]: Step): Step => [call, [{ do: 'releaseParty' }, ...effects]]

const unreached = (call: Call, agent: Leg, why: NonNullable<Leg['end']>, at: number): Step =>
  andThen(step(call, { do: 'releaseLeg', leg: agent.leg }), (left) => tryLater(endLeg(left, agent, why, at), at))

/** Nobody is there who could talk: the party is not to pick up and hear nothing. */
function agentGone(call: Call, agent: Leg, why: 'agent' | 'lost', at: number): Step {
  const alone = endLeg(call, agent, why, at)
  // An agent who gives up has tried; one whose page is gone has not.
  const waits = why === 'lost' && call.dials < mostDials && call.kind === 'callback'
  return withoutParty(waits ? step(disarm(asWaiting(alone))) : tryLater(alone, at))
}

const asWaiting = (call: Call): Call => ({ ...call, phase: 'waiting', wanted: null, hears: 'nothing' })

/** A callback keeps its place, and is not given to anybody for a while; after the last time it is over. */
export const tryLater = (call: Call, at: number): Step =>
  call.kind === 'callback' && call.dials < mostDials
    ? step(arm(asWaiting(call), 'again', at))
    : end(call, at, { party: 'gone' })

/** The exchange was restarted while nobody was on the line of a callback: it goes on waiting. */
export const diallingWasCut = (call: Call): Step => step(disarm(asWaiting(call)))
