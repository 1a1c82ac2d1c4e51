import type { OutageArea } from '#core/contract/outages.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import type { StageRequest } from './announceOutage.ts'
import { fixAffected } from './fixAffected.ts'
import { isRepeated, openStage, requireAct } from './openStage.ts'
import type { Outage } from './outage.ts'
import { outageAreaTooLarge, outageNothingChanged, outageTimesWrong } from './outages.errors.ts'
import { lockOutageAt } from './requireOutageAt.ts'

/** What becomes different; what is left out stays. */
export interface OutageChange extends StageRequest {
  plannedFrom?: number | undefined
  plannedTo?: number | undefined
  reason?: string | undefined
  alternativeSupply?: string | null | undefined
  /** Joins the area: whoever was told to be without water is not forgotten. */
  addArea?: OutageArea | undefined
}

/** As many as the contract takes in one area. */
const mostParts = 10

/**
 * Changes an outage that was announced. Those who were told before are told, and those who are affected only now.
 * @throws DomainError `outage.unknown`, `outage.stateWrong`, `outage.stageDiffers`, `outage.timesWrong`,
 * `outage.nothingChanged`, `outage.areaTooLarge`
 */
export function changeOutage(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  change: OutageChange,
): Promise<Outage> {
  const { outageId, stageId, addArea = [] } = change
  return database.transaction(async (tx) => {
    const now = clock()
    const { outage, unitPath } = await lockOutageAt(tx, principal, 'outage.announce', outageId)
    if (await isRepeated(tx, outage, 'changed', stageId)) return outage
    const state = requireAct(outage, 'change')
    const changed: Outage = {
      ...outage,
      state,
      plannedFrom: change.plannedFrom ?? outage.plannedFrom,
      plannedTo: change.plannedTo ?? outage.plannedTo,
      reason: change.reason ?? outage.reason,
      alternativeSupply: change.alternativeSupply === undefined ? outage.alternativeSupply : change.alternativeSupply,
      area: [...outage.area, ...addArea],
    }
    if (changed.plannedFrom >= changed.plannedTo) throw outageTimesWrong()
    if (changed.area.length > mostParts) throw outageAreaTooLarge()
    if (addArea.length > 0) changed.affected = await fixAffected(tx, outageId, addArea, unitPath)
    if (!differ(outage, changed)) throw outageNothingChanged()
    return openStage(tx, staffActor(principal), changed, { kind: 'changed', stageId }, now)
  })
}

const differ = (one: Outage, other: Outage) =>
  (['plannedFrom', 'plannedTo', 'reason', 'alternativeSupply', 'affected'] as const).some(
    (field) => one[field] !== other[field],
  )
