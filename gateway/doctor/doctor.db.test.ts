import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '#core/kernel/database.ts'
import { DeliveryTable } from '#core/kernel/delivery.ts'
import { EventTable } from '#core/kernel/event.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { emptyUrl, migratedUrl, redisUrl } from '#test/databases.ts'
import { freePort } from '#test/services/freePort.ts'
import { readHubConfig } from '../config.ts'
import { hubSchema } from '../schema.ts'
import { lookAtDatabase } from './lookAtDatabase.ts'
import { lookAtElasticsearch, lookAtRedis } from './lookAtServices.ts'
import { lookAtTelephone } from './lookAtTelephone.ts'
import { lookAtWork } from './lookAtWork.ts'

const program = join(import.meta.dirname, 'main.ts')

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'hub-doctor-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

async function runDoctor(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, output }
}

it('finds nothing wrong with a demonstration that was never started, and says that it does not run', async () => {
  const { code, output } = await runDoctor({ DATA_DIR: await folder(), PORT: String(await freePort()) })
  expect(output).toMatch(/✓ database +SQLite; .* is made at the first start/)
  expect(output).toMatch(/– hub +does not run at 127\.0\.0\.1:\d+\n +→ npm start/)
  expect(output).toMatch(/0 faults/)
  expect(code).toBe(0)
})

it('names every wrong setting, and ends as a start would', async () => {
  const { code, output } = await runDoctor({ DATA_DIR: await folder(), PORT: 'soon', HUB_ROLES: 'clerk' })
  expect(output).toMatch(/✗ settings +PORT: /)
  expect(output).toMatch(/✗ settings +HUB_ROLES: /)
  expect(code).toBe(78)
})

it('finds a damaged file', async () => {
  const DATA_DIR = await folder()
  writeFileSync(join(DATA_DIR, 'hub.db'), 'no database, but long enough to be looked at as one'.repeat(100))
  expect(await lookAtDatabase({ DATA_DIR, DATABASE_URL: undefined })).toMatchObject({ state: 'fault' })
})

it('tells a schema that is up to date from an empty one, and leaves that empty', async () => {
  const DATA_DIR = await folder()
  const empty = await emptyUrl('mariadb')
  for (const _ of [1, 2]) {
    expect((await lookAtDatabase({ DATA_DIR, DATABASE_URL: empty })).says).toMatch(/MariaDB.*; empty/)
  }
  await (await openDatabase(empty, hubSchema)).close()
  expect((await lookAtDatabase({ DATA_DIR, DATABASE_URL: empty })).says).toMatch(/schema up to date/)
})

it('finds what is still to be migrated, and what a newer hub has made', async () => {
  const DATABASE_URL = await emptyUrl('sqlite')
  const early = { tables: hubSchema.tables, migrations: hubSchema.migrations.slice(0, 3) }
  const database = await openDatabase(DATABASE_URL, early)
  expect(await lookAtDatabase({ DATA_DIR: '', DATABASE_URL })).toMatchObject({
    state: 'warning',
    says: expect.stringContaining(`${hubSchema.migrations.length - 3} migrations`),
  })
  await database.transaction((tx) =>
    tx.query("insert into migrations (timestamp, name) values (2000000000000, 'Future2000000000000')"),
  )
  await database.close()
  expect(await lookAtDatabase({ DATA_DIR: '', DATABASE_URL })).toMatchObject({
    state: 'fault',
    says: expect.stringContaining('newer hub (Future2000000000000)'),
  })
})

it('never shows the password of what cannot be reached', async () => {
  const port = await freePort()
  const findings = [
    await lookAtDatabase({ DATA_DIR: '', DATABASE_URL: `mysql://hub:hunter2@127.0.0.1:${port}/hub` }),
    await lookAtRedis({ REDIS_URL: `redis://:hunter2@127.0.0.1:${port}` }),
    await lookAtElasticsearch({ ELASTICSEARCH_URL: `http://hub:hunter2@127.0.0.1:${port}` }),
  ]
  expect(findings.map(({ state }) => state)).toEqual(['fault', 'fault', 'fault'])
  expect(JSON.stringify(findings)).not.toContain('hunter2')
})

