import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { billingRunUnknown } from './billing.errors.ts'
import type { BillingRun } from './billingRun.ts'

/** With the words for what it is of, and for who started it. */
export type ListedBillingRun = Omit<BillingRun, 'doneUpTo'> & {
  routeName: string | null
  startedByName: string | null
}

/** The newest fifty runs, newest first. */
export const listBillingRuns = async ({ database }: { database: Database }): Promise<ListedBillingRun[]> =>
  (await database.read.query<ListedBillingRun[]>(`${select} order by r.startedAt desc, r.id desc limit 50`)).map(plain)

/** @throws DomainError `billingRun.unknown` */
export async function findBillingRun({ database }: { database: Database }, runId: string): Promise<ListedBillingRun> {
  const [run]: ListedBillingRun[] = await database.read.query(`${select} where r.id = ?`, [runId])
  if (!run) throw billingRunUnknown()
  return plain(run)
}

const select = `select r.id, r.routeId, r.through, r.state, r.accountsDone, r.accountsTotal, r.bills, r.amount,
    r.startedBy, r.startedAt, r.finishedAt, e.name as routeName, s.name as startedByName
  from billing_run r left join reading_route e on e.id = r.routeId left join staff s on s.id = r.startedBy`

/** MySQL may answer a bigint as text. */
const plain = (run: ListedBillingRun): ListedBillingRun => ({
  ...run,
  accountsDone: Number(run.accountsDone),
  accountsTotal: Number(run.accountsTotal),
  bills: Number(run.bills),
  amount: fen(Number(run.amount)),
  startedAt: Number(run.startedAt),
  finishedAt: run.finishedAt === null ? null : Number(run.finishedAt),
})
