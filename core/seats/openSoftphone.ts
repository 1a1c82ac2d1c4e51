import { createHash } from 'node:crypto'
import { recordAudit } from '#core/audit/recordAudit.ts'
import { exchangeUnavailable } from '#core/calls/calls.errors.ts'
import type { CallControl } from '#core/calls/callControl.ts'
import type { SoftphoneAccount } from '#core/contract/seats.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newSecretToken } from '#core/kernel/secretToken.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { sessionLifeMs } from '#core/staff/session.ts'
import { StaffSessionTable } from '#core/staff/staff.table.ts'
import { leaveSeat } from './leaveSeat.ts'
import { takeSeat } from './takeSeat.ts'

interface Deps {
  database: Database
  clock: Clock
  callControl: CallControl
  /** Closes the softphone's socket of a session, in whichever process it is. */
  endSoftphone: (sessionId: string) => void
}

/** What Asterisk answers a REGISTER with, unless it is configured. */
export const sipRealm = 'asterisk'

/**
 * A seat and the SIP account of its softphone. The password is new each time, is told once, and nobody else gets to know
 * it: the exchange is given a digest.
 * @throws DomainError `calls.exchangeUnavailable`, `seats.noneFree`
 */
export async function openSoftphone(deps: Deps, principal: StaffPrincipal): Promise<SoftphoneAccount> {
  const { database, clock, callControl, endSoftphone } = deps
  // Nobody takes a seat at which no softphone can register.
  if (!(await callControl.isUp())) throw exchangeUnavailable()
  const { seat, displaced } = await takeSeat(deps, principal)
  if (displaced !== null) endSoftphone(displaced)
  const user = seat.seat
  const password = newSecretToken()
  await callControl.openAccount(user, createHash('md5').update(`${user}:${sipRealm}:${password}`).digest('hex'))
  const now = clock()
  const act = { action: 'seat.taken', subject: { kind: 'seat', id: user } }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, now))
  await callControl.seatChanged(user)
  const session = await database.read.findOneBy(StaffSessionTable, { id: principal.sessionId })
  const expiresAt = session?.expiresAt ?? now + sessionLifeMs
  return { seat: user, user, password, uri: `sip:${user}@hub`, socketPath: '/sip', expiresAt }
}

/** Leaves the seat: its password and its socket end. Twice is once. @throws DomainError `seats.inCall` */
export async function closeSoftphone(deps: Deps, principal: StaffPrincipal): Promise<void> {
  const { database, clock, callControl, endSoftphone } = deps
  const seat = await leaveSeat(deps, principal.sessionId)
  endSoftphone(principal.sessionId)
  if (!seat) return
  const act = { action: 'seat.left', subject: { kind: 'seat', id: seat.seat } }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, clock()))
  // Without an exchange there is no password that could be used.
  await callControl.closeAccount(seat.seat).catch(() => undefined)
  await callControl.seatChanged(seat.seat).catch(() => undefined)
}
