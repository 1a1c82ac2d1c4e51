import type { EntityManager } from 'typeorm'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { OutageArea, OutageKind } from '#core/contract/outages.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { placeholders } from '#core/kernel/rows.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { requireUnitAt } from '#core/staff/requireUnitAt.ts'
import { OrgUnitTable } from '#core/staff/staff.table.ts'
import { accountsIn } from './areaAccounts.ts'
import { accountsOfArea, type AffectedPage, type Paging } from './listAffected.ts'
import { outageWarnings } from './outageWarnings.ts'

export interface OutageToPreview extends Paging {
  unitId: string
  kind: OutageKind
  area: OutageArea
  plannedFrom: number
  plannedTo: number
  alternativeSupply: string | null
}

export interface OutagePreview extends AffectedPage {
  total: number
  warnings: string[]
  /** Account numbers of the area that no open account of the unit has. */
  unknownAccountNumbers: string[]
  /** Outages that are announced for some of the same accounts at some of the same time. */
  overlapping: { id: string; number: string; place: string }[]
}

/** Whom an outage would affect; the look is audited. @throws DomainError `staff.unitUnknown`, `staff.forbidden` */
export async function previewOutage(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  wanted: OutageToPreview,
): Promise<OutagePreview> {
  const { read } = database
  await requireUnitAt(read, principal, 'outage.write', wanted.unitId)
  const { path } = await read.findOneByOrFail(OrgUnitTable, { id: wanted.unitId })
  const inArea = accountsIn(wanted.area, path)
  const [row]: { total: number }[] = await read.query(`select count(*) as total from account a where ${inArea.sql}`, [
    ...inArea.parameters,
  ])
  const overlapping: OutagePreview['overlapping'] = await read.query(
    `select distinct o.id, o.number, o.place from outage o join outage_affected x on x.outageId = o.id
      where o.state in ('announced', 'changed') and o.plannedFrom < ? and o.plannedTo > ?
        and x.accountId in (select a.id from account a where ${inArea.sql}) order by o.number`,
    [wanted.plannedTo, wanted.plannedFrom, ...inArea.parameters],
  )
  const { area, unitId } = wanted
  const shown = await accountsOfArea(read, area, path, wanted)
  const unknownAccountNumbers = await unknownIn(read, area, path)
  const now = clock()
  const subject = { kind: 'orgUnit', id: unitId }
  const act = { action: 'outage.previewed', subject, unitId, details: { area, accounts: shown.accounts.length } }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, now))
  const total = Number(row?.total ?? 0)
  return { total, ...shown, warnings: outageWarnings(wanted, now), unknownAccountNumbers, overlapping }
}

async function unknownIn(read: EntityManager, area: OutageArea, unitPath: string): Promise<string[]> {
  const numbers = [...new Set(area.flatMap((part) => (part.kind === 'accounts' ? part.accountNumbers : [])))]
  if (numbers.length === 0) return []
  const listed = accountsIn([{ kind: 'accounts', accountNumbers: numbers }], unitPath)
  const known: { number: string }[] = await read.query(
    `select a.number from account a where a.number in ${placeholders(numbers)} and ${listed.sql}`,
    [...numbers, ...listed.parameters],
  )
  const found = new Set(known.map(({ number }) => number))
  return numbers.filter((number) => !found.has(number))
}
