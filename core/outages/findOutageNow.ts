import type { EntityManager } from 'typeorm'
import { placeholders } from '#core/kernel/rows.ts'
import type { Outage } from './outage.ts'

export type OutageNow = Pick<Outage, 'id' | 'kind' | 'plannedFrom' | 'plannedTo'>

const columns = 'o.id, o.kind, o.plannedFrom, o.plannedTo'
const announced = `o.state in ('announced', 'changed') and o.plannedFrom <= ?`

/** The outage at these accounts that began first, of those announced that go on or begin before `until`; else null. */
export async function findOutageOf(
  manager: EntityManager,
  accountIds: readonly string[],
  until: number,
): Promise<OutageNow | null> {
  if (accountIds.length === 0) return null
  const rows: OutageNow[] = await manager.query(
    `select ${columns} from outage_affected x join outage o on o.id = x.outageId
      where x.accountId in ${placeholders(accountIds)} and ${announced} order by o.plannedFrom, o.id limit 1`,
    [...accountIds, until],
  )
  return first(rows)
}

/** The largest outage that goes on, of at least so many accounts; else null. */
export async function findBigOutage(manager: EntityManager, accounts: number, now: number): Promise<OutageNow | null> {
  const rows: OutageNow[] = await manager.query(
    `select ${columns} from outage o where ${announced} and o.affected >= ? order by o.affected desc, o.id limit 1`,
    [now, accounts],
  )
  return first(rows)
}

function first([row]: readonly OutageNow[]): OutageNow | null {
  return row ? { ...row, plannedFrom: Number(row.plannedFrom), plannedTo: Number(row.plannedTo) } : null
}
