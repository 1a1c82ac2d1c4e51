import type { Database } from '#core/kernel/database.ts'
import { billingRunUnknown } from './billing.errors.ts'
import { BillingRunTable } from './billing.table.ts'
import type { BillingRun } from './billingRun.ts'

/** The newest fifty runs, newest first. */
export const listBillingRuns = ({ database }: { database: Database }): Promise<BillingRun[]> =>
  database.read.find(BillingRunTable, { order: { startedAt: 'desc', id: 'desc' }, take: 50 })

/** @throws DomainError `billingRun.unknown` */
export async function findBillingRun({ database }: { database: Database }, runId: string): Promise<BillingRun> {
  const run = await database.read.findOneBy(BillingRunTable, { id: runId })
  if (!run) throw billingRunUnknown()
  return run
}
