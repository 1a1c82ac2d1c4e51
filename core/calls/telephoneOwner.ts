import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { TelephoneOwnerTable } from './call.table.ts'

const hotline = 'hotline'

/** Another process owns the telephone by now: what this one would still do to calls is void. */
export class TelephoneTaken extends Error {
  constructor() {
    super('another process owns the telephone')
    this.name = 'TelephoneTaken'
  }
}

/**
 * Makes the caller the owner of the telephone, in a term of its own. A lease can end unseen while its process stands
 * still; the term is in the database, with the calls that it guards.
 */
export function takeTelephone({ database, clock }: { database: Database; clock: Clock }): Promise<number> {
  return database.transaction(async (tx) => {
    const since = clock()
    const follow = () => tx.update(TelephoneOwnerTable, { name: hotline }, { term: () => 'term + 1', since })
    const { affected } = await follow()
    if (affected === 1) return termOf(tx)
    if (await insertIfAbsent(tx, TelephoneOwnerTable, { name: hotline, term: 1, since })) return 1
    await follow()
    return termOf(tx)
  })
}

/** Whether nobody else has become the owner since. */
export const isLatestTerm = async ({ database }: { database: Database }, term: number): Promise<boolean> =>
  (await termOf(database.read)) === term

/**
 * A step: refuses whoever is not the owner any more. Two who commit at the same moment are told apart by the call's
 * version.
 * @throws TelephoneTaken
 */
export async function requireTelephone(tx: Transaction, term: number): Promise<void> {
  if ((await termOf(tx)) !== term) throw new TelephoneTaken()
}

async function termOf(manager: Pick<Transaction, 'query'>): Promise<number> {
  const [row]: { term: string | number }[] = await manager.query('select term from telephone_owner where name = ?', [
    hotline,
  ])
  return Number(row?.term ?? 0)
}
