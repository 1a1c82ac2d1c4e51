import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { redisUrl } from '#test/databases.ts'
import { kernelDatabases } from '#test/kernel/kernelDatabases.ts'
import { EffectTable, noted, recordEffect } from '#test/kernel/kernelSchema.ts'
import { until } from '#test/kernel/until.ts'
import { startBullOutbox } from './bullOutboxRunner.ts'
import type { Database } from './database.ts'
import { DeliveryTable, type Handler, on } from './delivery.ts'
import { EventTable, publish } from './event.ts'
import { createLogger } from './logger.ts'
import { fanOut, type OutboxDeps, retryDelivery, unknownHandlers } from './outbox.ts'
import { type OutboxRunner, startOutboxLoop } from './outboxRunner.ts'

const logger = createLogger('silent')
const start = 1_790_000_000_000

interface Runner {
  runner: string
  run(deps: OutboxDeps, prefix: string): Promise<OutboxRunner>
}
const runners: Runner[] = [
  { runner: 'the loop', run: async (deps) => startOutboxLoop({ ...deps, logger }) },
  {
    runner: 'BullMQ',
    run: (deps, prefix) => startBullOutbox({ ...deps, logger }, { redisUrl: redisUrl(), prefix, concurrency: 4 }),
  },
]
const houses = kernelDatabases.flatMap((source) => runners.map((runner) => ({ ...source, ...runner })))

