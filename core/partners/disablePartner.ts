import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne } from '#core/kernel/database.ts'
import { requirePermissionAt, type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { rootPath } from '#core/staff/staff.ts'
import { PartnerTable } from './partner.table.ts'
import { partnerUnknown } from './partners.errors.ts'

/** Shuts a partner out with its next request. Twice is once. @throws DomainError `staff.forbidden`, `partner.unknown` */
export async function disablePartner(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  partnerId: string,
): Promise<void> {
  requirePermissionAt(principal, 'partner.manage', rootPath)
  return database.transaction(async (tx) => {
    const now = clock()
    const partner = await lockOne(tx, PartnerTable, { id: partnerId })
    if (!partner) throw partnerUnknown(partnerId)
    if (partner.disabledAt !== null) return
    await tx.update(PartnerTable, { id: partnerId }, { disabledAt: now })
    const act = { action: 'partner.disabled', subject: { kind: 'partner', id: partnerId } }
    await recordAudit(tx, staffActor(principal), act, now)
  })
}
