import type { Database } from '#core/kernel/database.ts'
import { requirePermission, type StaffPrincipal } from '#core/staff/principal.ts'
import { pathIn, scopeOf } from '#core/staff/scope.ts'

export interface PersonToSend {
  id: string
  name: string
  unitPath: string
}

/** Whoever works in a unit at which the principal may dispatch, by name. @throws DomainError `staff.forbidden` */
export async function listPeopleToSend(
  { database }: { database: Database },
  principal: StaffPrincipal,
): Promise<PersonToSend[]> {
  requirePermission(principal, 'workorder.dispatch')
  const { sql, parameters } = pathIn(scopeOf(principal, 'workorder.dispatch'), 'u.path')
  return database.read.query(
    `select s.id, s.name, u.path as unitPath from staff s join org_unit u on u.id = s.unitId
      where s.disabledAt is null and ${sql} order by s.name, s.id`,
    [...parameters],
  )
}
