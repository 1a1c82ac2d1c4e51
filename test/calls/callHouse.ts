import type { CallLeg, CallRecord } from '#core/calls/call.ts'
import { saveCallStep } from '#core/calls/saveCallStep.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { noteContact } from '#core/seats/noteContact.ts'
import { prepareSeats } from '#core/seats/prepareSeats.ts'
import { takeSeat } from '#core/seats/takeSeat.ts'
import { hashToken } from '#core/kernel/secretToken.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { sessionLifeMs } from '#core/staff/session.ts'
import { StaffSessionTable } from '#core/staff/staff.table.ts'
import { createStaffHouse } from '../staffHouse.ts'

/** A call centre of some seats, on a clock that the test moves. */
export async function createCallHouse(database: Database, clock: Clock, seats = 3) {
  const house = await createStaffHouse(database, clock)
  await prepareSeats({ database, clock }, seats)
  const deps = { database, clock }

  /** An agent who has logged in. */
  async function agent(login: string): Promise<StaffPrincipal> {
    const principal = await house.hire(login, house.north.id, ['agent'])
    await openSession(principal)
    return principal
  }

  async function openSession({ staffId, sessionId: id }: StaffPrincipal): Promise<void> {
    const now = clock()
    const times = { createdAt: now, lastSeenAt: now, expiresAt: now + sessionLifeMs, revokedAt: null }
    await database.transaction((tx) =>
      tx.insert(StaffSessionTable, {
        id,
        staffId,
        ...times,
        tokenHash: hashToken(id),
        address: '127.0.0.1',
        userAgent: 'test',
      }),
    )
  }

  /** An agent at a seat whose softphone has registered. */
  async function seated(login: string, contact = `${login}-page`) {
    const principal = await agent(login)
    const { seat } = await takeSeat(deps, principal)
    await noteContact(deps, seat.seat, contact)
    return { principal, staffId: principal.staffId, seat: seat.seat, contact }
  }

  /** The first step of a call; what is not given is of a caller in the menu. */
  async function call(given: Partial<CallRecord> = {}, legs: readonly Partial<CallLeg>[] = []): Promise<CallRecord> {
    const at = given.startedAt ?? clock()
    const record: CallRecord = {
      id: newId(at),
      kind: 'inbound',
      number: '13911112222',
      channel: newId(at),
      accountId: null,
      phase: given.outcome === undefined ? 'ivr' : 'over',
      live: given.outcome === undefined,
      startedAt: at,
      queuedAt: null,
      answeredAt: null,
      endedAt: null,
      outcome: null,
      seat: null,
      staffId: null,
      callbackOf: null,
      aboutKind: null,
      aboutId: null,
      state: {},
      version: 1,
      ...given,
    }
    const saved = legs.map((leg, index) => ({
      leg: index + 1,
      seat: 'seat1',
      staffId: '',
      rungAt: at,
      answeredAt: null,
      endedAt: null,
      ending: null,
      transferredFrom: null,
      ...leg,
    }))
    await database.transaction(async (tx) => {
      await saveCallStep(tx, {
        record,
        legs: saved.map(({ wrapUpEndedAt: _later, ...leg }: Partial<CallLeg> & (typeof saved)[number]) => leg),
        happened: { type: 'begun' },
        effects: [],
        at,
      })
      for (const { leg, wrapUpEndedAt } of saved as (Partial<CallLeg> & { leg: number })[]) {
        if (wrapUpEndedAt !== undefined) {
          await tx.query('update call_leg set wrapUpEndedAt = ? where callId = ? and leg = ?', [
            wrapUpEndedAt,
            record.id,
            leg,
          ])
        }
      }
    })
    return record
  }
  return { house, agent, seated, call, openSession }
}
export type CallHouse = Awaited<ReturnType<typeof createCallHouse>>
