import type { EntityManager } from 'typeorm'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { OutageArea } from '#core/contract/outages.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { accountsIn } from './areaAccounts.ts'
import { OutageTable } from './outage.table.ts'
import { requireOutageAt } from './requireOutageAt.ts'

export interface AffectedAccount {
  accountId: string
  number: string
  premises: string
}

export interface AffectedPage {
  accounts: AffectedAccount[]
  /** Behind which account the next page begins; null at the end. */
  next: string | null
}

export interface Paging {
  /** The last account seen. */
  after?: string | null | undefined
  /** 50 unless told. */
  limit?: number | undefined
}

const usual = 50

/**
 * The accounts that an outage affects: of a draft those that its area holds now, else those that were written down when
 * it was announced. Each look at a page is audited.
 * @throws DomainError `outage.unknown`
 */
export async function listAffected(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  outageId: string,
  paging: Paging = {},
): Promise<AffectedPage> {
  const { read } = database
  const unitPath = await requireOutageAt(read, principal, 'outage.read', outageId)
  const outage = await read.findOneByOrFail(OutageTable, { id: outageId })
  const announced = {
    sql: 'a.id in (select accountId from outage_affected where outageId = ?)',
    parameters: [outageId],
  }
  const shown =
    outage.stage === 0 ? await accountsOfArea(read, outage.area, unitPath, paging) : await page(read, announced, paging)
  const { area, unitId } = outage
  const subject = { kind: 'outage', id: outageId }
  const details = { area, accounts: shown.accounts.length }
  const act = { action: 'outage.affectedViewed', subject, unitId, details }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, clock()))
  return shown
}

export const accountsOfArea = (
  read: EntityManager,
  area: OutageArea,
  unitPath: string,
  paging: Paging,
): Promise<AffectedPage> => page(read, accountsIn(area, unitPath), paging)

async function page(
  read: EntityManager,
  which: { sql: string; parameters: readonly unknown[] },
  { after, limit = usual }: Paging,
): Promise<AffectedPage> {
  const rows: AffectedAccount[] = await read.query(
    `select a.id as accountId, a.number, a.premises from account a
      where a.id > ? and ${which.sql} order by a.id limit ?`,
    [after ?? '', ...which.parameters, limit + 1],
  )
  const accounts = rows.slice(0, limit)
  return { accounts, next: rows.length > limit ? (accounts.at(-1)?.accountId ?? null) : null }
}
