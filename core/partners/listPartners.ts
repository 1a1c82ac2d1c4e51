import type { Database } from '#core/kernel/database.ts'
import { requirePermissionAt, type StaffPrincipal } from '#core/staff/principal.ts'
import { rootPath } from '#core/staff/staff.ts'
import type { Partner } from './partner.ts'
import { PartnerTable } from './partner.table.ts'

/** All partners, by code. @throws DomainError `staff.forbidden` */
export async function listPartners(
  { database }: { database: Database },
  principal: StaffPrincipal,
): Promise<Partner[]> {
  requirePermissionAt(principal, 'partner.manage', rootPath)
  return database.read.find(PartnerTable, { order: { code: 'asc' } })
}
