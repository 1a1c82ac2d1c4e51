import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne } from '#core/kernel/database.ts'
import { requirePermissionAt, type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { rootPath } from '#core/staff/staff.ts'
import { PartnerTable } from './partner.table.ts'
import { keyTaken, partnerUnknown } from './partners.errors.ts'
import { readPublicKey } from './publicKey.ts'

/**
 * Replaces a partner's key; what the old one signs is refused from the commit on. The same key again changes nothing.
 * @throws DomainError `staff.forbidden`, `partner.unknown`, `partner.keyInvalid`, `partner.keyTaken`
 */
export async function rotatePartnerKey(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  { partnerId, publicKeyPem: pem }: { partnerId: string; publicKeyPem: string },
): Promise<void> {
  requirePermissionAt(principal, 'partner.manage', rootPath)
  const { publicKeyPem, keyFingerprint } = readPublicKey(pem)
  return database.transaction(async (tx) => {
    const now = clock()
    const partner = await lockOne(tx, PartnerTable, { id: partnerId })
    if (!partner) throw partnerUnknown(partnerId)
    const holder = await lockOne(tx, PartnerTable, { keyFingerprint })
    if (holder?.id === partnerId) return
    if (holder) throw keyTaken()
    await tx.update(PartnerTable, { id: partnerId }, { publicKeyPem, keyFingerprint })
    const details = { before: partner.keyFingerprint, after: keyFingerprint }
    const act = { action: 'partner.keyRotated', subject: { kind: 'partner', id: partnerId }, details }
    await recordAudit(tx, staffActor(principal), act, now)
  })
}
