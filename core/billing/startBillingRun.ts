import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { schedule } from '#core/kernel/schedule.ts'
import { ReadingRouteTable } from '#core/metering/metering.table.ts'
import { billingRunDiffers, routeUnknown } from './billing.errors.ts'
import { BillingRunTable } from './billing.table.ts'
import type { BillingRun } from './billingRun.ts'

/** The job that works on a run until it is finished, by whichever process; its key is the run's id. */
export const billingRunJob = 'billing.run'

/**
 * Starts billing a route, or the city when `routeId` is null. The work is a job: it goes on, also after the death of
 * the process that did it. The same id again answers the first run.
 * @throws DomainError `route.unknown`, `billingRun.differs`
 */
export function startBillingRun(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  wanted: { id: string; routeId: string | null; through: BusinessDate },
): Promise<BillingRun> {
  return database.transaction(async (tx) => {
    const now = clock()
    const earlier = await sameRun(tx, wanted)
    if (earlier) return earlier
    if (wanted.routeId !== null && !(await tx.existsBy(ReadingRouteTable, { id: wanted.routeId }))) throw routeUnknown()
    const [where, parameters] = wanted.routeId === null ? ['', []] : [' and routeId = ?', [wanted.routeId]]
    const [row]: { accounts: number }[] = await tx.query(
      `select count(*) as accounts from account where closedOn is null${where}`,
      parameters,
    )
    const run: BillingRun = {
      ...wanted,
      state: 'running',
      doneUpTo: '',
      accountsDone: 0,
      accountsTotal: row?.accounts ?? 0,
      bills: 0,
      amount: fen(0),
      startedBy: actor.id,
      startedAt: now,
      finishedAt: null,
    }
    if (!(await insertIfAbsent(tx, BillingRunTable, run))) return (await sameRun(tx, wanted)) ?? run
    await schedule(tx, { name: billingRunJob, jobKey: run.id, payload: { runId: run.id }, dueAt: now }, now)
    const details = { routeId: run.routeId, through: run.through }
    await recordAudit(
      tx,
      actor,
      { action: 'billingRun.started', subject: { kind: 'billingRun', id: run.id }, details },
      now,
    )
    return run
  })
}

/** The run that was started under this id before. @throws DomainError `billingRun.differs` when that is another */
async function sameRun(
  tx: Transaction,
  wanted: Pick<BillingRun, 'id' | 'routeId' | 'through'>,
): Promise<BillingRun | null> {
  const earlier = await tx.findOneBy(BillingRunTable, { id: wanted.id })
  if (earlier && (earlier.routeId !== wanted.routeId || earlier.through !== wanted.through)) throw billingRunDiffers()
  return earlier
}
