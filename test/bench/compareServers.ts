import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { openDatabase } from '#core/kernel/database.ts'
import { ReceiptTable } from '#core/payments/payment.table.ts'
import { coreSchema } from '#core/schema.ts'
import type { Bench, BenchDatabase } from './bench.ts'
import type { Child } from './child.ts'
import { buildBilledCity } from './city.ts'
import type { ErrandKind } from './errands.ts'
import { atLeast, type Figure, median } from './figure.ts'
import type { LoadOrder, Round, RoundResult } from './load.ts'
import type { ServerOrder, ServerQuestion } from './server.ts'

const wanted = 0.5
const what: Record<ErrandKind, string> = {
  bills: 'two years of bills of an account',
  payment: 'a payment from start to receipt',
}
const warmUp = { seconds: 0.5, most: 1_000 }

/** A server under load, and how fast it went the last time, to prepare neither too few nor too many errands. */
interface Runner {
  name: string
  databaseUrl: string
  server: Child<ServerQuestion, number>
  port: number
  paid: number
}

/** Hub and limit by turns, so that what else the machine does meets both; the median of the rounds' ratios counts. */
export async function compareServers(
  bench: Bench,
  database: BenchDatabase,
  kinds: readonly ErrandKind[],
): Promise<Figure[]> {
  const { accounts, clients } = bench.size
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const tokenSecret = randomBytes(32).toString('hex')
  const load = bench.start<LoadOrder, Round, RoundResult>('load.ts', {
    accounts,
    tokenSecret,
    channelKey: keys.privateKey,
  })
  bench.say(`${database}: two cities of ${accounts} accounts`)
  const secrets = { tokenSecret, channelPublicKey: keys.publicKey }
  const hub = await startServer(bench, database, 'hub', secrets)
  const limit = await startServer(bench, database, 'bare', secrets)
  const figures: Figure[] = []
  for (const kind of kinds) {
    for (const count of clients) {
      const rates = await takeRates({ bench, load, hub, limit }, database, kind, count)
      figures.push(figureOf(database, kind, count, rates))
    }
  }
  await Promise.all([load, hub.server, limit.server].map((child) => child.end()))
  for (const runner of [hub, limit]) await proveReceipts(runner)
  return figures
}

async function startServer(
  bench: Bench,
  kind: BenchDatabase,
  name: 'hub' | 'bare',
  secrets: Omit<ServerOrder, 'databaseUrl'>,
): Promise<Runner> {
  const databaseUrl = await bench.newDatabase(kind, name)
  const database = await openDatabase(databaseUrl, coreSchema)
  await buildBilledCity(database, bench.size.accounts, Date.now())
  await database.close()
  const order = { databaseUrl, ...secrets }
  const server = bench.start<ServerOrder, ServerQuestion, number>(`${name}Server.ts`, order)
  const port = await server.ask('begin')
  // Work that the hub catches up with when it starts must not fall into the first round.
  await server.ask('rest')
  return { name, databaseUrl, server, port, paid: 0 }
}

interface Contest {
  bench: Bench
  load: Child<Round, RoundResult>
  hub: Runner
  limit: Runner
}
interface Rates {
  hub: number
  limit: number
}

async function takeRates({ bench, load, hub, limit }: Contest, database: string, kind: ErrandKind, clients: number) {
  const { rounds, seconds } = bench.size
  const run = async (runner: Runner, how: { seconds: number; most: number }) => {
    const result = await load.ask({ port: runner.port, kind, clients, ...how })
    await runner.server.ask('rest')
    if (kind === 'payment') runner.paid += result.errands
    return result.errands / result.seconds
  }
  const guess = { hub: await run(hub, warmUp), limit: await run(limit, warmUp) }
  const most = (rate: number) => Math.ceil(rate * seconds * 2) + clients
  const rates: Rates[] = []
  for (let round = 1; round <= rounds; round++) {
    const rate = {
      hub: await run(hub, { seconds, most: most(guess.hub) }),
      limit: await run(limit, { seconds, most: most(guess.limit) }),
    }
    rates.push(rate)
    const ratio = (rate.hub / rate.limit).toFixed(2)
    const about = `${database}: ${kind}, ${clients} clients, round ${round} of ${rounds}`
    bench.say(`${about}: ${rate.hub.toFixed(0)} against ${rate.limit.toFixed(0)} a second, ${ratio}x`)
  }
  return rates
}

function figureOf(database: BenchDatabase, kind: ErrandKind, clients: number, rates: readonly Rates[]): Figure {
  const perSecond = (values: readonly number[]) => `${median(values).toFixed(0)}/s`
  return {
    what: what[kind],
    database,
    clients,
    hub: perSecond(rates.map((rate) => rate.hub)),
    limit: perSecond(rates.map((rate) => rate.limit)),
    ...atLeast(median(rates.map((rate) => rate.hub / rate.limit)), wanted),
  }
}

/** A figure is worth something only if every payment that was counted stands. */
async function proveReceipts({ name, databaseUrl, paid }: Runner) {
  const database = await openDatabase(databaseUrl, coreSchema)
  const receipts = await database.read.count(ReceiptTable)
  await database.close()
  if (receipts !== paid) throw new Error(`${name}: ${paid} payments were answered and ${receipts} receipts stand`)
}
