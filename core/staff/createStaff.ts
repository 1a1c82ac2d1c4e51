import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { changeRoles, type RoleAt } from './changeRoles.ts'
import { noFailures } from './countAttempt.ts'
import { refreshed } from './grantsOf.ts'
import { findUnit } from './lockStaff.ts'
import { hashPassword } from './password.ts'
import { requireStrongPassword } from './passwordRule.ts'
import { requirePermission, requirePermissionAt, type StaffPrincipal, staffActor } from './principal.ts'
import { loginInvalid, loginTaken } from './staff.errors.ts'
import { isLogin, normalLogin } from './staff.ts'
import { StaffTable } from './staff.table.ts'

export interface NewStaff {
  login: string
  name: string
  unitId: string
  /** For the first log-in only. */
  password: string
  roles: readonly RoleAt[]
}

/**
 * Takes a person on; resolves to their id.
 * @throws DomainError `staff.forbidden` (see `changeRoles`), `staff.loginInvalid`, `staff.loginTaken`,
 * `staff.passwordWeak`, `staff.unitUnknown`, `staff.roleUnknown`
 */
export async function createStaff(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  wanted: NewStaff,
): Promise<string> {
  requirePermission(principal, 'staff.manage')
  const login = normalLogin(wanted.login)
  if (!isLogin(login)) throw loginInvalid()
  requireStrongPassword(wanted.password, login)
  const passwordHash = await hashPassword(wanted.password)
  return database.transaction(async (tx) => {
    const now = clock()
    const granter = await refreshed(tx, principal)
    const { name, unitId } = wanted
    requirePermissionAt(granter, 'staff.manage', (await findUnit(tx, unitId)).path)
    const staffId = newId(now)
    const row = { id: staffId, login, name, passwordHash, unitId, ...noFailures, disabledAt: null, createdAt: now }
    if (!(await insertIfAbsent(tx, StaffTable, { ...row, mustChangePassword: true }))) throw loginTaken(login)
    const { given } = await changeRoles(tx, granter, staffId, wanted.roles)
    const subject = { kind: 'staff', id: staffId }
    await recordAudit(
      tx,
      staffActor(principal),
      { action: 'staff.created', subject, unitId, details: { login, given } },
      now,
    )
    return staffId
  })
}
