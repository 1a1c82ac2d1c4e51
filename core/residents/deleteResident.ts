import { IsNull } from 'typeorm'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import { RefreshTokenTable, ResidentTable } from './resident.table.ts'
import { residentUnknown } from './residents.errors.ts'
import { residentDeleted } from './residents.events.ts'
import { revokeTokens } from './revokeFamily.ts'

/**
 * Forgets who a resident is (PIPL, article 47). The row stays for what refers to it; the same person logging in again
 * is somebody new. Other rooms forget theirs when they hear of it. Resolves to the log-ins that it ended.
 * @throws DomainError `resident.unknown`
 */
export function deleteResident(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  residentId: string,
): Promise<string[]> {
  return database.transaction(async (tx) => {
    const now = clock()
    const resident = await lockOne(tx, ResidentTable, { id: residentId })
    if (!resident || resident.deletedAt !== null) throw residentUnknown()
    const nobody = { platformId: `deleted:${residentId}`, phone: null, deletedAt: now }
    await tx.update(ResidentTable, { id: residentId }, nobody)
    const open = await tx.findBy(RefreshTokenTable, { residentId, revokedAt: IsNull() })
    await revokeTokens(tx, { residentId }, now)
    await publish(tx, residentDeleted, { residentId }, now)
    await recordAudit(tx, actor, { action: 'resident.deleted', subject: { kind: 'resident', id: residentId } }, now)
    return [...new Set(open.map(({ familyId }) => familyId))]
  })
}
