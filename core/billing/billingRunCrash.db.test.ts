import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import { systemClock } from '#core/kernel/clock.ts'
import { type Database, openDatabase } from '#core/kernel/database.ts'
import { EventTable } from '#core/kernel/event.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { receiveAtCounter } from '#core/payments/receiveAtCounter.ts'
import { coreSchema } from '#core/schema.ts'
import { countRun, createStreet, usedInStreet } from '#test/billing/street.ts'
import { migratedUrl } from '#test/databases.ts'
import { expectSound } from '#test/money/expectSound.ts'
import type { BillingRunOrder } from '#test/processes/billingRun.ts'
import { startBillingRun } from './startBillingRun.ts'

const workerFile = join(import.meta.dirname, '../../test/processes/billingRun.ts')
const staff = { kind: 'staff', id: 'staff-1' } as const
const homes = 9_000
/** Who has paid ahead, so that bills are settled as they are written. */
const ahead = 40
/** After how many commits a worker is killed, and some time, at most: the first is that it takes the run on. */
const killedAfter = [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3]
/** A minute's lease, and some more. */
const laterEachTime = 90_000

const kinds = [{ kind: 'sqlite' }, { kind: 'mariadb' }] as const

describe.each(kinds)('a billing run on $kind whose process is killed again and again', ({ kind }) => {
  it('has billed every account once in the end, and its books balance', { timeout: 300_000 }, async () => {
    const databaseUrl = await migratedUrl(kind)
    const { runId, accounts } = await withDatabase(databaseUrl, prepare)

    let laterMs = 0
    let killed = 0
    for (const commits of shuffled(killedAfter)) {
      // A fast machine comes further with each: the end is left to the worker that nobody kills.
      if ((await withDatabase(databaseUrl, (database) => countRun(database, runId))).run.accountsDone > homes / 2) break
      const worker = startWorker({ databaseUrl, laterMs: (laterMs += laterEachTime) })
      await committed(worker, commits)
      await setTimeout(randomInt(60))
      worker.kill('SIGKILL')
      // It had not come to its end by itself.
      expect(await ended(worker)).toBe('SIGKILL')
      killed++
    }
    expect(killed).toBeGreaterThanOrEqual(5)
    await withDatabase(databaseUrl, async (database) => {
      const { run, said, found } = await countRun(database, runId)
      expect(run.state).toBe('running')
      expect(found.bills).toBeGreaterThan(0)
      expect(found.bills).toBeLessThan(homes)
      expect(said).toEqual(found)
      await expectSound(database)
    })

    const last = startWorker({ databaseUrl, laterMs: laterMs + laterEachTime })
    last.stdout.resume()
    expect(await ended(last)).toBe(0)
    await withDatabase(databaseUrl, async (database) => {
      const { run, billed, said, found } = await countRun(database, runId)
      expect(billed.toSorted()).toEqual(accounts.map(({ id }) => id).toSorted())
      expect(said).toEqual(found)
      expect(run).toMatchObject({
        state: 'finished',
        bills: homes,
        amount: homes * usedInStreet.amount,
        accountsDone: homes,
        accountsTotal: homes,
      })
      const settled: unknown[] = await database.read.query(`select id from bill where state = 'settled'`)
      expect(settled).toHaveLength(ahead)
      expect(await database.read.countBy(EventTable, { topic: 'billingRun.finished' })).toBe(1)
      await expectSound(database)
    })
  })
})

/** A street where some have paid ahead, and a run that nobody works on yet. */
async function prepare(database: Database) {
  const deps = { database, clock: systemClock, numbers: createNumbers({ database, clock: systemClock }) }
  const { routeId, accounts } = await createStreet(database, homes)
  for (let index = 0; index < homes; index += homes / ahead) {
    const { id } = accounts[index] ?? { id: '' }
    const { number: accountNumber } = await database.read.findOneByOrFail(AccountTable, { id })
    const money = { channel: 'counter', serial: `S${index}`, accountNumber, amount: fen(3_000), subChannel: null }
    await receiveAtCounter(deps, staff, money)
  }
  const runId = newId(systemClock())
  await startBillingRun(deps, staff, { id: runId, routeId, through: businessDate('2024-03-31') })
  return { runId, accounts }
}

function shuffled<T>(values: readonly T[]): T[] {
  const drawn = values.map((value) => ({ value, lot: randomInt(1_000_000) }))
  return drawn.toSorted((a, b) => a.lot - b.lot).map(({ value }) => value)
}

async function withDatabase<T>(url: string, use: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url, coreSchema)
  try {
    return await use(database)
  } finally {
    await database.close()
  }
}

function startWorker(order: BillingRunOrder): ChildProcessByStdio<null, Readable, null> {
  return spawn(process.execPath, [workerFile, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Resolves when the worker has said so often that it has committed, or has ended. */
async function committed({ stdout }: { stdout: Readable }, times: number): Promise<void> {
  let said = ''
  for await (const data of stdout.iterator({ destroyOnReturn: false })) {
    said += String(data)
    if (said.split('\n').length > times) break
  }
  stdout.resume()
}

/** Its exit code, or the signal that ended it. */
async function ended(worker: ChildProcess): Promise<number | string | null> {
  if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit')
  return worker.signalCode ?? worker.exitCode
}
