import { generateKeyPairSync, randomBytes, createPrivateKey } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '#core/kernel/database.ts'
import { importAccessKey } from '#core/residents/accessToken.ts'
import { coreSchema } from '#core/schema.ts'
import { fromSetup } from '#test/services/fromSetup.ts'
import { type Bench, createBench, databaseKinds } from './bench.ts'
import { buildBilledCity } from './city.ts'
import { compareBillingRun } from './compareBillingRun.ts'
import { compareInvoices } from './compareInvoices.ts'
import { compareNotices } from './compareNotices.ts'
import { compareServers } from './compareServers.ts'
import { openConnection } from './connection.ts'
import { type ErrandKind, prepareErrands } from './errands.ts'
import { tableOf } from './figure.ts'
import { measureConsoles } from './measureConsoles.ts'
import { measureSearch } from './measureSearch.ts'
import type { ServerOrder, ServerQuestion } from './server.ts'
import type { Size } from './size.ts'

const tiny: Size = {
  accounts: 40,
  clients: [1, 4],
  rounds: 1,
  seconds: 0.2,
  runAccounts: 600,
  people: 300,
  consoles: 3,
  changes: 3,
  articles: 60,
  invoices: 2,
  callCounts: [2],
  rings: 2,
}

describe.each(databaseKinds)('the benchmark on %s, in a small size', (kind) => {
  let bench: Bench
  beforeAll(() => {
    const [folder, mariadbUrl] = [fromSetup('TEST_FOLDER'), fromSetup('TEST_MARIADB_URL')]
    bench = createBench({ size: tiny, mariadbUrl, folder, say: () => undefined })
  })
  afterAll(() => bench.close())

  it('takes a figure of every part', { timeout: 240_000 }, async () => {
    const figures = [
      ...(await compareServers(bench, kind, ['bills', 'payment'])),
      ...(await compareBillingRun(bench, kind)),
      ...(await compareNotices(bench, kind)),
      ...(await measureConsoles(bench, kind)),
      ...(await compareInvoices(bench)),
      ...(await measureSearch(bench)),
    ]
    expect(figures.map(({ what, clients }) => `${what} ${clients ?? ''}`.trim())).toEqual([
      'two years of bills of an account 1',
      'two years of bills of an account 4',
      'a payment from start to receipt 1',
      'a payment from start to receipt 4',
      'a billing run of 600 accounts',
      'its event loop delay, p99',
      'its memory, last third to middle third',
      'notices of an outage to 300 people',
      'a change to open consoles, p95 3',
      'rendering an invoice',
      'a search among 60 articles, p95',
    ])
    for (const { value } of figures) expect(Number.parseFloat(value)).toBeGreaterThan(0)
    expect(tableOf(figures).split('\n')).toHaveLength(2 + figures.length)
  })

  it('holds the hub against a limit that does the same work', { timeout: 60_000 }, async () => {
    const now = Date.now()
    const [hub, limit] = await Promise.all(
      (['hub', 'bare'] as const).map(async (name) => {
        const databaseUrl = await bench.newDatabase(kind, `same_${name}`)
        const database = await openDatabase(databaseUrl, coreSchema)
        await buildBilledCity(database, tiny.accounts, now)
        await database.close()
        return { name, databaseUrl }
      }),
    )
    if (!hub || !limit) throw new Error('two servers')
    const secrets = newSecrets()
    const sent = await everyErrand(secrets)
    const [ofHub, ofLimit] = [await serve(hub, secrets, sent), await serve(limit, secrets, sent)]
    expect(ofHub.answers).toHaveLength(12)
    expect(ofLimit.answers).toEqual(ofHub.answers)
    expect(ofLimit.books).toEqual(ofHub.books)
    expect(ofHub.books).toMatchObject({ receipts: [{ count: 4, amount: 400, toBills: 400 }] })
  })

  const newSecrets = () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    return { tokenSecret: randomBytes(32).toString('hex'), channelPublicKey: publicKey, channelKey: privateKey }
  }
  type Secrets = ReturnType<typeof newSecrets>

  /** Bills before and after four payments, two of which are told of twice. */
  async function everyErrand({ tokenSecret, channelKey }: Secrets): Promise<Buffer[]> {
    const keys = { accessKey: await importAccessKey(tokenSecret), channelKey: createPrivateKey(channelKey) }
    const prepare = async (errands: ErrandKind, count: number) =>
      (await prepareErrands(errands, count, tiny.accounts, keys)).flat().map(({ request }) => request)
    const payments = await prepare('payment', 4)
    const told = [payments[1], payments[3]].filter((request) => request !== undefined)
    return [...(await prepare('bills', 1)), ...payments, ...told, ...(await prepare('bills', 1))]
  }

  async function serve(
    { name, databaseUrl }: { name: 'hub' | 'bare'; databaseUrl: string },
    { tokenSecret, channelPublicKey }: Secrets,
    requests: readonly Buffer[],
  ) {
    const order = { databaseUrl, tokenSecret, channelPublicKey }
    const server = bench.start<ServerOrder, ServerQuestion, number>(`${name}Server.ts`, order)
    const connection = await openConnection(await server.ask('begin'))
    const answers: unknown[] = []
    for (const request of requests) {
      const { status, body } = await connection.send(request)
      answers.push({ status, body: body.replace(/"(createdAt|expiresAt)":\d+/g, '"$1":0') })
    }
    connection.close()
    await server.ask('rest')
    await server.end()
    return { answers, books: await booksOf(databaseUrl) }
  }

  /** All that the payments have left behind, without ids and instants. */
  async function booksOf(databaseUrl: string) {
    const database = await openDatabase(databaseUrl, coreSchema)
    const ask = (sql: string): Promise<unknown> => database.read.query(sql)
    const books = {
      receipts: await ask(`select count(*) as count, sum(amount) as amount, sum(toBills) as toBills from receipt`),
      numbers: await ask('select number from receipt order by number'),
      payments: await ask('select accountId, residentId, channel, amount, state, nextPollAt from payment order by id'),
      bills: await ask(`select id, state, paid, feePaid, feeMicro, feeAccruedTo from bill order by id`),
      lines: await ask('select kind, ledger, accountId, amount, bookedOn from ledger_line order by accountId, ledger'),
      settled: await ask(
        'select accountId, billId, principal, fee, settledOn, state from settlement order by accountId',
      ),
      audited: await ask('select actorKind, actorId, action, accountId, unitId from audit order by action, accountId'),
      events: await ask(`select count(*) as count from event where topic = 'money.received'`),
      prepaid: await ask('select id, prepayment from account order by id'),
      sequence: await ask('select name, onDate, last from sequence'),
    }
    await database.close()
    return books
  }
})
