import { endWrapUpOfLeg } from '#core/calls/endWrapUp.ts'
import { pauseReasons, type PauseReason } from '#core/contract/seats.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { changeSeat, lockSeat } from './changeSeat.ts'
import type { Seat } from './seat.ts'

export interface SeatClaim {
  seat: string
  staffId: string
  /** The registration that will be rung. */
  contact: string
  callId: string
}

/**
 * A step: the seat for one call, if it is still free, the same person's and the same registration's. Of several who
 * claim it at once one gets it. `evenPaused`: a call of the agent's own needs no free seat, only an idle one.
 * Resolves to whether it was had.
 */
export async function claimSeat(
  tx: Transaction,
  { seat: name, staffId, contact, callId }: SeatClaim,
  { evenPaused = false, now }: { evenPaused?: boolean; now: number },
): Promise<boolean> {
  const seat = await lockSeat(tx, name)
  if (seat?.staffId !== staffId || seat.contact !== contact) return false
  const idle = seat.state === 'free' || (evenPaused && (seat.state === 'paused' || seat.state === 'wrapUp'))
  if (!idle) return false
  await endWrapUpOfLeg(tx, seat, now)
  const rung = { state: 'ringing', reason: null, since: now, until: null, callId, leg: null } as const
  await changeSeat(tx, seat, { ...rung, pauseNext: pauseOf(seat) ?? seat.pauseNext }, now)
  return true
}

/** The pause that the agent goes back to. */
const pauseOf = ({ state, reason }: Seat): PauseReason | null =>
  state === 'paused' && reason !== null && reason in pauseReasons ? (reason as PauseReason) : null