it('warns of a Redis that would forget', async () => {
  const REDIS_URL = redisUrl()
  expect(await lookAtRedis({ REDIS_URL })).toMatchObject({ state: 'ok', says: expect.stringMatching(/^\d+\./) })
  const redis = new Redis(REDIS_URL)
  // Without a limit to its memory it forgets nothing all the same: others use this server, too.
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru')
  try {
    expect(await lookAtRedis({ REDIS_URL })).toMatchObject({
      state: 'warning',
      says: expect.stringContaining('allkeys-lru'),
    })
  } finally {
    await redis.config('SET', 'maxmemory-policy', 'noeviction')
    redis.disconnect()
  }
})

it('reads a database that is in use', async () => {
  const DATABASE_URL = await migratedUrl('sqlite')
  const database = await openDatabase(DATABASE_URL, hubSchema)
  onTestFinished(() => database.close())
  expect(await lookAtDatabase({ DATA_DIR: '', DATABASE_URL })).toMatchObject({
    state: expect.stringMatching(/ok|warning/),
  })
})

it('says how to get a telephone, and who may call, where nobody can', async () => {
  const root = await folder()
  const own = await lookAtTelephone(readHubConfig({ DATA_DIR: root }), root)
  expect(own).toMatchObject([
    { subject: 'Asterisk', state: 'off', remedy: 'npm run asterisk' },
    { subject: 'trunk', state: 'off', remedy: expect.stringContaining('TRUNK_ADDRESSES') },
  ])
  const ASTERISK_URL = `http://127.0.0.1:${await freePort()}`
  const foreign = { ASTERISK_URL, ASTERISK_PASSWORD: 'hunter2', ASTERISK_SPOOL: root, TRUNK_ADDRESSES: '10.1.0.0/24' }
  const findings = await lookAtTelephone(readHubConfig(foreign), root)
  expect(findings).toMatchObject([
    { subject: 'Asterisk', state: 'fault', says: expect.stringContaining('nothing answers') },
    { subject: 'trunk', state: 'warning' },
  ])
  expect(JSON.stringify(findings)).not.toContain('hunter2')
  expect(await lookAtTelephone(readHubConfig({ HUB_ROLES: 'gateway,worker' }), root)).toEqual([])
})

it.each(['sqlite', 'mariadb'] as const)('finds on %s that nobody carries events, or that some failed', async (kind) => {
  const DATABASE_URL = await migratedUrl(kind)
  const database = await openDatabase(DATABASE_URL, hubSchema)
  onTestFinished(() => database.close())
  const now = 1_800_000_000_000
  const look = () => lookAtWork({ DATA_DIR: '', DATABASE_URL }, () => now)
  expect(await look()).toMatchObject([{ state: 'ok' }])
  const event = { id: newId(now), topic: 'test.waits', payload: {}, createdAt: now, fannedOutAt: now }
  const delivery = { eventId: event.id, attempts: 0, lastError: null }
  await database.transaction(async (tx) => {
    await insertRows(tx, EventTable, [event])
    await insertRows(tx, DeliveryTable, [
      { ...delivery, id: newId(now), handler: 'a', state: 'dead', dueAt: now - 600_000 },
      { ...delivery, id: newId(now), handler: 'b', state: 'due', dueAt: now - 60_000 },
    ])
  })
  expect(await look()).toMatchObject([{ state: 'warning', says: expect.stringContaining('1 deliveries have failed') }])
  await database.transaction((tx) => tx.update(DeliveryTable, { handler: 'b' }, { dueAt: now - 600_000 }))
  expect(await look()).toMatchObject([
    { state: 'warning', says: expect.stringContaining('waiting for more than five') },
  ])
  expect(await lookAtWork({ DATA_DIR: '', DATABASE_URL: await emptyUrl(kind) }, () => now)).toEqual([])
})
