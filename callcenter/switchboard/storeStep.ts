import type { Call, CallEvent, Effect, Leg } from '#callcenter/calls/call.ts'
import type { CallRecord } from '#core/calls/call.ts'
import { saveCallStep } from '#core/calls/saveCallStep.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { type AfterCall, followCall, type LegMove } from '#core/seats/followCall.ts'
import type { Seat } from '#core/seats/seat.ts'

/** What a record knows beside the call itself. */
export type Origin = Pick<CallRecord, 'callbackOf' | 'aboutKind' | 'aboutId'>
export const noOrigin: Origin = { callbackOf: null, aboutKind: null, aboutId: null }

export interface StoredStep {
  /** Null for the first step. */
  before: Call | null
  after: Call
  /** The version that the step makes. */
  version: number
  happened: CallEvent | { type: 'begun' }
  effects: readonly Effect[]
  origin: Origin
  at: number
}

/**
 * A step: the call, its legs, the log and the seats, together or not at all. Resolves to the seats that have changed.
 * @throws CallMovedOn
 */
export async function storeStep(tx: Transaction, step: StoredStep, after: AfterCall): Promise<Seat[]> {
  const { before, after: call, version, happened, effects, origin, at } = step
  const moved = call.legs.filter((leg) => before?.legs.find((one) => one.leg === leg.leg) !== leg)
  await saveCallStep(tx, {
    record: recordOf(call, version, origin),
    legs: moved.map(({ end, contact: _contact, ...leg }) => ({ ...leg, ending: end })),
    happened,
    effects,
    at,
  })
  const moves = movesOf(before?.legs ?? [], moved)
  return moves.length === 0 ? [] : followCall(tx, call.id, moves, { ...after, now: at })
}

function recordOf(call: Call, version: number, origin: Origin): CallRecord {
  const { id, kind, number, channel, phase, startedAt, queuedAt, endedAt, outcome, party, legs, wanted } = call
  const last = legs.findLast(({ answeredAt }) => answeredAt !== null) ?? legs.at(-1)
  return {
    id,
    kind,
    number: number.slice(0, 64),
    channel,
    accountId: party.accountId,
    phase,
    live: phase !== 'over',
    startedAt,
    queuedAt,
    answeredAt: call.answeredAt,
    endedAt: phase === 'over' ? (endedAt ?? startedAt) : endedAt,
    outcome,
    seat: last?.seat ?? wanted?.seat ?? null,
    staffId: last?.staffId ?? wanted?.staffId ?? null,
    ...origin,
    state: call,
    version,
  }
}

/** Endings before rings: a seat whose page was loaded anew is let go of and rung in one step. */
function movesOf(before: readonly Leg[], moved: readonly Leg[]): LegMove[] {
  const moves = moved.flatMap((leg): LegMove[] => {
    const known = before.find((one) => one.leg === leg.leg)
    const { seat, answeredAt, end } = leg
    const move = (what: LegMove['move']): LegMove => ({
      leg: leg.leg,
      seat,
      move: what,
      wasAnswered: answeredAt !== null,
      ending: end,
    })
    return [
      ...(known ? [] : [move('rung')]),
      ...(answeredAt !== null && (known?.answeredAt ?? null) === null ? [move('answered')] : []),
      ...(leg.endedAt !== null && (known?.endedAt ?? null) === null ? [move('ended')] : []),
    ]
  })
  const rung = new Set(moves.filter(({ move }) => move === 'rung').map(({ seat }) => seat))
  // The seat stays in the call where the same step rings it again.
  return moves.filter(({ move, seat, leg }) => move !== 'ended' || !rung.has(seat) || isRung(moves, seat, leg))
}

const isRung = (moves: readonly LegMove[], seat: string, leg: number) =>
  moves.some((one) => one.move === 'rung' && one.seat === seat && one.leg === leg)
