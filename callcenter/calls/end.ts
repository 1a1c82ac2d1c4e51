import type { Call, Leg, Outcome, Step } from './call.ts'
import { endLegs } from './legs.ts'
import { step, andThen } from './steps.ts'
import { disarm } from './timing.ts'

/**
 * What becomes of a call that ends now; the first that holds:
 * - `answered`: agent and party were brought together at least once (`answeredAt`), whatever came later: a caller who is
 *   lost afterwards, or gives up in a second wait, was answered. Not: an agent who picked up when the caller was gone,
 *   or could not be joined.
 * - `unreached`: rings out, and was never brought together.
 * - `refused`: the number is blocked.
 * - `message`: a message long enough was kept, by # or by hanging up. `callback`: one was asked for.
 * - `abandoned`: has waited for an agent (`queuedAt`), and left without any of these; also while an agent was rung.
 * - `selfService`: heard an answer to its end, or keyed on: outage, bill, or an outage at the own account told at entry.
 * - `closed`: outside opening hours, and none of these.
 * - `hungUp`: everything else; the caller left the menu, or the menu gave up on the caller.
 * `cut` is none of these: it is told from outside, and goes before all but what was over already.
 */
export function outcomeOf(call: Call): Outcome {
  if (call.answeredAt !== null) return 'answered'
  if (call.kind !== 'inbound') return 'unreached'
  if (call.party.blocked) return 'refused'
  if (call.left !== null) return call.left
  if (call.queuedAt !== null) return 'abandoned'
  if (call.party.served) return 'selfService'
  return call.hours.open ? 'hungUp' : 'closed'
}

/** Whether somebody ought to be rung back: gave up waiting, or was cut off while waiting or talking. */
export const wantsCallBack = ({ number, outcome, queuedAt, answeredAt }: Call): boolean =>
  number !== '' && (outcome === 'abandoned' || (outcome === 'cut' && (queuedAt !== null || answeredAt !== null)))

/** Nobody is in it any more. `party`: whether the other party still is to be released. */
export function end(
  call: Call,
  at: number,
  { legs = 'agent', party, outcome }: { legs?: NonNullable<Leg['end']>; party?: 'gone'; outcome?: Outcome } = {},
): Step {
  const reached = call.channel !== null || call.phase === 'dialling'
  const bridged = call.hears === 'agent' || call.hears === 'hold'
  return andThen(endLegs(call, legs, at), (alone) =>
    step(
      disarm({
        ...alone,
        phase: 'over',
        hears: 'nothing',
        answering: false,
        wanted: null,
        endedAt: alone.endedAt ?? at,
        outcome: outcome ?? outcomeOf(alone),
      }),
      ...(reached && party !== 'gone' && call.endedAt === null ? [{ do: 'releaseParty' } as const] : []),
      ...(bridged ? [{ do: 'closeBridge' } as const] : []),
    ),
  )
}
