import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databases } from '#test/databases.ts'
import type { Database } from './database.ts'
import { listDeadWork, retryTopic } from './deadWork.ts'
import { DeliveryTable } from './delivery.ts'
import { EventTable } from './event.ts'
import { newId } from './id.ts'

const now = 1_790_000_000_000

describe.each(databases)('what failed for good on $kind', ({ open }) => {
  let database: Database
  const clock = () => now

  beforeEach(async () => {
    database = await open()
  })
  afterEach(() => database.close())

  /** A delivery of an event of this topic, in this state. */
  async function deliver(topic: string, state: 'dead' | 'due' | 'done'): Promise<string> {
    const [eventId, id] = [newId(now), newId(now)]
    const tried = { attempts: 20, dueAt: now - 1_000, lastError: 'no road' }
    await database.transaction(async (tx) => {
      await tx.insert(EventTable, { id: eventId, topic, payload: {}, createdAt: now, fannedOutAt: now })
      await tx.insert(DeliveryTable, { id, eventId, handler: 'test.hears', state, ...tried })
    })
    return id
  }

  it('is tried again from the beginning, all of a topic and nothing else', async () => {
    const dead = [await deliver('a.happened', 'dead'), await deliver('a.happened', 'dead')]
    const others = [await deliver('b.happened', 'dead'), await deliver('a.happened', 'done')]
    expect(await retryTopic({ database, clock }, 'a.happened')).toBe(2)
    const rows = await database.read.find(DeliveryTable, { order: { id: 'asc' } })
    const told = (ids: readonly string[]) =>
      rows.filter(({ id }) => ids.includes(id)).map(({ state, attempts, dueAt }) => [state, attempts, dueAt])
    expect(told(dead)).toEqual([
      ['due', 0, now],
      ['due', 0, now],
    ])
    expect(told(others).toSorted()).toEqual([
      ['dead', 20, now - 1_000],
      ['done', 20, now - 1_000],
    ])
    expect((await listDeadWork({ database })).deliveries.map(({ topic }) => topic)).toEqual(['b.happened'])
  })

  it('is nothing where nothing of a topic failed', async () => {
    await deliver('a.happened', 'done')
    expect(await retryTopic({ database, clock }, 'a.happened')).toBe(0)
  })
})
