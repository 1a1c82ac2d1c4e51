import type { Call } from '#callcenter/calls/call.ts'
import { type Agent, chooseNext } from '#callcenter/queue/chooseNext.ts'
import { waitingOf } from '#callcenter/queue/waitingOf.ts'
import type { Database } from '#core/kernel/database.ts'
import { claimSeat } from '#core/seats/claimSeat.ts'
import { SeatTable } from '#core/seats/seat.table.ts'
import type { Desk } from './desk.ts'

interface AssignDeps {
  database: Database
  desk: Desk
  onFailure(error: unknown): void
}

/** One round: as many as can be given out at most, and some that somebody else was quicker with. */
const mostTries = 100

/**
 * Brings those who wait and free agents together, one pair after the other. Whom the queue chooses is had only if seat
 * and call both still are as they were: seat and step change in one transaction, or neither does.
 */
export function createAssign({ database, desk, onFailure }: AssignDeps): () => void {
  let running = false
  let again = false

  async function round() {
    for (let tries = 0; tries < mostTries; tries++) {
      const waiting = desk.calls().flatMap((call: Call) => waitingOf(call) ?? [])
      if (waiting.length === 0) return
      const match = chooseNext(waiting, await agents())
      if (!match) return
      const { callId, seat, staffId, contact } = match
      await desk.tell(callId, { type: 'agentFound', seat, staffId, contact }, (tx, now) =>
        claimSeat(tx, { seat, staffId, contact, callId }, { now }),
      )
    }
  }

  async function agents(): Promise<Agent[]> {
    const seats = await database.read.find(SeatTable)
    return seats.flatMap((one): Agent[] => {
      const { seat, staffId, contact, state } = one
      if (staffId === null) return []
      if (contact === null || state === 'offline') {
        return [{ seat, staffId, contact: '', state: 'away', since: one.since }]
      }
      return [{ seat, staffId, contact, state, since: state === 'free' ? one.freeSince : one.since }]
    })
  }

  async function run() {
    if (running) {
      again = true
      return
    }
    running = true
    try {
      do {
        again = false
        await round()
      } while (again)
    } finally {
      running = false
    }
  }
  return () => void run().catch(onFailure)
}
