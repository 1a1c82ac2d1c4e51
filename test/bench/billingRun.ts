import { monitorEventLoopDelay } from 'node:perf_hooks'
import { continueBillingRun } from '#core/billing/continueBillingRun.ts'
import { BillingRunTable } from '#core/billing/billing.table.ts'
import { startBillingRun } from '#core/billing/startBillingRun.ts'
import { system } from '#core/kernel/actor.ts'
import { dateOf } from '#core/kernel/businessDate.ts'
import { systemClock as clock } from '#core/kernel/clock.ts'
import { openDatabase } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { coreSchema } from '#core/schema.ts'
import { answerParent, orderOf } from './child.ts'

// The process that bills the city, and watches itself meanwhile.

export interface RunOrder {
  databaseUrl: string
}

export interface RunResult {
  runId: string
  seconds: number
  /** Of them, how many the process had a processor. */
  cpuSeconds: number
  bills: number
  /** Of the event loop's delay, p99. */
  delayMs: number
  /** Resident memory, MB, taken fifty times a second. */
  memory: number[]
}

const { databaseUrl } = orderOf<RunOrder>()
const database = await openDatabase(databaseUrl, coreSchema)
const megabyte = 2 ** 20

answerParent<'run', RunResult>(async () => {
  const memory: number[] = []
  const sampling = setInterval(() => memory.push(process.memoryUsage.rss() / megabyte), 20)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const begun = performance.now()
  const before = process.cpuUsage()
  const wanted = { id: newId(clock()), routeId: null, through: dateOf(clock()) }
  await startBillingRun({ database, clock }, system('bench'), wanted)
  await continueBillingRun({ database, clock }, wanted.id)
  const seconds = (performance.now() - begun) / 1_000
  const { user, system: kernel } = process.cpuUsage(before)
  delay.disable()
  clearInterval(sampling)
  const run = await database.read.findOneByOrFail(BillingRunTable, { id: wanted.id })
  await database.close()
  return {
    runId: wanted.id,
    seconds,
    cpuSeconds: (user + kernel) / 1e6,
    bills: run.bills,
    delayMs: delay.percentile(99) / 1e6,
    memory,
  }
})
