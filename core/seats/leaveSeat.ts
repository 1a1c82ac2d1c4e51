import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { changeSeat, lockSeat } from './changeSeat.ts'
import { isEngaged, type Seat } from './seat.ts'
import { seatInCall } from './seats.errors.ts'

/**
 * Gives the seat of a session back; a session without one is no fault. Resolves to the seat that was left.
 * @throws DomainError `seats.inCall` unless `anyway`: a session that is gone leaves whatever goes on
 */
export function leaveSeat(
  { database, clock }: { database: Database; clock: Clock },
  sessionId: string,
  { anyway = false }: { anyway?: boolean } = {},
): Promise<Seat | null> {
  return database.transaction(async (tx) => {
    const [row]: { seat: string }[] = await tx.query('select seat from seat where sessionId = ?', [sessionId])
    const seat = row ? await lockSeat(tx, row.seat) : null
    if (seat?.sessionId !== sessionId) return null
    if (isEngaged(seat) && !anyway) throw seatInCall()
    return emptySeat(tx, seat, clock())
  })
}

/** A step: the seat is nobody's. A call that goes on at it keeps it until it has ended. */
export function emptySeat(tx: Transaction, seat: Seat, now: number): Promise<Seat> {
  const left = { staffId: null, sessionId: null, reason: null, until: null, pauseNext: null, contact: null }
  const rest = isEngaged(seat) ? {} : { state: 'offline' as const, since: now, callId: null, leg: null }
  return changeSeat(tx, seat, { ...left, ...rest, contactAt: now }, now)
}
