import type { Bench, BenchDatabase } from './bench.ts'
import type { RunOrder, RunResult } from './billingRun.ts'
import type { BulkOrder, BulkResult } from './bulkInsert.ts'
import { buildAccounts, buildCityToBill, filled } from './city.ts'
import { atMost, type Figure } from './figure.ts'

const wantedTimes = 3
const wantedDelayMs = 50
/** Memory that grows with the work would double in the second half; so much is the garbage collector's business. */
const wantedGrowth = 1.1

const rowsOf = (runId: string): Pick<BulkOrder, 'before' | 'counted'> => ({
  before: [{ table: 'billing_run', where: `id = '${runId}'` }],
  counted: [
    { table: 'bill', where: `runId = '${runId}'` },
    { table: 'ledger_line' },
    { table: 'accumulation' },
    { table: 'event' },
    { table: 'settlement' },
  ],
})

/** A billing run, the time its rows take by hand, and what the run did to its process. */
export async function compareBillingRun(bench: Bench, database: BenchDatabase): Promise<Figure[]> {
  const { runAccounts } = bench.size
  bench.say(`${database}: a city of ${runAccounts} accounts to bill`)
  const from = await bench.newDatabase(database, 'run')
  const to = await bench.newDatabase(database, 'rows')
  const now = Date.now()
  await filled(from, (opened) => buildCityToBill(opened, runAccounts, now))
  await filled(to, (opened) => buildAccounts(opened, runAccounts, now))

  bench.say(`${database}: billing ${runAccounts} accounts`)
  const runner = bench.start<RunOrder, 'run', RunResult>('billingRun.ts', { databaseUrl: from })
  const run = await runner.ask('run')
  await runner.end()
  if (run.bills !== runAccounts) throw new Error(`${run.bills} bills for ${runAccounts} accounts`)

  bench.say(
    `${database}: that took ${run.seconds.toFixed(1)} s (${run.cpuSeconds.toFixed(1)} s of a processor); inserting the same rows`,
  )
  const order = { from, to, ...rowsOf(run.runId) }
  const inserter = bench.start<BulkOrder, 'run', BulkResult>('bulkInsert.ts', order)
  const bulk = await inserter.ask('run')
  await inserter.end()
  bench.say(`${database}: ${bulk.rows} rows in ${bulk.seconds.toFixed(1)} s (${bulk.cpuSeconds.toFixed(1)} s)`)

  const common = { database, clients: null }
  const { before, after } = memoryOf(run.memory)
  return [
    {
      ...common,
      what: `a billing run of ${runAccounts} accounts`,
      hub: `${run.seconds.toFixed(1)} s`,
      limit: `${bulk.seconds.toFixed(1)} s`,
      ...atMost(run.seconds / bulk.seconds, wantedTimes, 'x'),
    },
    {
      ...common,
      what: '  its event loop delay, p99',
      hub: `${run.delayMs.toFixed(1)} ms`,
      limit: '',
      ...atMost(run.delayMs, wantedDelayMs, ' ms'),
    },
    {
      ...common,
      what: '  its memory, last third to middle third',
      hub: `${after.toFixed(0)} MB`,
      limit: `${before.toFixed(0)} MB`,
      ...atMost(after / before, wantedGrowth, 'x'),
    },
  ]
}

/** Means of the middle and the last third of the samples. */
function memoryOf(samples: readonly number[]) {
  const third = Math.floor(samples.length / 3)
  const mean = (part: readonly number[]) => part.reduce((total, sample) => total + sample, 0) / part.length
  return { before: mean(samples.slice(third, 2 * third)), after: mean(samples.slice(2 * third)) }
}