describe.each(houses)('the outbox on $kind by $runner', ({ open, openTwice, run }) => {
  let database: Database
  let now = start
  let prefix = ''
  const clock = () => now
  const running: OutboxRunner[] = []

  beforeEach(async () => {
    now = start
    prefix = `test-${randomUUID()}`
    database = await open()
  })
  afterEach(async () => {
    await stopRunners()
    await database.close()
  })

  const stopRunners = () => Promise.all(running.splice(0).map((one) => one.stop()))
  const begin = async (handlers: Handler[], on_ = database) =>
    void running.push(await run({ database: on_, clock, handlers }, prefix))
  const note = (text: string, on_ = database) => on_.transaction((tx) => publish(tx, noted, { text }, now))
  const count = (state: 'due' | 'done' | 'dead') => database.read.countBy(DeliveryTable, { state })
  const onlyDelivery = () => database.read.findOneByOrFail(DeliveryTable, {})

  it('tells every handler of every event once, however many runners there are', async () => {
    await database.close()
    const [one, other] = await openTwice()
    database = one
    const heard: string[] = []
    const handlers = ['a', 'b'].map((name) =>
      on(noted, name, {
        send: async ({ text }) => void heard.push(`${name} ${text}`),
        apply: async (tx, { text }) => void (await recordEffect(tx, name, text, now)),
      }),
    )
    for (let i = 0; i < 4; i++) await begin(handlers, i % 2 ? other : one)
    const texts = Array.from({ length: 30 }, (_, i) => `${i}`)
    await Promise.all(texts.map((text, i) => note(text, i % 2 ? other : one)))
    await until(async () => (await count('done')) === 60)
    await stopRunners()
    await other.close()
    const expected = texts.flatMap((text) => [`a ${text}`, `b ${text}`]).toSorted()
    expect(heard.toSorted()).toEqual(expected)
    const effects = await database.read.find(EffectTable)
    expect(effects.map(({ doer, about }) => `${doer} ${about}`).toSorted()).toEqual(expected)
  })

  it('is not held up by what waits for handlers that nobody here knows', async () => {
    const deps = { database, clock, handlers: [on(noted, 'gone', {})] }
    await database.transaction(async (tx) => {
      for (let i = 0; i < 501; i++) await publish(tx, noted, { text: `${i}` }, now)
    })
    while ((await fanOut(deps)) > 0);
    now += 1
    const heard = Promise.withResolvers<void>()
    const known = [on(noted, 'a', { send: async () => heard.resolve() })]
    await begin(known)
    await note('new')
    await heard.promise
    await until(async () => (await count('done')) === 1)
    expect(await count('due')).toBe(501)
    expect(await unknownHandlers({ database, handlers: known })).toEqual(['gone'])
    expect(await unknownHandlers(deps)).toEqual([])
  })

  it('says nothing of a transaction that was rolled back', async () => {
    const heard: string[] = []
    await begin([on(noted, 'a', { send: async ({ text }) => void heard.push(text) })])
    const failing = database.transaction(async (tx) => {
      await publish(tx, noted, { text: 'never' }, now)
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    await note('after')
    await until(() => heard.length > 0)
    expect(heard).toEqual(['after'])
    expect(await database.read.countBy(EventTable, {})).toBe(1)
  })

  it('hears of a commit at once, and not when it would have looked anyway', async () => {
    let heard = Promise.withResolvers<void>()
    await begin([on(noted, 'a', { send: async () => heard.resolve() })])
    const before = performance.now()
    for (let i = 0; i < 12; i++) {
      heard = Promise.withResolvers<void>()
      await note(`${i}`)
      await heard.promise
    }
    // By the clock alone it would be about a second each time.
    expect(performance.now() - before).toBeLessThan(9_000)
  })

  it('tries again after a backoff with the same delivery id, and keeps nothing that a failed handler wrote', async () => {
    const ids: string[] = []
    let broken = true
    await begin([
      on(noted, 'a', {
        send: async (_, id) => void ids.push(id),
        async apply(tx, { text }) {
          await recordEffect(tx, 'a', text, now)
          if (broken) throw new Error('out of paper')
        },
      }),
    ])
    await note('1')
    await until(async () => (await database.read.countBy(DeliveryTable, { lastError: 'Error: out of paper' })) === 1)
    expect(await onlyDelivery()).toMatchObject({ state: 'due', attempts: 1, dueAt: now + 2_000 })
    expect(await database.read.countBy(EffectTable, {})).toBe(0)
    broken = false
    await note('2')
    await until(async () => (await count('done')) === 1)
    now += 2_000
    await until(async () => (await count('done')) === 2)
    expect(ids).toHaveLength(3)
    expect(ids[0]).toBe(ids[2])
    expect(await database.read.countBy(EffectTable, { about: '1' })).toBe(1)
  })

  it('gives up after too many tries, until a person has it tried again', async () => {
    let broken = true
    await begin([
      on(noted, 'a', {
        async send() {
          if (broken) throw new Error('no such number')
        },
      }),
    ])
    await note('1')
    await until(
      async () =>
        (await database.read.countBy(DeliveryTable, { attempts: 1, lastError: 'Error: no such number' })) === 1,
    )
    await database.transaction((tx) => tx.update(DeliveryTable, { state: 'due' }, { attempts: 19, dueAt: now }))
    await until(async () => (await count('dead')) === 1)
    const { id } = await onlyDelivery()
    now += 86_400_000
    broken = false
    await note('2')
    await until(async () => (await count('done')) === 1)
    expect(await count('dead')).toBe(1)
    expect([await retryDelivery({ database, clock }, id), await retryDelivery({ database, clock }, id)]).toEqual([
      true,
      false,
    ])
    await until(async () => (await count('done')) === 2)
  })

  it('does not try what is not due, or in the hands of another', async () => {
    await note('1')
    const calls: string[] = []
    const hung = Promise.withResolvers<void>()
    const handler = on(noted, 'a', {
      async send(_, id) {
        calls.push(id)
        if (calls.length === 1) await hung.promise
      },
    })
    await begin([handler])
    await until(() => calls.length === 1)
    await begin([handler])
    await note('2')
    await until(async () => (await count('done')) === 1)
    expect(new Set(calls).size).toBe(2)
    hung.resolve()
    await until(async () => (await count('done')) === 2)
    expect(calls).toHaveLength(2)
  })

  it('is taken over when the lease of who had it runs out, whose writes then come to nothing', async () => {
    const hung = Promise.withResolvers<void>()
    const ids: string[] = []
    let late = false
    const handler = on(noted, 'a', {
      async send(_, id) {
        if (ids.push(id) > 1) return
        await hung.promise
        late = true
      },
      apply: async (tx, { text }) => void (await recordEffect(tx, 'a', text, now)),
    })
    await begin([handler])
    await note('1')
    await until(() => ids.length === 1)
    await begin([handler])
    now += 60_000
    await until(async () => (await count('done')) === 1)
    hung.resolve()
    await until(() => late)
    await stopRunners()
    expect(ids).toEqual([ids[0], ids[0]])
    expect(await database.read.countBy(EffectTable, {})).toBe(1)
  })

  it('waits when it stops for the delivery in hand, and takes no other', async () => {
    const begun = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    await begin([
      on(noted, 'a', {
        async send() {
          begun.resolve()
          await go.promise
        },
      }),
    ])
    await note('1')
    await begun.promise
    const stopping = stopRunners()
    await note('2')
    go.resolve()
    await stopping
    expect(await count('done')).toBe(1)
  })
})
