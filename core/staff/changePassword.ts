import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne } from '#core/kernel/database.ts'
import { countAttempt, noFailures } from './countAttempt.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { requireStrongPassword } from './passwordRule.ts'
import { type StaffPrincipal, staffActor } from './principal.ts'
import { endSessions } from './session.ts'
import { passwordWeak, wrongPassword } from './staff.errors.ts'
import { StaffTable } from './staff.table.ts'

/**
 * Sets one's own password and ends all other sessions of the person, to which it resolves. A wrong old password counts as a failed log-in:
 * whoever finds a console open must not guess here.
 * @throws DomainError `staff.passwordWeak`, `staff.wrongPassword`, `staff.locked`
 */
export async function changePassword(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  { current, next }: { current: string; next: string },
): Promise<string[]> {
  const { staffId, login, sessionId } = principal
  requireStrongPassword(next, login)
  if (next.normalize('NFKC') === current.normalize('NFKC')) throw passwordWeak('unchanged')
  const { staff } = await database.transaction((tx) => countAttempt(tx, login, clock()))
  if (!staff || !(await verifyPassword(staff.passwordHash, current))) return refuse(database, clock, principal)
  const passwordHash = await hashPassword(next)
  return database.transaction(async (tx) => {
    const now = clock()
    const still = await lockOne(tx, StaffTable, { id: staffId })
    if (!still || still.disabledAt !== null || still.passwordHash !== staff.passwordHash) throw wrongPassword()
    await tx.update(StaffTable, { id: staffId }, { passwordHash, mustChangePassword: false, ...noFailures })
    const sessions = await endSessions(tx, staffId, now, sessionId)
    const subject = { kind: 'staff', id: staffId }
    const act = {
      action: 'staff.passwordChanged',
      subject,
      unitId: staff.unitId,
      details: { sessions: sessions.length },
    }
    await recordAudit(tx, staffActor(principal), act, now)
    return sessions
  })
}

async function refuse(database: Database, clock: Clock, principal: StaffPrincipal): Promise<never> {
  const subject = { kind: 'staff', id: principal.staffId }
  const act = { action: 'staff.passwordChangeFailed', subject }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, clock()))
  throw wrongPassword()
}
