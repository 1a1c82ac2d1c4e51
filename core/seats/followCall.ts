import type { LegEnding } from '#core/contract/calls.ts'
import type { Transaction } from '#core/kernel/database.ts'
import type { z } from 'zod'
import { changeSeat, lockSeat } from './changeSeat.ts'
import { atRest, type Seat } from './seat.ts'

/** What a step of a call has made of one of its legs. */
export interface LegMove {
  leg: number
  seat: string
  move: 'rung' | 'answered' | 'ended'
  wasAnswered: boolean
  ending: z.output<typeof LegEnding> | null
}

export interface AfterCall {
  wrapUpMs: number
  /** After a ring that was declined: without it the same seat would be rung again at once, for ever. */
  declinedRestMs: number
}

/**
 * A step: the seats of a call after a step of it. Moves in their sequence, endings before rings. Resolves to the seats
 * that have changed.
 */
export async function followCall(
  tx: Transaction,
  callId: string,
  moves: readonly LegMove[],
  { now, ...after }: AfterCall & { now: number },
): Promise<Seat[]> {
  const changed = new Map<string, Seat>()
  for (const name of [...new Set(moves.map(({ seat }) => seat))].toSorted()) {
    let seat = await lockSeat(tx, name)
    for (const move of moves.filter((one) => one.seat === name)) {
      if (!seat) break
      const change: Partial<Seat> | null = changeBy(seat, callId, move, { ...after, now })
      if (!change) continue
      if (seat.staffId === null && change.state === 'wrapUp') await endAtOnce(tx, callId, move.leg, now)
      seat = await changeSeat(tx, seat, seat.staffId === null ? nobodys(change, now) : change, now)
      changed.set(name, seat)
    }
  }
  return [...changed.values()]
}

function changeBy(
  seat: Seat,
  callId: string,
  { leg, move, wasAnswered, ending }: LegMove,
  { now, wrapUpMs, declinedRestMs }: AfterCall & { now: number },
): Partial<Seat> | null {
  if (seat.callId !== callId) return null
  switch (move) {
    case 'rung':
      return { state: 'ringing', since: now, leg }
    case 'answered':
      return seat.leg === leg ? { state: 'talking', since: now } : null
    case 'ended':
      // A page that was loaded anew is rung by a leg of its own: the end of the earlier one is not the seat's.
      if (seat.leg !== leg) return null
      if (wasAnswered && ending !== 'lost') return { state: 'wrapUp', reason: null, since: now, until: now + wrapUpMs }
      return afterRing(seat, ending, { now, declinedRestMs })
  }
}

function afterRing(
  seat: Seat,
  ending: LegMove['ending'],
  { now, declinedRestMs }: { now: number; declinedRestMs: number },
): Partial<Seat> {
  const rest = atRest(seat, now)
  const imposed = ending === 'unanswered' ? 'noAnswer' : ending === 'declined' ? 'declined' : null
  if (imposed && rest.state === 'free') {
    const until = imposed === 'declined' ? now + declinedRestMs : null
    return { ...rest, state: 'paused', reason: imposed, until }
  }
  // It was not the agent's doing: the place among the idle is kept.
  return ending === 'caller' || ending === 'moved' ? { ...rest, freeSince: seat.freeSince } : rest
}

/** Whoever left the seat in a call has no wrap-up. */
const nobodys = (change: Partial<Seat>, now: number): Partial<Seat> =>
  change.state === 'ringing' || change.state === 'talking'
    ? change
    : { state: 'offline', reason: null, since: now, until: null, pauseNext: null, callId: null, leg: null }

const endAtOnce = (tx: Transaction, callId: string, leg: number, now: number) =>
  tx.query('update call_leg set wrapUpEndedAt = ? where callId = ? and leg = ?', [now, callId, leg])
