import type { Database } from '#core/kernel/database.ts'
import { placeholders } from '#core/kernel/rows.ts'
import { requirePermission, type StaffPrincipal } from './principal.ts'
import { pathIn, scopeOf } from './scope.ts'

/** A person as other staff see them. */
export interface StaffSummary {
  id: string
  login: string
  name: string
  unitId: string
  unitPath: string
  mustChangePassword: boolean
  lockedUntil: number | null
  disabledAt: number | null
  createdAt: number
  /** Roles by code, each with the unit it is held at. */
  roles: readonly { role: string; name: string; unitId: string; unitPath: string }[]
}

export interface StaffFilter {
  /** Part of a login or name. */
  search?: string
  /** Only this unit and those below it. */
  unitPath?: string
  disabled?: boolean
  /** The login after which to go on. */
  after?: string
  /** At most 200; 50 unless told. */
  limit?: number
}

/** Staff of the units that the principal may see, by login. @throws DomainError `staff.forbidden` */
export async function listStaff(
  { database }: { database: Database },
  principal: StaffPrincipal,
  filter: StaffFilter = {},
): Promise<StaffSummary[]> {
  requirePermission(principal, 'staff.read')
  const { search, unitPath, disabled, after, limit = 50 } = filter
  const scope = pathIn(scopeOf(principal, 'staff.read'), 'u.path')
  const below = unitPath === undefined ? null : pathIn([unitPath], 'u.path')
  const conditions = [
    scope,
    ...(below ? [below] : []),
    ...(search ? [{ sql: '(instr(s.login, ?) > 0 or instr(s.name, ?) > 0)', parameters: [search, search] }] : []),
    ...(disabled === undefined ? [] : [{ sql: `s.disabledAt is ${disabled ? 'not ' : ''}null`, parameters: [] }]),
    ...(after === undefined ? [] : [{ sql: 's.login > ?', parameters: [after] }]),
  ]
  const rows: (Omit<StaffSummary, 'roles' | 'mustChangePassword'> & { mustChangePassword: number })[] =
    await database.read.query(
      `select s.id, s.login, s.name, s.unitId, u.path as unitPath, s.mustChangePassword, s.lockedUntil, s.disabledAt,
         s.createdAt
       from staff s join org_unit u on u.id = s.unitId
       where ${conditions.map(({ sql }) => sql).join(' and ')} order by s.login limit ?`,
      [...conditions.flatMap(({ parameters }) => parameters), Math.min(Math.max(1, limit), 200)],
    )
  const roles = await rolesOf(
    database,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    ...row,
    mustChangePassword: row.mustChangePassword === 1,
    roles: roles.filter((held) => held.staffId === row.id).map(({ staffId: _, ...role }) => role),
  }))
}

async function rolesOf(database: Database, staffIds: readonly string[]) {
  if (staffIds.length === 0) return []
  const rows: (StaffSummary['roles'][number] & { staffId: string })[] = await database.read.query(
    `select g.staffId, r.code as role, r.name, g.unitId, u.path as unitPath
     from staff_role g join role r on r.id = g.roleId join org_unit u on u.id = g.unitId
     where g.staffId in ${placeholders(staffIds)} order by r.code, u.path`,
    [...staffIds],
  )
  return rows
}
