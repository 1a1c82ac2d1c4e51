import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { refreshed } from './grantsOf.ts'
import { findUnit } from './lockStaff.ts'
import { requirePermissionAt, type StaffPrincipal, staffActor } from './principal.ts'
import { unitCodeInvalid, unitTaken } from './staff.errors.ts'
import { isUnitCode, type OrgUnit } from './staff.ts'
import { OrgUnitTable } from './staff.table.ts'

/** The width of the column. */
const longestPath = 255

export interface NewUnit {
  parentId: string
  /** Its own part of the path: small letters, digits, dashes. */
  code: string
  name: string
}

/** @throws DomainError `staff.forbidden`, `staff.unitUnknown` (the parent), `staff.unitCodeInvalid`, `staff.unitTaken` */
export function createUnit(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  { parentId, code, name }: NewUnit,
): Promise<OrgUnit> {
  return database.transaction(async (tx) => {
    const now = clock()
    const parent = await findUnit(tx, parentId)
    requirePermissionAt(await refreshed(tx, principal), 'staff.manage', parent.path)
    const unit: OrgUnit = { id: newId(now), parentId, name, path: `${parent.path}${code}/` }
    if (!isUnitCode(code) || unit.path.length > longestPath) throw unitCodeInvalid()
    if (!(await insertIfAbsent(tx, OrgUnitTable, unit))) throw unitTaken(unit.path)
    const subject = { kind: 'orgUnit', id: unit.id }
    const act = { action: 'unit.created', subject, unitId: unit.id, details: { path: unit.path, name } }
    await recordAudit(tx, staffActor(principal), act, now)
    return unit
  })
}
