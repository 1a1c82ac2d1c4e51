import type { Call, CallEvent, Leg, Step } from './call.ts'
import { end } from './end.ts'
import { joined } from './inRinging.ts'
import { apologise } from './inWaiting.ts'
import { answerLeg, endLeg, endLegs, ringAgent, ringingLeg, talkingLeg, undoAnswer } from './legs.ts'
import { backToQueue, holdForAgent } from './queueing.ts'
import { isPast, step, andThen } from './steps.ts'
import { disarm } from './timing.ts'

/** An agent talks to the party; another may be rung to take over. Null: means nothing here. */
export function inTalking(call: Call, event: CallEvent, at: number): Step | null {
  const agent = talkingLeg(call)
  if (!agent) return null
  const target = ringingLeg(call)
  switch (event.type) {
    case 'legEnded':
      if (event.leg === agent.leg) return agentGone(call, agent, target, event.cause, at)
      return event.leg === target?.leg
        ? stays(call, target, event.cause === 'hungUp' ? 'declined' : event.cause, at)
        : null
    case 'legAnswered':
      return event.leg === target?.leg ? takenOver(call, agent, target, at) : null
    case 'transferAsked':
      if (target || event.leg !== agent.leg || event.to.seat === agent.seat) return null
      return ringAgent(call, event.to, at, agent.leg)
    case 'transferCancelled':
      return target ? released(target, stays(call, target, 'agent', at)) : null
    case 'timedOut':
      return target && event.kind === 'ring' ? released(target, stays(call, target, 'unanswered', at)) : null
    case 'agentReloaded':
      return reloaded(call, agent, target, event, at)
    case 'failed':
      if (event.effect === 'ring' && target && !isPast(event.number, target.leg)) return stays(call, target, 'lost', at)
      if (event.effect === 'join' && !isPast(event.number, agent.leg)) return notJoined(call, agent, at)
      return null
    default:
      return null
  }
}

const released = ({ leg }: Leg, [call, effects]: Step): Step => [call, [{ do: 'releaseLeg', leg }, ...effects]]

/** The other agent does not take over; the conversation goes on, and its page sees by the leg why. */
const stays = (call: Call, target: Leg, why: NonNullable<Leg['end']>, at: number): Step =>
  step(disarm(endLeg(call, target, why, at)))

const takenOver = (call: Call, agent: Leg, target: Leg, at: number): Step =>
  andThen(joined(answerLeg(endLeg(call, agent, 'moved', at), target, at), target.leg, at), (moved) =>
    step(moved, { do: 'releaseLeg', leg: agent.leg }),
  )

function agentGone(call: Call, agent: Leg, target: Leg | undefined, cause: string, at: number): Step {
  const lost = cause === 'lost'
  // Hanging up while the other one is rung leaves the party to that one.
  if (target) return onHold(endLeg(call, agent, lost ? 'lost' : 'moved', at))
  if (lost) return holdForAgent(endLeg(call, agent, 'lost', at), agent, at)
  return end(endLeg(call, agent, 'agent', at), at)
}

/** Rung on, with music for the party. */
const onHold = (call: Call): Step => step({ ...call, phase: 'ringing', hears: 'hold' }, { do: 'holdParty' })

function reloaded(
  call: Call,
  agent: Leg,
  target: Leg | undefined,
  { seat, contact }: { seat: string; contact: string },
  at: number,
): Step | null {
  if (seat === target?.seat) {
    if (contact === target.contact) return null
    const again = { seat, staffId: target.staffId, contact }
    return released(target, ringAgent(endLeg(call, target, 'lost', at), again, at, target.transferredFrom))
  }
  if (seat !== agent.seat || contact === agent.contact) return null
  if (target) return released(agent, onHold(endLeg(call, agent, 'lost', at)))
  return released(
    agent,
    andThen(holdForAgent(endLeg(call, agent, 'lost', at), agent, at), (held) =>
      ringAgent(held, { seat, staffId: agent.staffId, contact }, at),
    ),
  )
}

/** Both were there, and did not come together: the agent is let go, the party waits on in its place. */
const notJoined = (call: Call, agent: Leg, at: number): Step =>
  andThen(endLegs(undoAnswer(call, agent), 'lost', at), (alone) =>
    alone.kind === 'outbound' ? apologise(alone, at) : backToQueue(alone, at),
  )
