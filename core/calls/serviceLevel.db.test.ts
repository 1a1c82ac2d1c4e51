import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { createCallHouse } from '#test/calls/callHouse.ts'
import { databases } from '#test/databases.ts'
import { agentHours, serviceDays } from './serviceLevel.ts'

const monday = businessDate('2026-11-23')
const tuesday = businessDate('2026-11-24')
const begin = startOf(monday)
const s = 1_000
const minute = 60 * s
const hour = 60 * minute

describe.each(databases)('reports of calls on $kind', ({ open }) => {
  let database: Database
  let [lin, wang] = ['', '']

  beforeAll(async () => {
    database = await open()
    const house = await createCallHouse(database, () => begin)
    ;[lin, wang] = [(await house.agent('lin')).staffId, (await house.agent('wang')).staffId]
    // The first minute and the last second of Monday in Shanghai; in UTC that is Sunday afternoon to Monday afternoon.
    const queued = (at: number, waitMs: number, talkMs: number, staffId: string) => {
      const [queuedAt, answeredAt] = [at + 20 * s, at + 20 * s + waitMs]
      const endedAt = answeredAt + talkMs
      return house.call({ startedAt: at, queuedAt, answeredAt, endedAt, outcome: 'answered', staffId }, [
        { staffId, rungAt: answeredAt - 5 * s, answeredAt, endedAt, ending: 'caller', wrapUpEndedAt: endedAt + 30 * s },
      ])
    }
    await queued(begin, 15 * s, 3 * minute, lin)
    await queued(begin + 9 * hour, 15 * s + 1, 2 * minute, lin)
    await queued(begin + 24 * hour - s, 10 * s, minute, wang)
    const gaveUp = { startedAt: begin + 9 * hour, queuedAt: begin + 9 * hour + s, endedAt: begin + 9 * hour + minute }
    await house.call({ ...gaveUp, outcome: 'abandoned' }, [
      { staffId: wang, rungAt: begin + 9 * hour + 10 * s, endedAt: begin + 9 * hour + 30 * s, ending: 'unanswered' },
    ])
    await house.call({ ...gaveUp, outcome: 'message' })
    await house.call({ startedAt: begin + hour, endedAt: begin + hour + minute, outcome: 'selfService' })
    // Rung out: no part of how callers are served, but work of the agent, from when the party is there.
    const out = begin + 10 * hour
    await house.call(
      { kind: 'outbound', startedAt: out, answeredAt: out + 30 * s, endedAt: out + 90 * s, outcome: 'answered' },
      [{ staffId: wang, rungAt: out, answeredAt: out + 2 * s, endedAt: out + 90 * s, ending: 'agent' }],
    )
    // Transferred: each talks for as long as the own leg lasts.
    const at = begin + 14 * hour + 58 * minute
    await house.call(
      { startedAt: at, queuedAt: at, answeredAt: at + 5 * s, endedAt: at + 10 * minute, outcome: 'answered' },
      [
        {
          staffId: lin,
          rungAt: at,
          answeredAt: at + 5 * s,
          endedAt: at + 4 * minute,
          ending: 'moved',
          wrapUpEndedAt: at + 5 * minute,
        },
        {
          staffId: wang,
          seat: 'seat2',
          transferredFrom: 1,
          rungAt: at + 3 * minute,
          answeredAt: at + 4 * minute,
          endedAt: at + 10 * minute,
          ending: 'caller',
          wrapUpEndedAt: at + 10 * minute + 20 * s,
        },
      ],
    )
    await house.call({ startedAt: begin + 24 * hour, endedAt: begin + 24 * hour + s, outcome: 'hungUp' })
  })
  afterAll(() => database.close())

  it('count a day as it was in Shanghai', async () => {
    const [first, second] = await serviceDays({ database }, { from: monday, to: tuesday })
    expect(first).toEqual({
      date: monday,
      calls: 7,
      queued: 6,
      answered: 4,
      answeredIn15s: 3,
      answeredIn15sPpm: 500_000,
      abandoned: 1,
      abandonedPpm: 166_667,
      averageWaitMs: Math.round((15 * s + 15 * s + 1 + 10 * s + 5 * s) / 4),
      outcomes: { answered: 4, abandoned: 1, message: 1, selfService: 1 },
    })
    expect(second).toMatchObject({
      calls: 1,
      queued: 0,
      answeredIn15sPpm: null,
      abandonedPpm: null,
      averageWaitMs: null,
    })
  })

  it('give every agent the time of the own legs, in the hour in which they began', async () => {
    const rows = await agentHours({ database }, { from: monday, to: monday })
    const of = (staffId: string, at: number) => rows.find((row) => row.staffId === staffId && row.hour === at)
    expect(of(lin, 0)).toMatchObject({ answered: 1, talkMs: 3 * minute, wrapUpMs: 30 * s, handlingMs: 210 * s })
    expect(of(lin, 14)).toMatchObject({ answered: 1, talkMs: 4 * minute - 5 * s, wrapUpMs: minute })
    expect(of(wang, 15)).toMatchObject({ answered: 1, talkMs: 6 * minute, wrapUpMs: 20 * s })
    expect(of(wang, 9)).toMatchObject({ answered: 0, missed: 1, talkMs: 0, averageHandlingMs: null })
    expect(of(wang, 10)).toMatchObject({ answered: 1, talkMs: minute, wrapUpMs: 0 })
    expect(of(wang, 23)).toBeUndefined()
    const [, next] = [null, await agentHours({ database }, { from: tuesday, to: tuesday })]
    expect(next.map(({ staffId, hour: at, date }) => [staffId, at, date])).toEqual([[wang, 0, tuesday]])
  })

  it('reconcile with the records', async () => {
    const [day] = await serviceDays({ database }, { from: monday, to: monday })
    const outcomes = Object.values(day?.outcomes ?? {}).reduce((sum, count) => sum + count, 0)
    expect(outcomes).toBe(day?.calls)
  })

  it('refuse a period that is upside down or too long', async () => {
    for (const to of [businessDate('2026-11-22'), businessDate('2027-11-22')]) {
      await expect(serviceDays({ database }, { from: monday, to })).rejects.toMatchObject({
        code: 'calls.periodTooLong',
      })
    }
  })
})
