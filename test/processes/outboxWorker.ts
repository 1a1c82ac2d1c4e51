import { appendFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { startBullOutbox } from '#core/kernel/bullOutboxRunner.ts'
import { openDatabase } from '#core/kernel/database.ts'
import { on } from '#core/kernel/delivery.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { startOutboxLoop } from '#core/kernel/outboxRunner.ts'
import { kernelSchema, noted, recordEffect } from '#test/kernel/kernelSchema.ts'

// A process that drains an outbox, for a test to kill. It says `begun` when it can be, and ends when nothing is due.

/** What the test tells its worker, as JSON in the first argument. */
export interface OutboxWorkerOrder {
  databaseUrl: string
  /** BullMQ's, or the loop in the process. */
  redisUrl?: string
  prefix: string
  /** How much later it is for this worker, so that it need not wait for the leases of those who were killed. */
  laterMs: number
  /** What was sent, a line `handler text deliveryId` each. */
  sentFile: string
}

const order = JSON.parse(process.argv[2] ?? '{}') as OutboxWorkerOrder
const clock = () => Date.now() + order.laterMs
const logger = createLogger('error')

const handlers = ['a', 'b'].map((name) =>
  on(noted, name, {
    async send({ text }, id) {
      appendFileSync(order.sentFile, `${name} ${text} ${id}\n`)
      await setTimeout(1)
    },
    async apply(tx, { text }) {
      await recordEffect(tx, name, text, clock())
      await setTimeout(1)
    },
  }),
)

const database = await openDatabase(order.databaseUrl, kernelSchema)
const deps = { database, clock, handlers, logger }
const { redisUrl, prefix } = order
const runner = redisUrl ? await startBullOutbox(deps, { redisUrl, prefix, concurrency: 4 }) : startOutboxLoop(deps)
process.stdout.write('begun\n')

const unfinished = `
  select id from event where fannedOutAt is null
  union all select id from delivery where state <> 'done' limit 1`
while ((await database.read.query(unfinished)).length > 0) await setTimeout(50)
await runner.stop()
await database.close()
