import type { Database } from '#core/kernel/database.ts'
import { permissions } from '#core/contract/permissions.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { rootPath } from '#core/staff/staff.ts'

/**
 * Somebody who has acted in the city's past, with every right: who holds the role, else whoever was there first.
 * @throws Error when there is no staff at all
 */
export async function demoStaff({ read }: Database, role: string): Promise<StaffPrincipal> {
  const [person]: { id: string; login: string; name: string; unitId: string }[] = await read.query(
    `select s.id, s.login, s.name, u.id as unitId
       from staff s join org_unit u on u.path = ?
       left join staff_role g on g.staffId = s.id left join role r on r.id = g.roleId
      order by case when r.code = ? then 0 else 1 end, s.createdAt, s.id limit 1`,
    [rootPath, role],
  )
  if (!person) throw new Error('the demo city needs somebody on its staff: create the first administrator before it')
  const { id: staffId, login, name, unitId } = person
  const grants = [{ unitId, unitPath: rootPath, permissions }]
  return { staffId, sessionId: 'demo', login, name, mustChangePassword: false, grants }
}
