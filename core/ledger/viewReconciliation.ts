import type { Database } from '#core/kernel/database.ts'
import { type Drift, reconcileLedger, type Reconciliation } from './reconcileLedger.ts'

/** With the account that it is about: null when there is none of that id. */
export interface ShownDrift extends Drift {
  accountId: string | null
  accountNumber: string | null
}

interface Owner {
  id: string
  accountId: string
  accountNumber: string
}

/** Where an account is found by what a check names. */
const owners: Record<Drift['check'], string> = {
  entry: `select distinct l.entryId as id, a.id as accountId, a.number as accountNumber
    from ledger_line l join account a on a.id = l.accountId where l.entryId`,
  receivable: 'select a.id, a.id as accountId, a.number as accountNumber from account a where a.id',
  prepayment: 'select a.id, a.id as accountId, a.number as accountNumber from account a where a.id',
  cash: 'select a.id, a.id as accountId, a.number as accountNumber from account a where a.id',
  billPaid: `select b.id, a.id as accountId, a.number as accountNumber
    from bill b join account a on a.id = b.accountId where b.id`,
}

/** Proves the books, and says of what differs whose it is. */
export async function viewReconciliation({
  database,
}: {
  database: Database
}): Promise<Omit<Reconciliation, 'drifts'> & { drifts: ShownDrift[] }> {
  const { drifts, ...proof } = await reconcileLedger({ database })
  const known = new Map<string, Owner>()
  for (const [check, some] of Map.groupBy(drifts, (drift) => drift.check)) {
    const ids = some.map(({ id }) => id)
    const found: Owner[] = await database.read.query(`${owners[check]} in (${ids.map(() => '?').join(', ')})`, ids)
    for (const owner of found) known.set(owner.id, owner)
  }
  const shown = drifts.map((drift) => {
    const { accountId = null, accountNumber = null } = known.get(drift.id) ?? {}
    return { ...drift, accountId, accountNumber }
  })
  return { ...proof, drifts: shown }
}
