import { beginOutbound } from '#callcenter/calls/begin.ts'
import type { CallControl } from '#core/calls/callControl.ts'
import { callNotYours, callUnknown, exchangeUnavailable } from '#core/calls/calls.errors.ts'
import { findCall } from '#core/calls/liveCalls.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { claimSeat } from '#core/seats/claimSeat.ts'
import type { Seat } from '#core/seats/seat.ts'
import { SeatTable } from '#core/seats/seat.table.ts'
import { seatBusy, seatNotFree, seatUnknown } from '#core/seats/seats.errors.ts'
import type { Desk } from './desk.ts'
import type { SipAccounts } from './sipAccounts.ts'

interface ControlDeps {
  database: Database
  clock: Clock
  accounts: SipAccounts
  desk: Desk
  assign(): void
  tellSeat(seat: Seat): void
  isReady(): boolean
}

/** What the doors of the hub may do with live calls. */
export function createControl(deps: ControlDeps): CallControl {
  const { database, clock, accounts, desk, assign, tellSeat, isReady } = deps
  const requireReady = () => {
    if (!isReady()) throw exchangeUnavailable()
  }
  return {
    isUp: () => Promise.resolve(isReady()),
    async openAccount(seat, md5Credential) {
      requireReady()
      await accounts.open(seat, md5Credential)
    },
    async closeAccount(seat) {
      accounts.owe(seat)
      requireReady()
      await accounts.close(seat)
    },
    async seatChanged(name) {
      const seat = await database.read.findOneBy(SeatTable, { seat: name })
      if (seat) tellSeat(seat)
      assign()
    },
    async dial(wish) {
      requireReady()
      const { callId: id, number, seat, staffId, contact, accountId, about } = wish
      const begun = beginOutbound({ id, number, agent: { seat, staffId, contact }, accountId, at: clock() })
      const origin = { callbackOf: null, aboutKind: about?.kind ?? null, aboutId: about?.id ?? null }
      const had = await desk.begin(begun, origin, (tx, now) =>
        claimSeat(tx, { seat, staffId, contact, callId: id }, { evenPaused: true, now }),
      )
      // The same wish again finds the call that it made.
      if (!had && !(await findCall({ database }, id))) throw seatBusy()
    },
    async hangUp(callId) {
      requireReady()
      if (!desk.find(callId)) throw callUnknown(callId)
      await desk.tell(callId, { type: 'endAsked' })
    },
    async transfer({ callId, leg, seat }) {
      requireReady()
      if (!desk.find(callId)) throw callUnknown(callId)
      const target = await database.read.findOneBy(SeatTable, { seat })
      if (!target) throw seatUnknown(seat)
      const { staffId, contact } = target
      if (staffId === null || contact === null) throw seatNotFree(seat)
      const to = { seat, staffId, contact }
      const had = await desk.tell(callId, { type: 'transferAsked', leg, to }, (tx, now) =>
        claimSeat(tx, { ...to, callId }, { now }),
      )
      if (had) return
      const [now] = await database.read.findBy(SeatTable, { seat })
      throw now?.state === 'free' ? callNotYours() : seatNotFree(seat)
    },
    async cancelTransfer(callId) {
      requireReady()
      if (!desk.find(callId)) throw callUnknown(callId)
      await desk.tell(callId, { type: 'transferCancelled' })
    },
  }
}
