import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { changeSeat, lockSeat } from './changeSeat.ts'
import { atRest, type Seat } from './seat.ts'

/**
 * A seat's softphone has registered, or (`contact` null) is gone. Resolves to the seat before and after; null where
 * nothing has changed. A seat that is nobody's has no contact. `only`: the registration that is gone, since a new one
 * may have come already.
 */
export function noteContact(
  { database, clock }: { database: Database; clock: Clock },
  name: string,
  contact: string | null,
  only?: string,
): Promise<{ before: Seat; after: Seat } | null> {
  return database.transaction(async (tx) => {
    const before = await lockSeat(tx, name)
    if (!before || before.contact === contact) return null
    if (contact !== null && before.staffId === null) return null
    if (only !== undefined && before.contact !== only) return null
    const now = clock()
    const noted = { contact, contactAt: now }
    const back = contact !== null && before.state === 'offline' ? atRest({ ...before, contact }, now) : {}
    return { before, after: await changeSeat(tx, before, { ...noted, ...back }, now) }
  })
}
