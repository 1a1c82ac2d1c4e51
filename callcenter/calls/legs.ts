import type { Call, Effect, Leg, Step } from './call.ts'
import { arm } from './timing.ts'

type LegEnd = NonNullable<Leg['end']>

export const isLive = (leg: Leg): boolean => leg.endedAt === null

/** Who talks to the party, or waits for it to be reached. */
export const talkingLeg = ({ legs }: Call): Leg | undefined =>
  legs.findLast((leg) => isLive(leg) && leg.answeredAt !== null)

/** Who is being rung: at most one at a time. */
export const ringingLeg = ({ legs }: Call): Leg | undefined =>
  legs.findLast((leg) => isLive(leg) && leg.answeredAt === null)

const changed = (call: Call, number: number, change: Partial<Leg>): Call => ({
  ...call,
  legs: call.legs.map((leg) => (leg.leg === number ? { ...leg, ...change } : leg)),
})

export const endLeg = (call: Call, { leg }: Leg, end: LegEnd, at: number): Call =>
  changed(call, leg, { endedAt: at, end })

export const answerLeg = (call: Call, { leg }: Leg, at: number): Call => changed(call, leg, { answeredAt: at })

/** Was answered, but never brought together with the party. */
export const undoAnswer = (call: Call, { leg, answeredAt }: Leg): Call =>
  changed({ ...call, answeredAt: call.answeredAt === answeredAt ? null : call.answeredAt }, leg, { answeredAt: null })

/** Ends all that have not ended. */
export function endLegs(call: Call, end: LegEnd, at: number): Step {
  const live = call.legs.filter(isLive)
  const releases: readonly Effect[] = live.map(({ leg }) => ({ do: 'releaseLeg', leg }))
  return [live.reduce((ended, leg) => endLeg(ended, leg, end, at), call), releases]
}

/** Rings one more agent. A transfer is rung while the conversation goes on. */
export function ringAgent(
  call: Call,
  agent: { seat: string; staffId: string; contact: string },
  at: number,
  transferredFrom: number | null = null,
): Step {
  const { seat, staffId, contact } = agent
  const leg = call.legs.length + 1
  const rung: Leg = {
    leg,
    seat,
    staffId,
    contact,
    rungAt: at,
    answeredAt: null,
    endedAt: null,
    end: null,
    transferredFrom,
  }
  const phase = call.phase === 'talking' && transferredFrom !== null ? 'talking' : 'ringing'
  return [arm({ ...call, phase, legs: [...call.legs, rung] }, 'ring', at), [{ do: 'ring', leg, seat }]]
}
