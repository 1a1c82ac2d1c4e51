import type { PauseReason } from '#core/contract/seats.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { endWrapUpOfLeg } from '#core/calls/endWrapUp.ts'
import { changeOwnSeat } from './ownSeat.ts'
import { isEngaged, type Seat } from './seat.ts'

interface Deps {
  database: Database
  clock: Clock
}

/** No calls from now on; while there is one, from its end and wrap-up on. @throws DomainError `seats.none` */
export function pauseSeat({ database, clock }: Deps, staffId: string, reason: PauseReason): Promise<Seat> {
  const now = clock()
  return changeOwnSeat(database, staffId, now, async (seat, tx) => {
    if (isEngaged(seat) || seat.state === 'wrapUp') return { pauseNext: reason }
    if (seat.state === 'paused' && seat.reason === reason && seat.until === null) return {}
    await endWrapUpOfLeg(tx, seat, now)
    // Who is offline stays so, and comes back paused.
    const state = seat.state === 'offline' ? 'offline' : 'paused'
    return { state, reason, since: now, until: null }
  })
}

/** Calls again. A call, its wrap-up and a missing softphone are what they are. @throws DomainError `seats.none` */
export function resumeSeat({ database, clock }: Deps, staffId: string): Promise<Seat> {
  const now = clock()
  return changeOwnSeat(database, staffId, now, (seat) => {
    if (isEngaged(seat) || seat.state === 'wrapUp') return { pauseNext: null }
    if (seat.state === 'offline') return { reason: null }
    if (seat.state === 'free') return {}
    return { state: 'free', reason: null, since: now, until: null, freeSince: now }
  })
}
