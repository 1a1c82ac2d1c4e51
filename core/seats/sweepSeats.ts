import { endWrapUpOfLeg } from '#core/calls/endWrapUp.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { sessionIdleMs } from '#core/staff/session.ts'
import { changeSeat, lockSeat } from './changeSeat.ts'
import { keepSessions } from './keepSessions.ts'
import { emptySeat } from './leaveSeat.ts'
import { atRest, isEngaged, type Seat } from './seat.ts'

/** A page that is loaded anew registers within a second or two. */
const contactGraceMs = 15_000
/** A step of a call and that of its seat are one; what is older and does not fit, fits no more. */
const settledMs = 5_000

export interface SweptSeats {
  changed: Seat[]
  /** Seats whose session is over: their SIP passwords are to end. */
  left: { seat: string; sessionId: string }[]
}

interface Found {
  seat: string
  sessionId: string | null
}

/**
 * The way out of every state for whoever does not take one: pauses and wrap-ups that have run out, softphones that did
 * not come back, sessions that are over, and calls that are no more.
 */
export async function sweepSeats({ database, clock }: { database: Database; clock: Clock }): Promise<SweptSeats> {
  const now = clock()
  const swept: SweptSeats = { changed: [], left: [] }
  const each = async (found: readonly Found[], change: (tx: Transaction, seat: Seat) => Promise<Seat | null>) => {
    for (const { seat: name } of found) {
      const after = await database.transaction(async (tx) => {
        const seat = await lockSeat(tx, name)
        return seat && change(tx, seat)
      })
      if (after) swept.changed.push(after)
    }
  }
  const find = (sql: string, ...parameters: number[]): Promise<Found[]> =>
    database.read.query(`select s.seat, s.sessionId from seat s ${sql}`, parameters)

  const orphaned = `s.state in ('ringing', 'talking') and s.since <= ? and not exists (
    select 1 from call_leg l join call_record c on c.id = l.callId
     where l.callId = s.callId and l.seat = s.seat and l.endedAt is null and c.live = 1)`
  await each(await find(`where ${orphaned}`, now - settledMs), async (tx, seat) => {
    const open: unknown[] = await tx.query(`select 1 from seat s where s.seat = ? and ${orphaned}`, [
      seat.seat,
      now - settledMs,
    ])
    return open.length === 0 ? null : changeSeat(tx, seat, atRest(seat, now), now)
  })

  await each(await find('where s.until <= ?', now), async (tx, seat) => {
    if (seat.until === null || seat.until > now || isEngaged(seat)) return null
    await endWrapUpOfLeg(tx, seat, now)
    // A pause that runs out is over; it is not what the seat comes back to.
    return changeSeat(tx, seat, atRest({ ...seat, reason: null }, now), now)
  })

  const gone = "where s.contact is null and s.contactAt <= ? and s.state in ('free', 'paused', 'wrapUp')"
  await each(await find(gone, now - contactGraceMs), async (tx, seat) => {
    if (seat.contact !== null || isEngaged(seat)) return null
    await endWrapUpOfLeg(tx, seat, now)
    const { reason } = seat
    const rest = { state: 'offline', since: now, until: null, pauseNext: null, callId: null, leg: null } as const
    return changeSeat(tx, seat, { ...rest, reason: seat.pauseNext ?? reason }, now)
  })

  await keepSessions({ database, clock })
  const over = await find(
    `left join staff_session x on x.id = s.sessionId where s.sessionId is not null
       and (x.id is null or x.revokedAt is not null
         or (s.state not in ('ringing', 'talking') and (x.expiresAt <= ? or x.lastSeenAt <= ?)))`,
    now,
    now - sessionIdleMs,
  )
  await each(over, async (tx, seat) => {
    const { sessionId } = over.find((one) => one.seat === seat.seat) ?? { sessionId: null }
    if (sessionId === null || seat.sessionId !== sessionId) return null
    await endWrapUpOfLeg(tx, seat, now)
    swept.left.push({ seat: seat.seat, sessionId })
    return emptySeat(tx, seat, now)
  })
  return swept
}
