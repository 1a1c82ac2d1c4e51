import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { scopeOf, type SqlCondition, unitIn } from '#core/staff/scope.ts'
import { rootPath } from '#core/staff/staff.ts'
import { billingRunUnknown } from './billing.errors.ts'
import type { BillingRun } from './billingRun.ts'

/** With the words for what it is of, and for who started it. */
export type ListedBillingRun = Omit<BillingRun, 'doneUpTo'> & {
  routeName: string | null
  startedByName: string | null
  /** Accounts that could not be priced. */
  skipped: number
}

/** With the first two hundred accounts that could not be priced, by number. */
export interface ViewedBillingRun extends ListedBillingRun {
  skips: { accountId: string; accountNumber: string; reason: string }[]
}

const mostSkips = 200

type Reader = Pick<StaffPrincipal, 'grants'>

/** The newest fifty runs that the principal may see, newest first. */
export async function listBillingRuns(
  { database }: { database: Database },
  principal: Reader,
): Promise<ListedBillingRun[]> {
  const { sql, parameters } = seenBy(principal)
  const runs: ListedBillingRun[] = await database.read.query(
    `${select} where ${sql} order by r.startedAt desc, r.id desc limit 50`,
    [...parameters],
  )
  return runs.map(plain)
}

/** @throws DomainError `billingRun.unknown`, also for a run of a unit that is none of theirs */
export async function findBillingRun(
  { database }: { database: Database },
  principal: Reader,
  runId: string,
): Promise<ViewedBillingRun> {
  const { sql, parameters } = seenBy(principal)
  const [run]: ListedBillingRun[] = await database.read.query(`${select} where r.id = ? and ${sql}`, [
    runId,
    ...parameters,
  ])
  if (!run) throw billingRunUnknown()
  const skips: ViewedBillingRun['skips'] = await database.read.query(
    `select k.accountId, a.number as accountNumber, k.reason from billing_run_skip k join account a on a.id = k.accountId
      where k.runId = ? order by a.number limit ${mostSkips}`,
    [runId],
  )
  return { ...plain(run), skips }
}

const select = `select r.id, r.routeId, r.through, r.state, r.accountsDone, r.accountsTotal, r.bills, r.amount,
    r.startedBy, r.startedAt, r.finishedAt, e.name as routeName, s.name as startedByName,
    (select count(*) from billing_run_skip k where k.runId = r.id) as skipped
  from billing_run r left join reading_route e on e.id = r.routeId left join staff s on s.id = r.startedBy`

/** A run is the unit's whose route it bills; one of the city is for who may see all. */
function seenBy(principal: Reader): SqlCondition {
  const scope = scopeOf(principal, 'billingRun.read')
  return scope.includes(rootPath) ? { sql: '1 = 1', parameters: [] } : unitIn(scope, 'e.unitId')
}

/** MySQL may answer a bigint as text. */
const plain = (run: ListedBillingRun): ListedBillingRun => ({
  ...run,
  accountsDone: Number(run.accountsDone),
  accountsTotal: Number(run.accountsTotal),
  bills: Number(run.bills),
  skipped: Number(run.skipped),
  amount: fen(Number(run.amount)),
  startedAt: Number(run.startedAt),
  finishedAt: run.finishedAt === null ? null : Number(run.finishedAt),
})
