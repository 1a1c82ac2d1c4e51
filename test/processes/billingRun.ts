import { setTimeout } from 'node:timers/promises'
import { createBillingRunJob } from '#core/billing/continueBillingRun.ts'
import { openDatabase } from '#core/kernel/database.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { startScheduler } from '#core/kernel/scheduler.ts'
import { coreSchema } from '#core/schema.ts'

// A process that works on billing runs, for a test to kill. It says `committed` at every commit, and ends when no run
// is left.

/** What the test tells its worker, as JSON in the first argument. */
export interface BillingRunOrder {
  databaseUrl: string
  /** How much later it is for this worker, so that it need not wait for the leases of those who were killed. */
  laterMs: number
}

const order = JSON.parse(process.argv[2] ?? '{}') as BillingRunOrder
const clock = () => Date.now() + order.laterMs

const database = await openDatabase(order.databaseUrl, coreSchema)
database.onCommit(() => void process.stdout.write('committed\n'))
const jobs = [createBillingRunJob({ database, clock })]
const scheduler = startScheduler({ database, clock, jobs, logger: createLogger('error') })

const unfinished = `select id from job where state = 'due' limit 1`
while ((await database.read.query(unfinished)).length > 0) await setTimeout(20)
await scheduler.stop()
await database.close()
