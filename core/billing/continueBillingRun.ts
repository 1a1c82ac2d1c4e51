import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { recordAudit } from '#core/audit/recordAudit.ts'
import { system } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, type Transaction, forUpdate, lockOne } from '#core/kernel/database.ts'
import type { DomainError } from '#core/kernel/domainError.ts'
import { publish } from '#core/kernel/event.ts'
import { fen } from '#core/kernel/fen.ts'
import { Id } from '#core/kernel/id.ts'
import { holding, type Job, job } from '#core/kernel/job.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { billingRunUnknown } from './billing.errors.ts'
import { billingRunFinished } from './billing.events.ts'
import { BillingRunSkipTable, BillingRunTable } from './billing.table.ts'
import type { BillingRun, BillingRunSkip } from './billingRun.ts'
import type { BillableAccount } from './gatherBillables.ts'
import { issueBills, totalOf } from './issueBills.ts'
import { loadTariffs, type TariffBook } from './loadTariffs.ts'
import { billingRunJob } from './startBillingRun.ts'

interface Deps {
  database: Database
  clock: Clock
}

/**
 * How long a batch keeps others from writing (on SQLite all of them, on MySQL those of the same accounts): short for
 * them, and long enough that waiting for the disk is the smaller part. `slice` accounts are billed between two turns of
 * the event loop; of SQLite's work they make some ten milliseconds.
 */
const batches = { sqlite: { ms: 80, slice: 40 }, mysql: { ms: 250, slice: 200 } }

/**
 * Bills batch after batch until the run is finished, or `goesOn` says no. Each batch moves the run's mark in the
 * transaction that writes its bills, so that a run that was killed goes on behind the last bill that stands. Accounts
 * that cannot be priced do not stop it: they are written down beside it.
 * @throws DomainError `billingRun.unknown`
 */
export async function continueBillingRun(
  { database, clock }: Deps,
  runId: string,
  goesOn: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<void> {
  const book = await loadTariffs(database.read)
  const batch = batches[database.kind]
  while (await goesOn()) {
    if (await database.transaction((tx) => billBatch(tx, runId, book, batch, clock()))) return
  }
}

/** Resolves to whether the run is finished. */
async function billBatch(
  tx: Transaction,
  runId: string,
  book: TariffBook,
  { ms, slice }: { ms: number; slice: number },
  now: number,
): Promise<boolean> {
  const run = await lockOne(tx, BillingRunTable, { id: runId })
  if (!run) throw billingRunUnknown()
  if (run.state === 'finished') return true
  const began = performance.now()
  let { doneUpTo, accountsDone, bills, amount } = run
  let finished = false
  while (!finished && performance.now() - began < ms) {
    const accounts = await nextAccounts(tx, run.routeId, doneUpTo, slice)
    finished = accounts.length < slice
    const skips: BillingRunSkip[] = []
    const skip = (accountId: string, why: DomainError) => skips.push({ runId, accountId, reason: why.sentence })
    const issued = await issueBills(tx, accounts, { through: run.through, runId, book, skip }, now)
    if (skips.length > 0) await insertRows(tx, BillingRunSkipTable, skips)
    doneUpTo = accounts.at(-1)?.id ?? doneUpTo
    accountsDone += accounts.length
    bills += issued.length
    amount = fen(amount + totalOf(issued))
    await setImmediate()
  }
  await tx.query('update billing_run set doneUpTo = ?, accountsDone = ?, bills = ?, amount = ? where id = ?', [
    doneUpTo,
    accountsDone,
    bills,
    amount,
    runId,
  ])
  if (finished) await finish(tx, { ...run, bills, amount }, now)
  return finished
}

function nextAccounts(
  tx: Transaction,
  routeId: string | null,
  behind: string,
  most: number,
): Promise<BillableAccount[]> {
  const [where, parameters] = routeId === null ? ['', []] : ['routeId = ? and ', [routeId]]
  return tx.query<BillableAccount[]>(
    `select id, householdId, usageClass, lowIncomeUntil, prepayment from account
      where ${where}id > ? and closedOn is null order by id limit ${most}${forUpdate(tx)}`,
    [...parameters, behind],
  )
}

async function finish(tx: Transaction, run: BillingRun, now: number) {
  await tx.update(BillingRunTable, { id: run.id }, { state: 'finished', finishedAt: now })
  await publish(tx, billingRunFinished, { runId: run.id }, now)
  const skipped = await tx.countBy(BillingRunSkipTable, { runId: run.id })
  const details = { bills: run.bills, amount: run.amount, skipped }
  const act = { action: 'billingRun.finished', subject: { kind: 'billingRun', id: run.id }, details }
  await recordAudit(tx, system(billingRunJob), act, now)
}

/** The run as a job of the scheduler: the lease is renewed between batches, and whoever loses it stops. */
export const createBillingRunJob = (deps: Deps): Job =>
  job(billingRunJob, z.object({ runId: Id }), async ({ runId }, context) => {
    await continueBillingRun(deps, runId, holding(context))
    context.signal.throwIfAborted()
  })
