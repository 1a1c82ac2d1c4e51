import { IsNull, Not } from 'typeorm'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { SeatTable } from './seat.table.ts'

export const seatName = (number: number): string => `seat${number}`

/** As many seats as there shall be. Those beyond are taken away once nobody has them. */
export function prepareSeats({ database, clock }: { database: Database; clock: Clock }, most: number): Promise<void> {
  const names = Array.from({ length: most }, (_, index) => seatName(index + 1))
  return database.transaction(async (tx) => {
    const now = clock()
    const known = new Set((await tx.find(SeatTable)).map(({ seat }) => seat))
    for (const seat of names) if (!known.has(seat)) await insertIfAbsent(tx, SeatTable, emptySeat(seat, now))
    for (const seat of known) {
      if (!names.includes(seat)) await tx.delete(SeatTable, { seat, staffId: IsNull(), state: Not('talking') })
    }
  })
}

const emptySeat = (seat: string, now: number) => ({
  seat,
  staffId: null,
  sessionId: null,
  state: 'offline' as const,
  reason: null,
  since: now,
  until: null,
  pauseNext: null,
  contact: null,
  contactAt: now,
  freeSince: now,
  callId: null,
  leg: null,
})
