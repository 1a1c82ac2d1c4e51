import type { Database, Transaction } from '#core/kernel/database.ts'
import { changeSeat, lockSeat } from './changeSeat.ts'
import type { Seat } from './seat.ts'
import { SeatTable } from './seat.table.ts'
import { noSeat } from './seats.errors.ts'

export const findOwnSeat = ({ database }: { database: Database }, staffId: string): Promise<Seat | null> =>
  database.read.findOneBy(SeatTable, { staffId })

/** A step: the own seat, which nobody else changes until the transaction ends. @throws DomainError `seats.none` */
export async function lockOwnSeat(tx: Transaction, staffId: string): Promise<Seat> {
  const [row]: { seat: string }[] = await tx.query('select seat from seat where staffId = ?', [staffId])
  const seat = row ? await lockSeat(tx, row.seat) : null
  if (seat?.staffId !== staffId) throw noSeat()
  return seat
}

/** Has the own seat become another, by what it is. @throws DomainError `seats.none` */
export function changeOwnSeat(
  database: Database,
  staffId: string,
  now: number,
  change: (seat: Seat, tx: Transaction) => Promise<Partial<Seat>> | Partial<Seat>,
): Promise<Seat> {
  return database.transaction(async (tx) => {
    const seat = await lockOwnSeat(tx, staffId)
    const wanted = await change(seat, tx)
    return Object.keys(wanted).length === 0 ? seat : changeSeat(tx, seat, wanted, now)
  })
}
