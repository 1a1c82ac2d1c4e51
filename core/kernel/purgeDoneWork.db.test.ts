import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { kernelDatabases } from '#test/kernel/kernelDatabases.ts'
import type { Database } from './database.ts'
import { type Delivery, DeliveryTable } from './delivery.ts'
import { EventTable } from './event.ts'
import { newId } from './id.ts'
import { type JobRow, JobTable } from './job.table.ts'
import { purgeDoneWork } from './purgeDoneWork.ts'
import { insertRows } from './rows.ts'

const day = 24 * 3_600_000
const now = 1_790_000_000_000
const clock = () => now

describe.each(kernelDatabases)('the purge of what is done on $kind', ({ open }) => {
  let database: Database
  beforeEach(async () => {
    database = await open()
  })
  afterEach(() => database.close())

  const add = (at: number, states: readonly Delivery['state'][], count = 1) =>
    database.transaction(async (tx) => {
      const events = Array.from({ length: count }, () => ({
        id: newId(at),
        topic: 'noted',
        payload: { text: 'x' },
        createdAt: at,
        fannedOutAt: at,
      }))
      await insertRows(tx, EventTable, events)
      const deliveries = events.flatMap(({ id: eventId }) =>
        states.map((state, index): Delivery => {
          return { id: newId(at), eventId, handler: `h${index}`, state, attempts: 1, dueAt: at, lastError: null }
        }),
      )
      await insertRows(tx, DeliveryTable, deliveries)
    })
  const addJob = (state: JobRow['state'], dueAt: number, finishedAt: number | null) =>
    database.transaction((tx) =>
      insertRows(tx, JobTable, [
        {
          id: newId(dueAt),
          name: 'noted',
          jobKey: newId(dueAt),
          payload: null,
          dueAt,
          state,
          attempts: 1,
          leaseUntil: null,
          lastError: null,
          finishedAt,
        },
      ]),
    )

  it('takes deliveries that were done thirty days ago, and their events with the last of them', async () => {
    await add(now - 30 * day, ['done', 'done'])
    await add(now - 30 * day, [])
    await add(now - 30 * day + 1, ['done'])
    expect(await purgeDoneWork({ database, clock })).toBe(4)
    expect(await database.read.count(DeliveryTable)).toBe(1)
    expect(await database.read.count(EventTable)).toBe(1)
  })

  it('spares what failed and what is due, with its event, however old', async () => {
    await add(now - 300 * day, ['dead', 'done', 'due'])
    await addJob('dead', now - 300 * day, now - 299 * day)
    await addJob('due', now - 300 * day, null)
    expect(await purgeDoneWork({ database, clock })).toBe(1)
    const left = await database.read.find(DeliveryTable)
    expect(left.map(({ state }) => state).toSorted()).toEqual(['dead', 'due'])
    expect(await database.read.count(EventTable)).toBe(1)
    expect(await database.read.count(JobTable)).toBe(2)
  })

  it('spares an event whose deliveries are not written yet', async () => {
    const id = newId(now - 300 * day)
    const waiting = { id, topic: 'noted', payload: { text: 'x' }, createdAt: now - 300 * day, fannedOutAt: null }
    await database.transaction((tx) => insertRows(tx, EventTable, [waiting]))
    expect(await purgeDoneWork({ database, clock })).toBe(0)
  })

  it('takes jobs by when they ended, not by when they were due', async () => {
    await addJob('done', now - 40 * day, now - 30 * day)
    await addJob('done', now - 40 * day, now - 29 * day)
    expect(await purgeDoneWork({ database, clock })).toBe(1)
    expect(await database.read.find(JobTable)).toMatchObject([{ finishedAt: now - 29 * day }])
  })

  it('goes on until all of many are gone, in transactions that stay small', async () => {
    await add(now - 31 * day, ['done'], 1_200)
    let commits = 0
    database.onCommit(() => commits++)
    expect(await purgeDoneWork({ database, clock })).toBe(2_400)
    expect(commits).toBe(6)
    expect(await database.read.count(EventTable)).toBe(0)
  })

  it('ends between two of them when its process stops', async () => {
    await add(now - 31 * day, ['done'], 600)
    const stopping = new AbortController()
    database.onCommit(() => stopping.abort(new Error('the process stops')))
    await expect(purgeDoneWork({ database, clock }, stopping.signal)).rejects.toThrow('the process stops')
    expect(await database.read.count(DeliveryTable)).toBe(100)
  })
})
