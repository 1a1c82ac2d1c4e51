import { lockOne, type Transaction } from '#core/kernel/database.ts'
import { staffUnknown, unitUnknown } from './staff.errors.ts'
import type { OrgUnit, Staff } from './staff.ts'
import { OrgUnitTable, StaffTable } from './staff.table.ts'

/** A step: a person, locked, and the path of their unit. @throws DomainError `staff.unknown` */
export async function lockStaff(tx: Transaction, staffId: string): Promise<Staff & { unitPath: string }> {
  const staff = await lockOne(tx, StaffTable, { id: staffId })
  if (!staff) throw staffUnknown(staffId)
  return { ...staff, unitPath: (await findUnit(tx, staff.unitId)).path }
}

/** A step. @throws DomainError `staff.unitUnknown` */
export async function findUnit(tx: Transaction, unitId: string): Promise<OrgUnit> {
  const unit = await tx.findOneBy(OrgUnitTable, { id: unitId })
  if (!unit) throw unitUnknown(unitId)
  return unit
}
