import type { Permission } from '#core/contract/permissions.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { grantsOf } from '#core/staff/grantsOf.ts'
import { createFirstAdmin } from '#core/staff/createFirstAdmin.ts'
import { hashPassword } from '#core/staff/password.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { OrgUnitTable, RoleTable, StaffRoleTable, StaffTable } from '#core/staff/staff.table.ts'

/** What everybody in the house logs in with. */
export const housePassword = 'seven rivers meet here'

/**
 * A utility with a root, `north` and `south` below it, `north/east` below that, and an administrator. `hire` takes
 * people on without asking for anybody's permission; a role is held at the person's own unit.
 */
export async function createStaffHouse(database: Database, clock: Clock) {
  const wanted = { unitName: '供水公司', login: 'admin', name: '管理员', password: housePassword }
  const { staffId, rootUnitId } = await createFirstAdmin({ database, clock }, { ...wanted, mustChangePassword: false })
  const now = clock()
  const unit = (parentId: string, path: string) => ({ id: newId(now), parentId, name: path, path })
  const north = unit(rootUnitId, '/root/north/')
  const south = unit(rootUnitId, '/root/south/')
  const east = unit(north.id, '/root/north/east/')
  await database.transaction(async (tx) => {
    for (const row of [north, south, east]) await tx.insert(OrgUnitTable, row)
  })
  const passwordHash = await hashPassword(housePassword)

  async function hire(login: string, unitId: string, roles: readonly string[] = []): Promise<StaffPrincipal> {
    const id = newId(now)
    const state = { mustChangePassword: false, failedAttempts: 0, lockedUntil: null, disabledAt: null, createdAt: now }
    await database.transaction(async (tx) => {
      await tx.insert(StaffTable, { id, login, name: login, passwordHash, unitId, ...state })
      for (const code of roles) {
        const role = await tx.findOneByOrFail(RoleTable, { code })
        await tx.insert(StaffRoleTable, { staffId: id, roleId: role.id, unitId })
      }
    })
    return principalOf(id, login)
  }

  /** A role of the test's own. */
  async function inventRole(code: string, permissions: readonly Permission[]): Promise<void> {
    await database.transaction((tx) => tx.insert(RoleTable, { id: newId(now), code, name: code, permissions }))
  }

  const principalOf = async (id: string, login: string): Promise<StaffPrincipal> => ({
    staffId: id,
    sessionId: newId(now),
    login,
    name: login,
    mustChangePassword: false,
    grants: await grantsOf(database.read, id),
  })

  const admin = await principalOf(staffId, 'admin')
  return { admin, root: { id: rootUnitId }, north, south, east, hire, inventRole, principalOf }
}
