import { In } from 'typeorm'
import type { Transaction } from '#core/kernel/database.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { requireToHold } from './grantsOf.ts'
import { findUnit } from './lockStaff.ts'
import { requirePermissionAt, type StaffPrincipal } from './principal.ts'
import { roleUnknown } from './staff.errors.ts'
import type { OrgUnit, Role, StaffRole } from './staff.ts'
import { RoleTable, StaffRoleTable } from './staff.table.ts'

/** A role, by its code, at a unit. */
export interface RoleAt {
  role: string
  unitId: string
}

interface Held {
  row: StaffRole
  role: Role
  unit: OrgUnit
}

/**
 * A step: makes these the roles of a person, whose row the caller has locked. Whoever gives or takes a role manages
 * staff at its unit and holds there all that the role grants: nobody gives more than they hold. Roles that stay as
 * they are may be anybody's. Resolves to what was given and taken, as `role@path`.
 * @throws DomainError `staff.forbidden`, `staff.roleUnknown`, `staff.unitUnknown`
 */
export async function changeRoles(
  tx: Transaction,
  granter: StaffPrincipal,
  staffId: string,
  wanted: readonly RoleAt[],
): Promise<{ given: string[]; taken: string[] }> {
  const before = await resolve(tx, await tx.findBy(StaffRoleTable, { staffId }))
  const after = await resolve(tx, await rowsOf(tx, staffId, wanted))
  const given = [...after].filter(([name]) => !before.has(name))
  const taken = [...before].filter(([name]) => !after.has(name))
  for (const [, { role, unit }] of [...given, ...taken]) {
    requirePermissionAt(granter, 'staff.manage', unit.path)
    requireToHold(granter, role.permissions, unit.path)
  }
  for (const [, { row }] of taken) await tx.delete(StaffRoleTable, { ...row })
  await insertRows(
    tx,
    StaffRoleTable,
    given.map(([, { row }]) => row),
  )
  return { given: given.map(([name]) => name), taken: taken.map(([name]) => name) }
}

async function rowsOf(tx: Transaction, staffId: string, wanted: readonly RoleAt[]): Promise<StaffRole[]> {
  const roles = await tx.findBy(RoleTable, { code: In(wanted.map(({ role }) => role)) })
  return wanted.map(({ role, unitId }) => {
    const found = roles.find((candidate) => candidate.code === role)
    if (!found) throw roleUnknown(role)
    return { staffId, roleId: found.id, unitId }
  })
}

async function resolve(tx: Transaction, rows: readonly StaffRole[]): Promise<Map<string, Held>> {
  const held = new Map<string, Held>()
  for (const row of rows) {
    const role = await tx.findOneByOrFail(RoleTable, { id: row.roleId })
    const unit = await findUnit(tx, row.unitId)
    held.set(`${role.code}@${unit.path}`, { row, role, unit })
  }
  return held
}
