import { setTimeout } from 'node:timers/promises'
import { openDatabase } from '#core/kernel/database.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { startScheduler } from '#core/kernel/scheduler.ts'
import { createSendJob } from '#core/notices/sendNotices.ts'
import type { SmsSender } from '#core/notices/smsSender.ts'
import { createOutageNoticesJob } from '#core/outages/spreadOutageNotices.ts'
import { coreSchema } from '#core/schema.ts'

// A process that writes and sends the notices of outages, for a test to kill. It says `committed` at every commit, and
// ends when nothing is left to write or to send.

/** What the test tells its worker, as JSON in the first argument. */
export interface OutageNoticesOrder {
  databaseUrl: string
  /** Where text messages are taken. */
  operatorUrl: string
  /** How much later it is for this worker, so that it need not wait for the leases of those who were killed. */
  laterMs: number
}

const order = JSON.parse(process.argv[2] ?? '{}') as OutageNoticesOrder
const clock = () => Date.now() + order.laterMs

const sms: SmsSender = {
  async send(message) {
    const response = await fetch(order.operatorUrl, { method: 'POST', body: JSON.stringify(message) })
    if (!response.ok) throw new Error(`the operator says ${response.status}`)
  },
}

const database = await openDatabase(order.databaseUrl, coreSchema)
database.onCommit(() => void process.stdout.write('committed\n'))
const jobs = [createOutageNoticesJob({ database, clock }), createSendJob({ database, clock, sms })]
const scheduler = startScheduler({ database, clock, jobs, logger: createLogger('error') })

const unfinished = [
  `select id from job where state = 'due' and name = 'outages.notify' limit 1`,
  `select id from notice where state = 'due' limit 1`,
]
const isUnfinished = async () => {
  for (const left of unfinished) if ((await database.read.query(left)).length > 0) return true
  return false
}
while (await isUnfinished()) await setTimeout(20)
await scheduler.stop()
await database.close()
