import { endWrapUpOfLeg } from '#core/calls/endWrapUp.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { changeOwnSeat } from './ownSeat.ts'
import { atRest, type Seat } from './seat.ts'
import { notWrappingUp } from './seats.errors.ts'

interface Deps {
  database: Database
  clock: Clock
}

/** By what an agent extends it at a time. */
const extensionMs = 60_000

/** Ends the wrap-up before its time. @throws DomainError `seats.none`, `seats.notWrappingUp` */
export function endWrapUp({ database, clock }: Deps, staffId: string): Promise<Seat> {
  const now = clock()
  return changeOwnSeat(database, staffId, now, async (seat, tx) => {
    if (seat.state !== 'wrapUp') throw notWrappingUp()
    await endWrapUpOfLeg(tx, seat, now)
    return atRest(seat, now)
  })
}

/** A minute more. @throws DomainError `seats.none`, `seats.notWrappingUp` */
export function extendWrapUp({ database, clock }: Deps, staffId: string): Promise<Seat> {
  const now = clock()
  return changeOwnSeat(database, staffId, now, (seat) => {
    if (seat.state !== 'wrapUp') throw notWrappingUp()
    return { until: (seat.until ?? now) + extensionMs }
  })
}
