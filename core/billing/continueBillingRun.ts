import { z } from 'zod'
import { recordAudit } from '#core/audit/recordAudit.ts'
import { system } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, type Transaction, forUpdate, lockOne } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import { fen } from '#core/kernel/fen.ts'
import { Id } from '#core/kernel/id.ts'
import { type Job, job } from '#core/kernel/job.ts'
import { billingRunUnknown } from './billing.errors.ts'
import { billingRunFinished } from './billing.events.ts'
import { BillingRunTable } from './billing.table.ts'
import type { BillingRun } from './billingRun.ts'
import type { BillableAccount } from './gatherBillables.ts'
import { issueBills, totalOf } from './issueBills.ts'
import { loadTariffs, type TariffBook } from './loadTariffs.ts'
import { billingRunJob } from './startBillingRun.ts'

interface Deps {
  database: Database
  clock: Clock
}

/** A batch of SQLite stops the event loop for so long; on MySQL only other writers of the same accounts wait. */
const targetMs = { sqlite: 12, mysql: 250 }
const batchSizes = { smallest: 10, first: 50, largest: 1_000 }

/**
 * Bills batch after batch until the run is finished, or `goesOn` says no. Each batch moves the run's mark in the
 * transaction that writes its bills, so that a run that was killed goes on behind the last bill that stands.
 * @throws DomainError `billingRun.unknown`, `tariff.missing`
 */
export async function continueBillingRun(
  { database, clock }: Deps,
  runId: string,
  goesOn: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<void> {
  const book = await loadTariffs(database.read)
  let size = batchSizes.first
  while (await goesOn()) {
    let took = 0
    const finished = await database.transaction(async (tx) => {
      const began = performance.now()
      const done = await billBatch(tx, runId, book, size, clock())
      took = performance.now() - began
      return done
    })
    if (finished) return
    const fitting = Math.round((size * targetMs[database.kind]) / Math.max(took, 1))
    size = Math.min(Math.max(Math.min(fitting, size * 2), batchSizes.smallest), batchSizes.largest)
  }
}

/** Resolves to whether the run is finished. */
async function billBatch(
  tx: Transaction,
  runId: string,
  book: TariffBook,
  size: number,
  now: number,
): Promise<boolean> {
  const run = await lockOne(tx, BillingRunTable, { id: runId })
  if (!run) throw billingRunUnknown()
  if (run.state === 'finished') return true
  const accounts = await nextAccounts(tx, run, size)
  const last = accounts.at(-1)
  if (!last) {
    await finish(tx, run, now)
    return true
  }
  const bills = await issueBills(tx, accounts, { through: run.through, runId, book }, now)
  await tx.update(
    BillingRunTable,
    { id: runId },
    {
      doneUpTo: last.id,
      accountsDone: run.accountsDone + accounts.length,
      bills: run.bills + bills.length,
      amount: fen(run.amount + totalOf(bills)),
    },
  )
  return false
}

function nextAccounts(tx: Transaction, run: BillingRun, size: number): Promise<BillableAccount[]> {
  const [where, parameters] = run.routeId === null ? ['', []] : ['routeId = ? and ', [run.routeId]]
  return tx.query<BillableAccount[]>(
    `select id, householdId, usageClass, lowIncomeUntil, prepayment from account
      where ${where}id > ? and closedOn is null order by id limit ${size}${forUpdate(tx)}`,
    [...parameters, run.doneUpTo],
  )
}

async function finish(tx: Transaction, run: BillingRun, now: number) {
  await tx.update(BillingRunTable, { id: run.id }, { state: 'finished', finishedAt: now })
  await publish(tx, billingRunFinished, { runId: run.id }, now)
  const details = { bills: run.bills, amount: run.amount }
  const act = { action: 'billingRun.finished', subject: { kind: 'billingRun', id: run.id }, details }
  await recordAudit(tx, system(billingRunJob), act, now)
}

/** The run as a job of the scheduler: the lease is renewed between batches, and whoever loses it stops. */
export const createBillingRunJob = (deps: Deps): Job =>
  job(billingRunJob, z.object({ runId: Id }), async ({ runId }, { renew, signal }) => {
    let renewedAt = performance.now()
    await continueBillingRun(deps, runId, async () => {
      signal.throwIfAborted()
      // A renewal is a transaction of its own: every few seconds is enough for a lease of a minute.
      if (performance.now() - renewedAt < 5_000) return true
      renewedAt = performance.now()
      return renew()
    })
    signal.throwIfAborted()
  })
