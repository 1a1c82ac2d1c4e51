import type { Clock } from '#core/kernel/clock.ts'
import { type Database, forUpdate, type Transaction } from '#core/kernel/database.ts'
import { isDuplicate } from '#core/kernel/insertIfAbsent.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { changeSeat, lockSeat } from './changeSeat.ts'
import type { Seat } from './seat.ts'
import { noneFree } from './seats.errors.ts'

export interface TakenSeat {
  seat: Seat
  /** The person's earlier session whose softphone is to be closed; null where there was none. */
  displaced: string | null
}

/**
 * A seat for whoever asks: the own one if there is, be it from another session, else the first that is nobody's. With
 * the seat comes what goes on at it: a call stays where it is when another page takes over.
 * @throws DomainError `seats.noneFree`
 */
export async function takeSeat(
  { database, clock }: { database: Database; clock: Clock },
  { staffId, sessionId }: Pick<StaffPrincipal, 'staffId' | 'sessionId'>,
): Promise<TakenSeat> {
  const take = () =>
    database.transaction(async (tx): Promise<TakenSeat> => {
      const now = clock()
      const own = await seatOf(tx, staffId)
      if (own) {
        if (own.sessionId === sessionId) return { seat: own, displaced: null }
        return { seat: await changeSeat(tx, own, { sessionId }, now), displaced: own.sessionId }
      }
      const empty = await firstEmpty(tx)
      if (!empty) throw noneFree()
      const fresh = { state: 'offline', reason: null, until: null, pauseNext: null, contact: null } as const
      const change = { ...fresh, staffId, sessionId, since: now, contactAt: now, freeSince: now }
      return { seat: await changeSeat(tx, empty, change, now), displaced: null }
    })
  try {
    return await take()
  } catch (error) {
    // Two pages of one person asked at the same time: the other one has the seat by now.
    if (isDuplicate(error)) return take()
    throw error
  }
}

async function seatOf(tx: Transaction, staffId: string): Promise<Seat | null> {
  const [row]: { seat: string }[] = await tx.query('select seat from seat where staffId = ?', [staffId])
  const seat = row ? await lockSeat(tx, row.seat) : null
  return seat?.staffId === staffId ? seat : null
}

/** By name, a shorter one first: seat2 before seat10. */
async function firstEmpty(tx: Transaction): Promise<Seat | null> {
  const rows: { seat: string }[] = await tx.query(
    `select seat from seat where staffId is null and callId is null order by length(seat), seat${forUpdate(tx)}`,
  )
  for (const { seat: name } of rows) {
    const seat = await lockSeat(tx, name)
    if (seat && seat.staffId === null) return seat
  }
  return null
}
