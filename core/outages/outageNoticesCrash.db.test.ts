import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { systemClock } from '#core/kernel/clock.ts'
import { type Database, openDatabase } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import type { Sms } from '#core/notices/smsSender.ts'
import { coreSchema } from '#core/schema.ts'
import { migratedUrl } from '#test/databases.ts'
import { createDistrict } from '#test/outages/district.ts'
import type { OutageNoticesOrder } from '#test/processes/outageNotices.ts'
import { createStaffHouse } from '#test/staffHouse.ts'
import { announceOutage } from './announceOutage.ts'
import { changeOutage } from './changeOutage.ts'
import { restoreOutage } from './endOutage.ts'
import { saveOutageDraft } from './saveOutageDraft.ts'

const workerFile = join(import.meta.dirname, '../../test/processes/outageNotices.ts')
/** Each has a telephone on file, and every second one somebody who is bound to it, too. */
const homes = 13_334
const people = homes * 1.5
/**
 * After how many commits at most workers are killed, in one stage after the other. Writing a stage takes between 30 and
 * 200 commits, by the database, and sending it some hundred more.
 */
const killedWithin = [
  [3, 20, 60, 120, 200],
  [20, 60, 150],
  [20, 60, 150],
]
/** The sender's lease of two minutes, and some more. */
const laterEachTime = 150_000

const kinds = [{ kind: 'sqlite' }, { kind: 'mariadb' }] as const

describe.each(kinds)('notices of an outage on $kind whose process is killed again and again', ({ kind }) => {
  it('reach 20,000 people, each once at each stage: announced, changed, restored', { timeout: 300_000 }, async () => {
    const databaseUrl = await migratedUrl(kind)
    const operator = await startOperator()
    let laterMs = 0
    const start = () => startWorker({ databaseUrl, operatorUrl: operator.url, laterMs: (laterMs += laterEachTime) })
    const killWorkers = async (times: readonly number[]) => {
      for (const most of times) {
        const worker = start()
        await committed(worker, randomInt(1, most))
        await setTimeout(randomInt(40))
        worker.kill('SIGKILL')
        // It had not come to its end by itself.
        expect(await ended(worker)).toBe('SIGKILL')
      }
    }
    const finish = async () => {
      const last = start()
      last.stdout.resume()
      expect(await ended(last)).toBe(0)
    }
    try {
      const { outageId, phones, residents, change, restore } = await withDatabase(databaseUrl, prepare)
      const everybody = [...phones, ...residents].toSorted()
      for (const [index, times] of killedWithin.entries()) {
        const stage = index + 1
        await killWorkers(times)
        await withDatabase(databaseUrl, async (database) => {
          const { written, sent } = await countNotices(database, outageId, stage)
          expect(written).toBeGreaterThan(0)
          expect(sent).toBeLessThan(people)
        })
        await finish()
        expect(operator.reached(stage)).toEqual(phones)
        await withDatabase(databaseUrl, async (database) => {
          const { recipients, ...counts } = await countNotices(database, outageId, stage)
          expect(counts).toEqual({ written: people, sent: people })
          expect(recipients).toEqual(everybody)
          await [change, restore][index]?.(database)
        })
      }
    } finally {
      operator.close()
    }
  })
})

async function prepare(database: Database) {
  const clock = systemClock
  const { admin, root } = await createStaffHouse(database, clock)
  const district = await createDistrict(database, root.id, homes)
  const outageId = newId(clock())
  const deps = { database, clock, numbers: createNumbers({ database, clock }) }
  await saveOutageDraft(deps, admin, {
    id: outageId,
    unitId: root.id,
    kind: 'emergency',
    area: [{ kind: 'routes', routeIds: [district.routeId] }],
    plannedFrom: clock() - 3_600_000,
    plannedTo: clock() + 3_600_000,
    place: district.street,
    reason: '管道爆裂',
    alternativeSupply: null,
  })
  await announceOutage(deps, admin, { outageId, stageId: newId(clock()) })
  return {
    outageId,
    phones: district.homes.map(({ phone }) => phone).toSorted(),
    residents: district.homes.flatMap(({ residentId }) => residentId ?? []),
    change: (later: Database) =>
      changeOutage({ database: later, clock }, admin, {
        outageId,
        stageId: newId(clock()),
        plannedTo: clock() + 7_200_000,
      }),
    restore: (later: Database) =>
      restoreOutage({ database: later, clock }, admin, { outageId, stageId: newId(clock()) }),
  }
}

async function countNotices(database: Database, outageId: string, stage: number) {
  const rows: { recipient: string; state: string }[] = await database.read.query(
    'select recipient, state from notice where subjectId = ? and stage = ?',
    [outageId, stage],
  )
  const recipients = rows.map(({ recipient }) => recipient).toSorted()
  return { written: rows.length, sent: rows.filter(({ state }) => state === 'sent').length, recipients }
}

/** Of the stages, one after the other. */
const titles = ['抢修停水', '停水变更', '恢复供水']

/** Takes text messages as an operator does: knows a repetition by its id, and brings a message once. */
async function startOperator() {
  const taken: Sms[] = []
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    taken.push((await json(request)) as Sms)
    response.end()
  }
  const server = createServer((request, response) => void take(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    taken,
    /** The telephones that messages of a stage were brought to, as often as they were, sorted. */
    reached(stage: number): string[] {
      const once_ = new Map(taken.map((message) => [message.id, message]))
      const brought = [...once_.values()].filter(({ text }) => text.startsWith(`【${titles[stage - 1]}】`))
      return brought.map(({ to }) => to).toSorted()
    },
    close: () => server.close(),
  }
}

async function withDatabase<T>(url: string, use: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url, coreSchema)
  try {
    return await use(database)
  } finally {
    await database.close()
  }
}

function startWorker(order: OutageNoticesOrder): ChildProcessByStdio<null, Readable, null> {
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
