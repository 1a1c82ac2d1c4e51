import { describe, expect, it } from 'vitest'
import { businessDate } from '#core/kernel/businessDate.ts'
import { newId } from '#core/kernel/id.ts'
import { agentTotals, hoursOfDay, totalOf } from './totals.ts'

const day = (queued: number, answeredIn15s: number, abandoned: number, averageWaitMs: number | null = null) => ({
  date: businessDate('2026-11-11'),
  calls: queued,
  queued,
  answered: queued - abandoned,
  answeredIn15s,
  answeredIn15sPpm: null,
  abandoned,
  abandonedPpm: null,
  averageWaitMs,
  outcomes: {},
})

const [li, wang] = [newId(1), newId(2)]
const hour = (staffId: string, at: number, answered: number, handlingMs: number) => ({
  staffId,
  staffName: staffId === li ? '李娜' : '王强',
  date: businessDate('2026-11-11'),
  hour: at,
  answered,
  missed: 1,
  talkMs: handlingMs,
  wrapUpMs: 0,
  handlingMs,
  averageHandlingMs: null,
})

describe('What several days come to', () => {
  it('is rates of the sums, so that a day with few calls does not weigh as much as another', () => {
    expect(totalOf([day(100, 90, 5, 8_000), day(1, 0, 1)])).toEqual({
      calls: 101,
      queued: 101,
      answered: 95,
      answeredIn15s: 90,
      answeredIn15sPpm: Math.round((90 / 101) * 1_000_000),
      abandoned: 6,
      abandonedPpm: Math.round((6 / 101) * 1_000_000),
      averageWaitMs: 8_000,
    })
    expect(totalOf([day(30, 0, 0, 4_000), day(10, 0, 0, 8_000)])).toMatchObject({ averageWaitMs: 5_000 })
    expect(totalOf([day(0, 0, 0)])).toMatchObject({
      answeredIn15sPpm: null,
      abandonedPpm: null,
      averageWaitMs: null,
    })
  })

  it('is per agent, whoever answered most first, with the mean of all their calls', () => {
    const totals = agentTotals([hour(li, 9, 1, 60_000), hour(wang, 9, 5, 50_000), hour(li, 10, 3, 20_000)])
    expect(
      totals.map(({ staffName, answered, missed, averageHandlingMs }) => [
        staffName,
        answered,
        missed,
        averageHandlingMs,
      ]),
    ).toEqual([
      ['王强', 5, 1, 10_000],
      ['李娜', 4, 2, 20_000],
    ])
    expect(agentTotals([hour(li, 9, 0, 0)])[0]?.averageHandlingMs).toBeNull()
  })

  it('is per hour of the day, also those between in which nobody answered', () => {
    expect(hoursOfDay([hour(li, 9, 1, 0), hour(wang, 9, 5, 0), hour(li, 11, 3, 0)])).toEqual([
      { hour: 9, answered: 6, missed: 2 },
      { hour: 10, answered: 0, missed: 0 },
      { hour: 11, answered: 3, missed: 1 },
    ])
    expect(hoursOfDay([])).toEqual([])
  })
})
