import { recordAudit } from '#core/audit/recordAudit.ts'
import { system } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { noFailures } from './countAttempt.ts'
import { installStandardRoles } from './installStandardRoles.ts'
import { hashPassword } from './password.ts'
import { requireStrongPassword } from './passwordRule.ts'
import { alreadyFounded, loginInvalid } from './staff.errors.ts'
import { isLogin, normalLogin, rootPath } from './staff.ts'
import { OrgUnitTable, RoleTable, StaffRoleTable, StaffTable } from './staff.table.ts'

export interface FirstAdmin {
  /** What the utility is called: the name of the root unit. */
  unitName: string
  login: string
  name: string
  password: string
  /** False only where whoever installs the hub chose the password for themselves. */
  mustChangePassword?: boolean
}

/**
 * For an empty hub: the root unit, the standard roles and somebody who holds everything. Once in its life; the root's
 * unique path decides between two processes.
 * @throws DomainError `staff.alreadyFounded`, `staff.loginInvalid`, `staff.passwordWeak`
 */
export async function createFirstAdmin(
  { database, clock }: { database: Database; clock: Clock },
  wanted: FirstAdmin,
): Promise<{ staffId: string; rootUnitId: string }> {
  const { name, unitName, mustChangePassword = true } = wanted
  const login = normalLogin(wanted.login)
  if (!isLogin(login)) throw loginInvalid()
  requireStrongPassword(wanted.password, login)
  const passwordHash = await hashPassword(wanted.password)
  return database.transaction(async (tx) => {
    const now = clock()
    const [staffId, rootUnitId] = [newId(now), newId(now)]
    const root = { id: rootUnitId, parentId: null, name: unitName, path: rootPath }
    if (!(await insertIfAbsent(tx, OrgUnitTable, root))) throw alreadyFounded()
    await installStandardRoles(tx, now)
    const row = { id: staffId, login, name, passwordHash, unitId: rootUnitId, mustChangePassword, ...noFailures }
    await tx.insert(StaffTable, { ...row, disabledAt: null, createdAt: now })
    const { id: roleId } = await tx.findOneByOrFail(RoleTable, { code: 'admin' })
    await tx.insert(StaffRoleTable, { staffId, roleId, unitId: rootUnitId })
    const subject = { kind: 'staff', id: staffId }
    const act = {
      action: 'staff.created',
      subject,
      unitId: rootUnitId,
      details: { login, given: [`admin@${rootPath}`] },
    }
    await recordAudit(tx, system('createFirstAdmin'), act, now)
    return { staffId, rootUnitId }
  })
}
