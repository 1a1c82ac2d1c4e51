import { recordAudit } from '#core/audit/recordAudit.ts'
import { type Actor, system } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { hashToken, newSecretToken } from '#core/kernel/secretToken.ts'
import { type Attempt, countAttempt, noFailures } from './countAttempt.ts'
import { nobodysHash, type VerifyPassword, verifyPassword } from './password.ts'
import { sessionLifeMs } from './session.ts'
import { wrongLogin } from './staff.errors.ts'
import { normalLogin, type Staff } from './staff.ts'
import { StaffSessionTable, StaffTable } from './staff.table.ts'

export interface LogInDeps {
  database: Database
  clock: Clock
  verify?: VerifyPassword
}

export interface LogIn {
  login: string
  password: string
  address: string
  userAgent: string
  requestId?: string
}

export interface LoggedIn {
  /** The session's secret. Nobody can read it again. */
  token: string
  sessionId: string
  staffId: string
  expiresAt: number
  mustChangePassword: boolean
}

/**
 * Opens a session for who knows the password. A login that nobody has costs the same work, counts the same and is
 * refused by the same words as a wrong password or a disabled person.
 * @throws DomainError `staff.wrongLogin`, or `staff.locked` after five failures in a row
 */
export async function logIn(deps: LogInDeps, input: LogIn): Promise<LoggedIn> {
  const { database, clock, verify = verifyPassword } = deps
  const login = normalLogin(input.login)
  const attempt = await database.transaction((tx) => countAttempt(tx, login, clock()))
  const { staff } = attempt
  const right = await verify(staff?.passwordHash ?? nobodysHash, input.password)
  const session = staff && right && staff.disabledAt === null ? await openSession(deps, staff, input) : null
  if (session) return session
  await auditFailure(deps, attempt, hashToken(login), input)
  throw wrongLogin()
}

/** Null when the person was disabled, or the password changed, while it was being verified. */
function openSession({ database, clock }: LogInDeps, proven: Staff, input: LogIn): Promise<LoggedIn | null> {
  const { address, userAgent, requestId } = input
  return database.transaction(async (tx) => {
    const staff = await lockOne(tx, StaffTable, { id: proven.id })
    if (!staff || staff.disabledAt !== null || staff.passwordHash !== proven.passwordHash) return null
    const now = clock()
    const [sessionId, token, staffId, expiresAt] = [newId(now), newSecretToken(), staff.id, now + sessionLifeMs]
    await tx.update(StaffTable, { id: staffId }, noFailures)
    await tx.insert(StaffSessionTable, {
      id: sessionId,
      staffId,
      tokenHash: hashToken(token),
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
      revokedAt: null,
      address: address.slice(0, 64),
      userAgent: userAgent.slice(0, 255),
    })
    const actor: Actor = { kind: 'staff', id: staffId, ...(requestId !== undefined && { requestId }) }
    const subject = { kind: 'staffSession', id: sessionId }
    await recordAudit(tx, actor, { action: 'staff.loggedIn', subject, unitId: staff.unitId, details: { address } }, now)
    return { token, sessionId, staffId, expiresAt, mustChangePassword: staff.mustChangePassword }
  })
}

function auditFailure({ database, clock }: LogInDeps, attempt: Attempt, loginHash: string, input: LogIn) {
  const { staff, attempts, lockedUntil } = attempt
  const { address, requestId } = input
  const reason = !staff ? 'unknown' : staff.disabledAt !== null ? 'disabled' : 'password'
  const details = { reason, attempts, lockedUntil, address }
  // What was typed stays out of it: it may be a password in the wrong field.
  const subject = staff ? { kind: 'staff', id: staff.id } : { kind: 'unknownLogin', id: loginHash }
  const actor: Actor = { ...system('logIn'), ...(requestId !== undefined && { requestId }) }
  const act = { action: 'staff.logInFailed', subject, details, ...(staff && { unitId: staff.unitId }) }
  return database.transaction((tx) => recordAudit(tx, actor, act, clock()))
}
