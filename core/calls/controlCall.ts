import { findAccountsByPhone } from '#core/accounts/findAccountsByPhone.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { findOwnSeat } from '#core/seats/ownSeat.ts'
import { isEngaged } from '#core/seats/seat.ts'
import { SeatTable } from '#core/seats/seat.table.ts'
import { noSeat, seatBusy, seatNotFree, seatOffline, seatUnknown } from '#core/seats/seats.errors.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import type { CallControl, DialWish } from './callControl.ts'
import { callableNumber } from './callableNumber.ts'
import { aboutUnknown, callNotYours, callUnknown } from './calls.errors.ts'
import { findCall } from './liveCalls.ts'

interface Deps {
  database: Database
  clock: Clock
  callControl: CallControl
  /** Short numbers that are the utility's own. */
  ownNumbers: readonly string[]
}

/**
 * Rings somebody back for the agent who asks. The same id again answers the call that it made.
 * @throws DomainError `calls.numberRefused`, `calls.aboutUnknown`, `seats.none`, `seats.offline`, `seats.busy`, `calls.exchangeUnavailable`
 */
export async function dialNumber(
  deps: Deps,
  principal: StaffPrincipal,
  wish: { id: string; number: string; about: DialWish['about'] },
): Promise<void> {
  const { database, clock, callControl, ownNumbers } = deps
  const { id: callId, about } = wish
  const number = callableNumber(wish.number, ownNumbers)
  const { staffId } = principal
  const seat = await findOwnSeat(deps, staffId)
  if (!seat) throw noSeat()
  const known = await findCall(deps, callId)
  if (known) {
    if (known.staffId === staffId || known.number === number) return
    throw callNotYours()
  }
  if (about && !(await isKnown(deps, about))) throw aboutUnknown()
  if (isEngaged(seat)) throw seatBusy()
  if (seat.contact === null) throw seatOffline()
  const accounts = await findAccountsByPhone(database.read, number)
  const accountId = accounts.length === 1 ? (accounts[0]?.id ?? null) : null
  await callControl.dial({ callId, number, seat: seat.seat, staffId, contact: seat.contact, accountId, about })
  const act = { action: 'call.dialled', subject: { kind: 'call', id: callId }, details: { about } }
  const ofAccount = accountId === null ? {} : { accountId }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), { ...act, ...ofAccount }, clock()))
}

async function isKnown({ database }: Deps, { kind, id }: NonNullable<DialWish['about']>): Promise<boolean> {
  const table = { call: 'call_record', voicemail: 'voicemail' }[kind]
  const rows: unknown[] = await database.read.query(`select 1 from ${table} where id = ?`, [id])
  return rows.length > 0
}

/** Ends the own call, or, for a supervisor, any. One that has ended is no fault. @throws DomainError */
export async function hangUpCall(deps: Deps, principal: StaffPrincipal, callId: string): Promise<void> {
  const call = await findCall(deps, callId)
  if (!call) throw callUnknown(callId)
  const own = await ownLeg(deps, principal.staffId, callId)
  const supervises = principal.grants.some(({ permissions }) => permissions.includes('call.supervise'))
  if (own === null && !supervises) {
    if (!call.live) return
    throw callNotYours()
  }
  if (!call.live) return
  await deps.callControl.hangUp(callId)
  if (own !== null) return
  const act = { action: 'call.endedBySupervisor', subject: { kind: 'call', id: callId } }
  await deps.database.transaction((tx) => recordAudit(tx, staffActor(principal), act, deps.clock()))
}

/** Has a free colleague rung, who takes the caller over by answering. @throws DomainError */
export async function transferCall(
  deps: Deps,
  principal: StaffPrincipal,
  { callId, seat }: { callId: string; seat: string },
): Promise<void> {
  const leg = await requireOwnLeg(deps, principal, callId)
  const target = await deps.database.read.findOneBy(SeatTable, { seat })
  if (!target) throw seatUnknown(seat)
  if (target.state !== 'free' || target.contact === null) throw seatNotFree(seat)
  await deps.callControl.transfer({ callId, leg, seat })
}

/** @throws DomainError */
export async function cancelTransfer(deps: Deps, principal: StaffPrincipal, callId: string): Promise<void> {
  await requireOwnLeg(deps, principal, callId)
  await deps.callControl.cancelTransfer(callId)
}

async function requireOwnLeg(deps: Deps, { staffId }: StaffPrincipal, callId: string): Promise<number> {
  if (!(await findCall(deps, callId))) throw callUnknown(callId)
  const leg = await ownLeg(deps, staffId, callId)
  if (leg === null) throw callNotYours()
  return leg
}

/** The newest leg of theirs that goes on. */
async function ownLeg({ database }: Deps, staffId: string, callId: string): Promise<number | null> {
  const [row]: { leg: string | number }[] = await database.read.query(
    'select leg from call_leg where callId = ? and staffId = ? and endedAt is null order by leg desc limit 1',
    [callId, staffId],
  )
  return row ? Number(row.leg) : null
}
