import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { kernelDatabases } from '#test/kernel/kernelDatabases.ts'
import { EffectTable, noted, recordEffect } from '#test/kernel/kernelSchema.ts'
import { until } from '#test/kernel/until.ts'
import { startRedis } from '#test/services/redis.ts'
import type { Service } from '#test/services/service.ts'
import { startBullOutbox } from './bullOutboxRunner.ts'
import { systemClock } from './clock.ts'
import type { Database } from './database.ts'
import { DeliveryTable, on } from './delivery.ts'
import { publish } from './event.ts'
import { createLogger } from './logger.ts'
import type { OutboxRunner } from './outboxRunner.ts'

const logger = createLogger('silent')
const clock = systemClock
const recording = on(noted, 'recorder', {
  apply: async (tx, { text }) => void (await recordEffect(tx, 'recorder', text, clock())),
})

describe.each(kernelDatabases)('the outbox by BullMQ on $kind', ({ open }) => {
  /** Not the one of the other tests: it is emptied and killed. */
  let redis: Service
  let database: Database
  let runner: OutboxRunner

  beforeAll(async () => {
    redis = await startRedis()
  })
  beforeEach(async () => {
    database = await open()
    const deps = { database, clock, handlers: [recording], logger }
    runner = await startBullOutbox(deps, { redisUrl: redis.url, prefix: 'test', concurrency: 2 })
  })
  afterEach(async () => {
    await runner.stop()
    await database.close()
  })
  afterAll(() => redis.stop())

  const note = (text: string) => database.transaction((tx) => publish(tx, noted, { text }, clock()))
  const done = () => database.read.countBy(DeliveryTable, { state: 'done' })
  const effects = async () => (await database.read.find(EffectTable)).map(({ about }) => about).toSorted()

  it('loses nothing when redis is emptied in the middle', { timeout: 40_000 }, async () => {
    const client = new Redis(redis.url)
    const texts = Array.from({ length: 120 }, (_, i) => String(i))
    for (const third of [texts.slice(0, 40), texts.slice(40, 80), texts.slice(80)]) {
      const before = await done()
      await Promise.all(third.map(note))
      await until(async () => (await done()) > before)
      await client.flushall()
    }
    await until(async () => (await done()) === 120, 30_000)
    expect(await effects()).toEqual(texts.toSorted())
    client.disconnect()
  })

  it('goes on when redis was away, and stops also while it is', { timeout: 40_000 }, async () => {
    await note('before')
    await until(async () => (await done()) === 1)
    await redis.halt('killed')
    await note('meanwhile')
    await redis.resume()
    await until(async () => (await done()) === 2, 15_000)
    await redis.halt('killed')
    await runner.stop()
    await redis.resume()
    expect(await effects()).toEqual(['before', 'meanwhile'])
  })

  it('leaves nothing of what is done in redis', async () => {
    const client = new Redis(redis.url)
    await Promise.all(Array.from({ length: 20 }, (_, i) => note(String(i))))
    await until(async () => (await done()) === 20)
    await until(async () => (await client.keys('test:outbox:01*')).length === 0)
    expect(await client.keys('test:outbox:01*')).toEqual([])
    client.disconnect()
  })
})
