import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '#core/kernel/database.ts'
import { ReceiptTable } from '#core/payments/payment.table.ts'
import { hubSchema } from '#gateway/schema.ts'
import { migratedUrl } from '#test/databases.ts'
import { anybody, residentCaller, staffCaller, staffCookieFor } from '#test/hub/callers.ts'
import { until } from '#test/kernel/until.ts'
import { expectSound } from '#test/money/expectSound.ts'
import { freePort } from '#test/services/freePort.ts'
import { startRedis } from '#test/services/redis.ts'
import { housePassword } from '#test/staffHouse.ts'
import { beginDemand } from './demand.ts'
import { type FrontDoor, openFrontDoor } from './frontDoor.ts'
import { type HubProcess, hubProcess } from './hubProcess.ts'
import { openStaffPage } from './listeners.ts'
import { productionSettings, tokenSecret } from './productionSettings.ts'
import { settleTown, type Town } from './town.ts'

// The hub as compose.yaml runs it: two gateways, two workers and a call centre on one MariaDB and one Redis. Asterisk and
// Elasticsearch are away: nobody calls and nobody searches, and all else works.

/** A delivery or job whose worker died is anybody's after a minute. */
const drainMs = 180_000

const closing: (() => Promise<unknown>)[] = []
let database: Database
let town: Town
let front: FrontDoor
let ports: number[]
let processes: HubProcess[]

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hub-production-'))
  closing.push(() => rm(folder, { recursive: true, force: true }))
  const redis = await startRedis()
  closing.push(() => redis.stop())
  const databaseUrl = await migratedUrl('mariadb')
  town = await settleTown(databaseUrl, tokenSecret)
  database = await openDatabase(databaseUrl, hubSchema)
  closing.push(() => database.close())
  const shared = {
    ...(await productionSettings(folder)),
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis.url,
    ELASTICSEARCH_URL: 'http://127.0.0.1:9',
    ADDRESS_RATE_LIMIT: '0',
    ASTERISK_URL: 'http://127.0.0.1:9',
    ASTERISK_PASSWORD: 'of an Asterisk that is away',
    ASTERISK_SPOOL: join(folder, 'spool'),
  }
  const chosen = new Set<number>()
  while (chosen.size < 2) chosen.add(await freePort())
  ports = [...chosen]
  processes = [
    ...ports.map((port, index) =>
      hubProcess(`gateway ${index + 1}`, { ...shared, HUB_ROLES: 'gateway', PORT: String(port) }),
    ),
    ...[1, 2].map((number) => hubProcess(`worker ${number}`, { ...shared, HUB_ROLES: 'worker' })),
    hubProcess('call centre', { ...shared, HUB_ROLES: 'callcenter' }),
  ]
  closing.push(() => Promise.all(processes.map((part) => part.end('SIGKILL'))))
  for (const part of processes) await part.start()
  front = await openFrontDoor(ports)
  closing.push(() => front.close())
}, 240_000)

afterAll(async () => {
  for (const close of closing.toReversed()) await close()
}, 60_000)

it('loses nothing and does nothing twice, whichever process is killed', { timeout: 480_000 }, async () => {
  const cookie = await staffCookieFor(front.url, 'dispatcher', housePassword)
  const pages = Array.from({ length: 4 }, () => openStaffPage(front.url, cookie))
  await until(() => pages.every((page) => page.isConnected()))
  const demand = beginDemand(front.url, cookie, town)
  const { done } = demand

  for (const part of processes) {
    const [before, repeated] = [done.payments.size, done.repeated]
    await until(() => done.payments.size > before + 20, 60_000)
    expect(await part.end('SIGKILL'), part.name).toBe('SIGKILL')
    // The others go on alone.
    const alone = done.payments.size
    await until(() => done.payments.size > alone + 40, 60_000)
    expect(part.name.startsWith('gateway') ? done.repeated - repeated : 1, part.name).toBeGreaterThan(0)
    await part.start()
    await until(() => pages.every((page) => page.isConnected()), 30_000)
  }
  await demand.stop()

  expect(done.payments.size).toBeGreaterThan(100)
  expect(Math.min(done.outages.length, done.workOrders.size)).toBeGreaterThan(5)

  // Each gateway took pages along when it died.
  expect(pages.every((page) => page.connections() >= 2)).toBe(true)
  const last = await demand.announceOutage()
  await until(() => pages.every((page) => page.heard.has(last)), 90_000)
  for (const page of pages) page.close()
  for (const [index, port] of ports.entries())
    await expectSessions(`http://127.0.0.1:${port}`, cookie, town.residents[index])

  await until(async () => Object.values(await waitingWork()).every((rows) => rows === 0), drainMs)
  await expectSound(database)
  const receipts = await database.read.find(ReceiptTable, { where: { channel: 'TESTBANK' } })
  const booked = new Map(receipts.map(({ transactionId, amount }) => [transactionId, Number(amount)]))
  expect(receipts).toHaveLength(done.payments.size)
  expect(booked).toEqual(done.payments)
  await expectNotices(done.outages)
  expect(await ids('work_order')).toEqual([...done.workOrders].toSorted())
})

it('stops when it is asked to, one process after the other', { timeout: 60_000 }, async () => {
  for (const part of processes) expect(await part.end('SIGTERM'), part.name).toBe(0)
  await expect(anybody(front.url)('GET /api/outages')).rejects.toThrow()
})

/** What somebody has still to do; and what nobody could do, which is never to happen. */
async function waitingWork(): Promise<Record<string, number>> {
  const count = async (sql: string) =>
    Number((await database.read.query(`select count(*) as held from ${sql}`))[0].held)
  const dead = (await count(`delivery where state = 'dead'`)) + (await count(`job where state = 'dead'`))
  expect(dead).toBe(0)
  return {
    events: await count('event where fannedOutAt is null'),
    deliveries: await count(`delivery where state = 'due'`),
    messages: await count(`message where phase <> 'done'`),
  }
}

async function ids(table: string): Promise<string[]> {
  const rows: { id: string }[] = await database.read.query(`select id from ${table}`)
  return rows.map(({ id }) => id).toSorted()
}

/** Of each outage every account's telephone and every resident have one notice. */
async function expectNotices(outageIds: readonly string[]) {
  expect((await ids('outage')).toSorted()).toEqual([...outageIds].toSorted())
  const rows: { subjectId: string; channel: string; notices: number; recipients: number }[] = await database.read.query(
    `select subjectId, channel, count(*) as notices, count(distinct recipient) as recipients
      from notice group by subjectId, channel`,
  )
  const told = rows.map((row) => `${row.subjectId} ${row.channel} ${row.notices} ${row.recipients}`).toSorted()
  const { homes, residents } = town
  const wanted = outageIds.flatMap((id) => [
    `${id} app ${residents.length} ${residents.length}`,
    `${id} sms ${homes} ${homes}`,
  ])
  expect(told).toEqual(wanted.toSorted())
}

/** Who was logged in still is, at this gateway. */
async function expectSessions(url: string, cookie: string, resident: Town['residents'][number] | undefined) {
  expect(await staffCaller(url, cookie)('GET /api/staff/me')).toMatchObject({ login: 'dispatcher' })
  const { accessToken = '', refreshToken = '' } = resident ?? {}
  expect(await residentCaller(url, accessToken)('GET /api/resident/outages')).toEqual(expect.any(Array))
  const renewed = await anybody(url)('POST /api/resident/sessions/refresh', { body: { refreshToken } })
  expect(renewed.accessToken).not.toBe('')
}
