import { lockOne, type Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import type { Seat } from './seat.ts'
import { SeatChangeTable, SeatTable } from './seat.table.ts'

export const lockSeat = (tx: Transaction, seat: string): Promise<Seat | null> => lockOne(tx, SeatTable, { seat })

/**
 * A step: the only way in which a seat, locked before, becomes another; a change that others can see is written down.
 * Resolves to the seat as it is then.
 */
export async function changeSeat(tx: Transaction, before: Seat, change: Partial<Seat>, now: number): Promise<Seat> {
  const after = { ...before, ...change }
  await tx.update(SeatTable, { seat: before.seat }, change)
  const seen = (['staffId', 'state', 'reason'] as const).some((field) => before[field] !== after[field])
  if (seen) {
    const { seat, state, reason, callId } = after
    // Who leaves a seat is whose change it is.
    const staffId = after.staffId ?? before.staffId
    await insertRows(tx, SeatChangeTable, [{ id: newId(now), seat, staffId, state, reason, at: now, callId }])
  }
  return after
}
