import type { OutageArea } from '#core/contract/outages.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { accountsIn } from './areaAccounts.ts'

/**
 * A step, under the outage's lock: writes down the accounts of an area that are affected and not written down yet.
 * Resolves to how many there are now.
 */
export async function fixAffected(
  tx: Transaction,
  outageId: string,
  area: OutageArea,
  unitPath: string,
): Promise<number> {
  const inArea = accountsIn(area, unitPath)
  await tx.query(
    `insert into outage_affected (outageId, accountId, reachedIn)
     select ?, a.id, null from account a
      where ${inArea.sql}
        and a.id not in (select accountId from outage_affected where outageId = ?)`,
    [outageId, ...inArea.parameters, outageId],
  )
  const [row]: { accounts: number }[] = await tx.query(
    'select count(*) as accounts from outage_affected where outageId = ?',
    [outageId],
  )
  return Number(row?.accounts ?? 0)
}
