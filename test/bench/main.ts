/*
 * npm run bench -- [--quick] [--database sqlite|mariadb] [--profiles FOLDER] [bills] [payments] [billingRun]
 *                  [notices] [consoles] [invoices] [search] [calls] [sizes]
 *
 * Measures the hub beside its limit: what somebody gets who writes the same by hand on the bare driver. The table has a
 * line for each figure; it ends with 1 when one of them is not what is wanted.
 *
 * bills, payments   Requests a second of the hub (doors and worker in one process, log and metrics included) and of a
 *   Koa application that checks the same tokens, signatures and bindings and makes the same statements in the same
 *   transactions (bareServer.ts, bareSteps.ts); it delivers no events. Load comes from a third process (load.ts),
 *   whose requests are ready before the clock runs. Hub and limit take turns, and the ratio is the median of the
 *   rounds' ratios: what else the machine does, and how its disk feels, meets both. A payment is two requests, its
 *   start and the channel's notice, and at least two transactions that wait for the disk.
 * billingRun   Seconds of a run, and of inserting the rows that it has written with bulk SQL into empty tables;
 *   below, what the run did to its process: the delay of the event loop, and whether its memory grew.
 * notices      Seconds of writing the notices of an outage to everybody affected, and of inserting the same rows as above.
 * consoles     How soon everybody with a console open hears of a work order that one of them takes down, from the request
 *   to the event at the last page but a few: on SQLite from one process, on MariaDB with Redis from gateways and a worker.
 * invoices     Invoices rendered a second, and of PDFKit putting the same texts and lines, with the same font, where they
 *   go without measuring anything.
 * search       How long the embedded engine takes for the judged queries among very many articles.
 * calls        How soon the hotline answers when so many talk at once, beside the same Asterisk with nothing but its
 *   dialplan; how soon a free agent is rung; and what the hub costs in processor time when all callers are in the menu.
 * sizes        What a phone has to load before the residents' client shows something.
 *
 * Both databases are as safe as in use: SQLite with synchronous = FULL, MariaDB with innodb_flush_log_at_trx_commit = 1.
 */

import { parseArgs } from 'node:util'
import { startMariadb } from '#test/services/mariadb.ts'
import { openGuarded } from '#test/services/guarded.ts'
import { type BenchDatabase, createBench, databaseKinds } from './bench.ts'
import { compareBillingRun } from './compareBillingRun.ts'
import { compareInvoices } from './compareInvoices.ts'
import { compareNotices } from './compareNotices.ts'
import { compareServers } from './compareServers.ts'
import type { ErrandKind } from './errands.ts'
import { type Figure, tableOf } from './figure.ts'
import { measureCalls } from './measureCalls.ts'
import { measureConsoles } from './measureConsoles.ts'
import { measureSearch } from './measureSearch.ts'
import { measureSizes } from './measureSizes.ts'
import { fullSize, quickSize } from './size.ts'

const partNames = [
  'bills',
  'payments',
  'billingRun',
  'notices',
  'consoles',
  'invoices',
  'search',
  'calls',
  'sizes',
] as const
type PartName = (typeof partNames)[number]

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, database: { type: 'string' }, profiles: { type: 'string' } },
  allowPositionals: true,
})
const parts = choose<PartName>(positionals, partNames)
const kinds = choose<BenchDatabase>(values.database === undefined ? [] : [values.database], databaseKinds)
const begun = performance.now()
const say = (what: string) =>
  console.error(`${((performance.now() - begun) / 1_000).toFixed(0).padStart(5)} s  ${what}`)

const [mariadb, files] = await Promise.all([startMariadb({ durable: true }), openGuarded('bench')])
const size = values.quick ? quickSize : fullSize
const bench = createBench({ size, mariadbUrl: mariadb.url, folder: files.folder, profiles: values.profiles, say })
const close = async () => {
  await bench.close()
  await Promise.all([mariadb.stop(), files.close()])
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void close().finally(() => process.exit(130)))

try {
  const figures: Figure[] = []
  for (const kind of kinds) {
    const errands: ErrandKind[] = []
    if (parts.includes('bills')) errands.push('bills')
    if (parts.includes('payments')) errands.push('payment')
    if (errands.length > 0) figures.push(...(await compareServers(bench, kind, errands)))
    if (parts.includes('billingRun')) figures.push(...(await compareBillingRun(bench, kind)))
    if (parts.includes('notices')) figures.push(...(await compareNotices(bench, kind)))
    if (parts.includes('consoles')) figures.push(...(await measureConsoles(bench, kind)))
  }
  if (parts.includes('invoices')) figures.push(...(await compareInvoices(bench)))
  if (parts.includes('search')) figures.push(...(await measureSearch(bench)))
  if (parts.includes('calls')) figures.push(...(await measureCalls(bench)))
  if (parts.includes('sizes')) figures.push(...(await measureSizes()))
  console.log(tableOf(figures))
  if (!figures.every(({ ok }) => ok)) process.exitCode = 1
} finally {
  await close()
}

function choose<Name extends string>(named: readonly string[], known: readonly Name[]): readonly Name[] {
  const unknown = named.filter((name) => !known.some((one) => one === name))
  if (unknown.length > 0) {
    console.error(`unknown: ${unknown.join(', ')}; there are ${known.join(', ')}`)
    process.exit(64)
  }
  return named.length === 0 ? known : known.filter((name) => named.includes(name))
}
