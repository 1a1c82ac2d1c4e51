import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import type { StageRequest } from './announceOutage.ts'
import { isRepeated, openStage, requireAct } from './openStage.ts'
import type { Outage } from './outage.ts'
import { OutageTable } from './outage.table.ts'
import { outageChanged } from './outages.events.ts'
import { outageTimesWrong } from './outages.errors.ts'
import { lockOutageAt } from './requireOutageAt.ts'

interface Deps {
  database: Database
  clock: Clock
}

/**
 * Water is back: those who were told of the outage, and only they, are told. `restoredAt` is now unless told.
 * @throws DomainError `outage.unknown`, `outage.stateWrong`, `outage.stageDiffers`, `outage.timesWrong` for a time to
 * come, or before anything was cut off
 */
export function restoreOutage(
  { database, clock }: Deps,
  principal: StaffPrincipal,
  { outageId, stageId, restoredAt }: StageRequest & { restoredAt?: number | undefined },
): Promise<Outage> {
  return database.transaction(async (tx) => {
    const now = clock()
    const { outage } = await lockOutageAt(tx, principal, 'outage.announce', outageId)
    if (await isRepeated(tx, outage, 'restored', stageId)) return outage
    const state = requireAct(outage, 'restore')
    const actualTo = restoredAt ?? now
    if (actualTo > now || actualTo <= outage.plannedFrom) throw outageTimesWrong()
    const restored = { ...outage, state, actualFrom: outage.plannedFrom, actualTo, endedAt: now }
    return openStage(tx, staffActor(principal), restored, { kind: 'restored', stageId }, now)
  })
}

/**
 * The outage does not take place. Those who were told of it are told; of a draft nobody was.
 * @throws DomainError `outage.unknown`, `outage.stateWrong`, `outage.stageDiffers`
 */
export function cancelOutage(
  { database, clock }: Deps,
  principal: StaffPrincipal,
  { outageId, stageId }: StageRequest,
): Promise<Outage> {
  return database.transaction(async (tx) => {
    const now = clock()
    const { outage } = await lockOutageAt(tx, principal, 'outage.announce', outageId)
    if (await isRepeated(tx, outage, 'cancelled', stageId)) return outage
    if (outage.state === 'cancelled' && outage.stage === 0) return outage
    const cancelled = { ...outage, state: requireAct(outage, 'cancel'), endedAt: now }
    if (outage.state === 'draft') return discard(tx, principal, cancelled, now)
    return openStage(tx, staffActor(principal), cancelled, { kind: 'cancelled', stageId }, now)
  })
}

async function discard(tx: Transaction, principal: StaffPrincipal, outage: Outage, now: number): Promise<Outage> {
  const { id, unitId, state, endedAt, number } = outage
  await tx.update(OutageTable, { id }, { state, endedAt })
  await publish(tx, outageChanged, { outageId: id, state }, now)
  const act = { action: 'outage.cancelled', subject: { kind: 'outage', id }, unitId, details: { number } }
  await recordAudit(tx, staffActor(principal), act, now)
  return outage
}
