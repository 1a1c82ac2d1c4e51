import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { fixAffected } from './fixAffected.ts'
import { isRepeated, openStage, requireAct } from './openStage.ts'
import type { Outage } from './outage.ts'
import { nobodyAffected } from './outages.errors.ts'
import { lockOutageAt } from './requireOutageAt.ts'

/** An act that people are told of; `stageId` is chosen by the client, so that asking twice is asking once. */
export interface StageRequest {
  outageId: string
  stageId: string
}

/**
 * Tells everybody affected. Which accounts these are is written down here, and stays so whatever becomes of routes and
 * addresses.
 * @throws DomainError `outage.unknown`, `outage.stateWrong`, `outage.stageDiffers`, `outage.nobodyAffected`
 */
export function announceOutage(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  { outageId, stageId }: StageRequest,
): Promise<Outage> {
  return database.transaction(async (tx) => {
    const now = clock()
    const { outage, unitPath } = await lockOutageAt(tx, principal, 'outage.announce', outageId)
    if (await isRepeated(tx, outage, 'announced', stageId)) return outage
    const state = requireAct(outage, 'announce')
    const affected = await fixAffected(tx, outageId, outage.area, unitPath)
    if (affected === 0) throw nobodyAffected()
    const announced = { ...outage, state, affected, announcedAt: now }
    return openStage(tx, staffActor(principal), announced, { kind: 'announced', stageId }, now)
  })
}
