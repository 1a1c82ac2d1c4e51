import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { redisUrl } from '#test/databases.ts'
import { kernelDatabases } from '#test/kernel/kernelDatabases.ts'
import { EffectTable, kernelSchema, noted } from '#test/kernel/kernelSchema.ts'
import type { OutboxWorkerOrder } from '#test/processes/outboxWorker.ts'
import { fromSetup } from '#test/services/fromSetup.ts'
import { systemClock } from './clock.ts'
import { type Database, openDatabase } from './database.ts'
import { DeliveryTable } from './delivery.ts'
import { publish } from './event.ts'

const workerFile = join(import.meta.dirname, '../../test/processes/outboxWorker.ts')
const kills = 4
/** A minute's lease, and some more. */
const laterEachTime = 90_000

const [sqlite, mariadb] = kernelDatabases
const drains = [
  { ...sqlite, runner: 'the loop', workers: 1, events: 400, redis: () => ({}) },
  { ...mariadb, runner: 'the loop', workers: 2, events: 400, redis: () => ({}) },
  { ...mariadb, runner: 'BullMQ', workers: 2, events: 150, redis: () => ({ redisUrl: redisUrl() }) },
]

describe.each(drains)('an outbox on $kind whose $workers processes by $runner are killed', (drain) => {
  it('is drained in the end, each effect once, each message sent under one id', { timeout: 180_000 }, async () => {
    const databaseUrl = (await drain.migratedUrl?.()) ?? ''
    const sentFile = join(fromSetup('TEST_FOLDER'), `${randomUUID()}.sent`)
    const prefix = `test-${randomUUID()}`
    await withDatabase(databaseUrl, (database) => publishAll(database, drain.events))

    let killed = 0
    for (let round = 0; ; round++) {
      const order = { databaseUrl, prefix, sentFile, laterMs: round * laterEachTime, ...drain.redis() }
      const workers = await Promise.all(Array.from({ length: drain.workers }, () => startWorker(order)))
      if (round === kills) {
        expect(await Promise.all(workers.map(ended))).toEqual(workers.map(() => 0))
        break
      }
      await setTimeout(20 + Math.random() * 200)
      for (const worker of workers) worker.kill('SIGKILL')
      const ends = await Promise.all(workers.map(ended))
      killed += ends.filter((end) => end === 'SIGKILL').length
      // On a fast machine one may have come to its end by itself, and never by failing.
      expect(ends.every((end) => end === 'SIGKILL' || end === 0)).toBe(true)
    }
    // Most of them were killed over their work.
    expect(killed).toBeGreaterThan((kills * drain.workers) / 2)

    const expected = Array.from({ length: drain.events }, (_, i) => [`a ${i}`, `b ${i}`])
      .flat()
      .toSorted()
    await withDatabase(databaseUrl, async (database) => {
      const effects = await database.read.find(EffectTable)
      expect(effects.map(({ doer, about }) => `${doer} ${about}`).toSorted()).toEqual(expected)
      const deliveries = await database.read.find(DeliveryTable)
      const sent = readFileSync(sentFile, 'utf8').trimEnd().split('\n')
      const ids = new Set(sent.map((line) => line.split(' ')[2]))
      expect(ids).toEqual(new Set(deliveries.map(({ id }) => id)))
      // One id for each message, however often it was sent.
      expect([...new Set(sent)].map((line) => line.split(' ').slice(0, 2).join(' ')).toSorted()).toEqual(expected)
    })
  })
})

async function withDatabase(url: string, use: (database: Database) => Promise<void>) {
  const database = await openDatabase(url, kernelSchema)
  try {
    await use(database)
  } finally {
    await database.close()
  }
}

const publishAll = (database: Database, events: number) =>
  database.transaction(async (tx) => {
    for (let i = 0; i < events; i++) await publish(tx, noted, { text: `${i}` }, systemClock())
  })

async function startWorker(order: OutboxWorkerOrder): Promise<ChildProcess> {
  const worker = spawn(process.execPath, [workerFile, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] })
  await Promise.race([once(worker.stdout, 'data'), once(worker, 'exit')])
  return worker
}

/** Its exit code, or the signal that ended it. */
async function ended(worker: ChildProcess): Promise<number | string | null> {
  if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit')
  return worker.signalCode ?? worker.exitCode
}
