import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { kernelDatabases } from '#test/kernel/kernelDatabases.ts'
import { EffectTable, recordEffect } from '#test/kernel/kernelSchema.ts'
import { until } from '#test/kernel/until.ts'
import type { Database } from './database.ts'
import { daily, every, type Job, job } from './job.ts'
import { JobTable } from './job.table.ts'
import { createLogger } from './logger.ts'
import { retryJob, schedule } from './schedule.ts'
import { type Scheduler, startScheduler } from './scheduler.ts'

const logger = createLogger('silent')
const afternoon = Date.parse('2026-11-23T15:00:00+08:00')

describe.each(kernelDatabases)('timed work on $kind', ({ open, openTwice }) => {
  let database: Database
  let now = afternoon
  const clock = () => now
  const started: Scheduler[] = []

  beforeEach(async () => {
    now = afternoon
    database = await open()
  })
  afterEach(async () => {
    await Promise.all(started.splice(0).map((scheduler) => scheduler.stop()))
    await database.close()
  })

  function start(jobs: Job[], on = database) {
    const scheduler = startScheduler({ database: on, clock, jobs, logger })
    started.push(scheduler)
    return scheduler
  }
  const plan = (name: string, jobKey: string, payload: unknown = null, dueAt = now, on = database) =>
    on.transaction((tx) => schedule(tx, { name, jobKey, payload, dueAt }, now))
  const row = (name: string) => database.read.findOneByOrFail(JobTable, { name })
  const effects = (doer: string) => database.read.countBy(EffectTable, { doer })
  const effect = (doer: string, about: string) => database.transaction((tx) => recordEffect(tx, doer, about, now))

  it('is done when its time has come, with its payload checked, and not before', async () => {
    const heard: string[] = []
    start([job('remind', z.object({ account: z.string() }), async ({ account }) => void heard.push(account))])
    await plan('remind', 'a', { account: 'A1' })
    await plan('remind', 'b', { account: 'B1' }, now + 60_000)
    await until(() => heard.length === 1)
    now += 60_000
    await until(() => heard.length === 2)
    expect(heard).toEqual(['A1', 'B1'])
    await until(async () => (await database.read.countBy(JobTable, { state: 'done', finishedAt: now })) === 1)
  })

  it('is one row for a name and key, also when two processes schedule it at once, and when it is done', async () => {
    await database.close()
    const [one, other] = await openTwice()
    database = one
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, i) => plan('once', `key ${i % 2}`, null, now, i % 4 < 2 ? one : other)),
    )
    expect(made.filter(Boolean)).toHaveLength(2)
    expect(await database.read.countBy(JobTable, { name: 'once' })).toBe(2)
    start([{ name: 'once', run: async () => undefined }])
    await until(async () => (await database.read.countBy(JobTable, { state: 'done' })) === 2)
    expect(await plan('once', 'key 0')).toBe(false)
    await other.close()
  })

  it('goes on in the transaction that scheduled it a second time', async () => {
    await plan('once', 'a')
    await database.transaction(async (tx) => {
      await schedule(tx, { name: 'once', jobKey: 'a', payload: null, dueAt: now }, now)
      await recordEffect(tx, 'beside', 'a', now)
    })
    expect(await effects('beside')).toBe(1)
  })

  it('is not there when the transaction that scheduled it rolled back', async () => {
    const failing = database.transaction(async (tx) => {
      await schedule(tx, { name: 'never', jobKey: 'a', payload: null, dueAt: now }, now)
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    expect(await database.read.countBy(JobTable, {})).toBe(0)
  })

  it('is done once, however many schedulers run in however many processes', async () => {
    await database.close()
    const [one, other] = await openTwice()
    database = one
    const count: Job = { name: 'count', run: async (_, { jobKey }) => void (await effect('count', jobKey)) }
    for (let i = 0; i < 4; i++) start([count], i % 2 ? other : one)
    await Promise.all(Array.from({ length: 40 }, (_, i) => plan('count', `${i}`)))
    await until(async () => (await database.read.countBy(JobTable, { state: 'done' })) === 40, 20_000)
    expect(await effects('count')).toBe(40)
    await Promise.all(started.splice(0).map((scheduler) => scheduler.stop()))
    await other.close()
  })

  it('is not held up by other work that takes long', async () => {
    const long = Promise.withResolvers<void>()
    start([
      { name: 'long', run: () => long.promise },
      { name: 'short', run: async (_, { jobKey }) => void (await effect('short', jobKey)) },
    ])
    await plan('long', 'a', null, now - 1)
    for (let i = 0; i < 10; i++) await plan('short', `${i}`)
    await until(async () => (await effects('short')) === 10)
    expect((await row('long')).state).toBe('due')
    long.resolve()
  })

  it('is tried again after a backoff, is dead after too many failures, and comes back by retryJob', async () => {
    let broken = true
    let runs = 0
    const mended: Job = {
      name: 'frail',
      mostAttempts: 3,
      async run() {
        runs++
        if (broken) throw new Error('no ink')
      },
    }
    start([mended])
    await plan('frail', 'a')
    const dueAfter: number[] = []
    for (let failed = 1; failed <= 2; failed++) {
      await until(async () => runs === failed && (await row('frail')).leaseUntil === null)
      dueAfter.push((await row('frail')).dueAt - now)
      now = (await row('frail')).dueAt
    }
    await until(async () => (await row('frail')).state === 'dead')
    expect(dueAfter).toEqual([2_000, 4_000])
    expect(await row('frail')).toMatchObject({ attempts: 3, lastError: 'Error: no ink', finishedAt: now })
    now += 86_400_000
    broken = false
    const { id } = await row('frail')
    expect([await retryJob({ database, clock }, id), await retryJob({ database, clock }, id)]).toEqual([true, false])
    await until(async () => (await row('frail')).state === 'done')
    expect(runs).toBe(4)
  })

  it('goes on later when its run says so', async () => {
    const keys: number[] = []
    start([{ name: 'steps', run: async () => (keys.push(now) < 3 ? { againAt: now + 1_000 } : undefined) }])
    await plan('steps', 'a')
    await until(async () => keys.length === 1 && (await row('steps')).dueAt === now + 1_000)
    now += 1_000
    await until(async () => keys.length === 2 && (await row('steps')).dueAt === now + 1_000)
    now += 1_000
    await until(async () => (await row('steps')).state === 'done')
    expect(keys).toEqual([afternoon, afternoon + 1_000, afternoon + 2_000])
  })

  it('is taken over when the lease of who had it runs out, who then can neither renew nor end it', async () => {
    const hung = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const renewals: boolean[] = []
    let runs = 0
    let aborted = false
    const shared: Job = {
      name: 'shared',
      async run(_, { renew, signal }) {
        if (++runs === 2) return finish.promise
        renewals.push(await renew())
        await hung.promise
        renewals.push(await renew())
        aborted = signal.aborted
        throw new Error('too late')
      },
    }
    start([shared])
    start([shared])
    await plan('shared', 'a')
    await until(() => renewals.length === 1)
    now += 59_999
    await expect(until(() => runs === 2, 1_500)).rejects.toThrow('did not come true')
    now += 1
    await until(() => runs === 2)
    const taken = await row('shared')
    hung.resolve()
    await until(() => aborted)
    // The end of the first run is written, if at all, before the next commit of this process.
    await plan('other', 'a')
    expect(renewals).toEqual([true, false])
    expect(await row('shared')).toEqual(taken)
    expect(taken).toMatchObject({ state: 'due', attempts: 2, leaseUntil: now + 60_000 })
    finish.resolve()
    await until(async () => (await row('shared')).state === 'done')
    expect(await row('shared')).toMatchObject({ attempts: 2, lastError: null })
  })

  it('never runs beside itself in one process, however long it overstays its lease, and ends as it would have', async () => {
    const slow = Promise.withResolvers<void>()
    let runs = 0
    const overlong: Job = {
      name: 'overlong',
      run: () => {
        runs++
        return slow.promise
      },
    }
    start([overlong, { name: 'short', run: async (_, { jobKey }) => void (await effect('short', jobKey)) }])
    await plan('overlong', 'a')
    await until(() => runs === 1)
    for (let minutes = 1; minutes <= 5; minutes++) {
      now += 60_000
      await plan('short', `${minutes}`)
      await until(async () => (await effects('short')) === minutes)
    }
    expect(runs).toBe(1)
    slow.resolve()
    await until(async () => (await row('overlong')).state === 'done')
    expect(await row('overlong')).toMatchObject({ attempts: 1 })
  })

  it('is dead when it has taken its process with it too many times', async () => {
    await plan('killer', 'a')
    await database.transaction((tx) => tx.update(JobTable, { name: 'killer' }, { attempts: 3, leaseUntil: now }))
    let runs = 0
    start([{ name: 'killer', mostAttempts: 3, run: async () => void runs++ }])
    await until(async () => (await row('killer')).state === 'dead')
    expect(runs).toBe(0)
  })

  it('is given back at once, without counting, by a process that stops', async () => {
    const begun = Promise.withResolvers<void>()
    const waiting: Job = {
      name: 'patient',
      run: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          begun.resolve()
          signal.addEventListener('abort', () => reject(signal.reason))
        }),
    }
    const scheduler = start([waiting])
    await plan('patient', 'a')
    await begun.promise
    await scheduler.stop()
    expect(await row('patient')).toMatchObject({ state: 'due', attempts: 0, leaseUntil: null, dueAt: now })
  })

  it('that is daily is done once for each business date, the current one also after a stop', async () => {
    const nightly = daily('nightly', '02:30', async (date) => void (await effect('nightly', date)))
    await start([nightly]).stop()
    const first = start([nightly])
    await until(async () => (await effects('nightly')) === 1)
    now = Date.parse('2026-11-24T02:29:59+08:00')
    await until(async () => (await database.read.countBy(JobTable, { jobKey: '2026-11-24', state: 'due' })) === 1)
    expect(await effects('nightly')).toBe(1)
    now += 1_000
    await until(async () => (await effects('nightly')) === 2)
    await first.stop()
    now = Date.parse('2026-12-01T08:00:00+08:00')
    start([nightly])
    await until(async () => (await effects('nightly')) === 3)
    const dates = await database.read.find(EffectTable, { order: { id: 'asc' } })
    expect(dates.map((done) => done.about)).toEqual(['2026-11-23', '2026-11-24', '2026-12-01'])
  })

  it('that is daily catches up as many days as it is told', async () => {
    start([daily('closing', '23:00', async (date) => void (await effect('closing', date)), { catchUpDays: 2 })])
    await until(async () => (await effects('closing')) === 2)
    const done = await database.read.find(EffectTable, { order: { about: 'asc' } })
    expect(done.map((one) => one.about)).toEqual(['2026-11-21', '2026-11-22'])
    expect(await database.read.countBy(JobTable, { jobKey: '2026-11-23', state: 'due' })).toBe(1)
  })

  it('that recurs is one row, runs again after its time, and outlives its failures', async () => {
    let runs = 0
    const poll = every('poll', 5_000, async () => {
      if (++runs > 1) throw new Error('unreachable')
    })
    start([poll])
    await until(async () => runs === 1 && (await row('poll')).dueAt === now + 5_000)
    await database.transaction((tx) => tx.update(JobTable, { name: 'poll' }, { attempts: 1_000 }))
    now += 5_000
    await until(async () => runs === 2 && (await row('poll')).leaseUntil === null)
    expect(await row('poll')).toMatchObject({ state: 'due', attempts: 1_001, dueAt: now + 3_600_000 })
    expect(await database.read.countBy(JobTable, { name: 'poll' })).toBe(1)
  })
})
