import type { OutageArea, OutageKind } from '#core/contract/outages.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import type { Numbers } from '#core/kernel/sequence.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { requireUnitAt } from '#core/staff/requireUnitAt.ts'
import { requireAct } from './openStage.ts'
import type { Outage } from './outage.ts'
import { OutageTable } from './outage.table.ts'
import { outageTimesWrong } from './outages.errors.ts'
import { lockOutageAt } from './requireOutageAt.ts'

export interface DraftedOutage {
  /** Chosen by the client: a ULID. */
  id: string
  unitId: string
  kind: OutageKind
  place: string
  reason: string
  area: OutageArea
  plannedFrom: number
  plannedTo: number
  alternativeSupply: string | null
}

/**
 * Writes a draft down, or another version of one that is there. Nobody is told.
 * @throws DomainError `staff.unitUnknown`, `staff.forbidden`, `outage.unknown` when the id is that of an outage of
 * another's, `outage.stateWrong` when it was announced already, `outage.timesWrong`
 */
export async function saveOutageDraft(
  { database, clock, numbers }: { database: Database; clock: Clock; numbers: Numbers },
  principal: StaffPrincipal,
  drafted: DraftedOutage,
): Promise<Outage> {
  if (drafted.plannedFrom >= drafted.plannedTo) throw outageTimesWrong()
  // Before a number is spent on it.
  await requireUnitAt(database.read, principal, 'outage.write', drafted.unitId)
  const isNew = !(await database.read.existsBy(OutageTable, { id: drafted.id }))
  const number = isNew ? await numbers.next('TS') : ''
  return database.transaction(async (tx) => {
    const now = clock()
    await requireUnitAt(tx, principal, 'outage.write', drafted.unitId)
    const fresh = newDraft(drafted, number, principal.staffId, now)
    const saved = isNew && (await insertIfAbsent(tx, OutageTable, fresh)) ? fresh : await edit(tx, principal, drafted)
    const { id, unitId, place, kind, plannedFrom, plannedTo } = saved
    const details = { number: saved.number, kind, place, plannedFrom, plannedTo }
    const act = { action: 'outage.drafted', subject: { kind: 'outage', id }, unitId, details }
    await recordAudit(tx, staffActor(principal), act, now)
    return saved
  })
}

async function edit(tx: Transaction, principal: StaffPrincipal, drafted: DraftedOutage): Promise<Outage> {
  const { outage } = await lockOutageAt(tx, principal, 'outage.write', drafted.id)
  requireAct(outage, 'edit')
  const { id, ...columns } = drafted
  await tx.update(OutageTable, { id }, columns)
  return { ...outage, ...drafted }
}

const newDraft = (drafted: DraftedOutage, number: string, createdBy: string, now: number): Outage => ({
  ...drafted,
  number,
  state: 'draft',
  actualFrom: null,
  actualTo: null,
  affected: 0,
  stage: 0,
  createdBy,
  createdAt: now,
  announcedAt: null,
  endedAt: null,
})
