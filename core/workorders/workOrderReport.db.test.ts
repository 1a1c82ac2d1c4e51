import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type WorkOrderReportBy, WorkOrderReportBy as By } from '#core/contract/workOrderReports.ts'
import type { WorkOrderKind } from '#core/contract/workorders.ts'
import { createRandom } from '#core/demo/random.ts'
import { businessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { insertRows } from '#core/kernel/rows.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { databases } from '#test/databases.ts'
import {
  createReportedCity,
  orderOf,
  type ReportedCity,
  reportedCityNow as now,
  shanghai,
} from '#test/workorders/reportedCity.ts'
import { workOrderReport } from './workOrderReport.ts'
import { WorkOrderTable } from './workOrder.table.ts'

const hour = 3_600_000
const autumn = { from: businessDate('2026-10-01'), to: businessDate('2026-11-24') }

type Counts = [reported: number, finished: number, inTime: number, late: number, cancelled: number]
type Ratings = [stars: [number, number, number, number, number], averageStarsE2: number]

/** What a line of the report is to be, written out. */
function line(
  [of, name]: [of: string, name: string],
  [reported, finished, inTime, late, cancelled]: Counts,
  inTimePpm: number | null,
  averageFinishMs: number | null,
  [stars, averageStarsE2]: Ratings | [Ratings[0], null] = [[0, 0, 0, 0, 0], null],
) {
  const rated = stars.reduce((total, count) => total + count, 0)
  const counts = { reported, finished, inTime, late, cancelled }
  return { of, name, ...counts, inTimePpm, rated, stars, averageStarsE2, averageFinishMs }
}

describe.each(databases)('the report on work orders on $kind', ({ open }) => {
  let database: Database
  let ids: ReportedCity['ids']
  let people: Omit<ReportedCity, 'ids'>
  let northern: StaffPrincipal
  beforeAll(async () => {
    database = await open()
    ;({ ids, ...people } = await createReportedCity(database))
    northern = people.northern
  })
  afterAll(() => database.close())

  const report = (by: WorkOrderReportBy, who = northern, wishes: Record<string, unknown> = {}) =>
    workOrderReport({ database, clock: () => now }, who, { ...autumn, by, ...wishes })

  it('by crew has what stands above the crews on lines of its own', async () => {
    expect(await report('crew')).toEqual([
      line([ids.north, '/root/north/'], [2, 0, 0, 1, 0], 0, null),
      line([ids.east, '/root/north/east/'], [1, 0, 0, 0, 0], null, null),
      line([ids.one, '/root/north/east/one/'], [3, 3, 2, 1, 0], 666_667, 5 * hour, [[0, 1, 0, 1, 1], 367]),
      line([ids.two, '/root/north/east/two/'], [3, 1, 0, 2, 1], 0, 4 * hour + 1),
      line([ids.three, '/root/north/west/three/'], [4, 2, 2, 0, 0], 1_000_000, 348 * hour, [[1, 0, 0, 0, 1], 300]),
    ])
  })

  it('by department has its crews in it', async () => {
    expect(await report('department')).toEqual([
      line([ids.north, '/root/north/'], [2, 0, 0, 1, 0], 0, null),
      // 2 h, 4 h, 9 h and 4 h with a millisecond.
      line([ids.east, '/root/north/east/'], [7, 4, 2, 3, 1], 400_000, 17_100_000, [[0, 1, 0, 1, 1], 367]),
      line([ids.west, '/root/north/west/'], [4, 2, 2, 0, 0], 1_000_000, 348 * hour, [[1, 0, 0, 0, 1], 300]),
    ])
  })

  it('by month, where a month begins at midnight in Shanghai', async () => {
    expect(await report('month')).toEqual([
      line(['2026-10', '2026-10'], [4, 3, 3, 0, 0], 1_000_000, 218 * hour, [[1, 0, 0, 1, 1], 333]),
      line(['2026-11', '2026-11'], [9, 3, 1, 4, 1], 200_000, 73_200_000, [[0, 1, 0, 0, 1], 350]),
    ])
  })

  it('by kind has all kinds, also those that nobody reported', async () => {
    expect(await report('kind')).toEqual([
      line(['leak', '漏水爆管'], [6, 3, 2, 3, 0], 400_000, 12_000_000, [[0, 0, 0, 1, 1], 450]),
      line(['noWater', '家里没水'], [1, 1, 0, 1, 0], 0, 9 * hour, [[0, 1, 0, 0, 0], 200]),
      line(['lowPressure', '水压低'], [0, 0, 0, 0, 0], null, null),
      line(['quality', '水质问题'], [0, 0, 0, 0, 0], null, null),
      line(['meter', '水表故障'], [3, 1, 1, 0, 0], 1_000_000, 648 * hour, [[1, 0, 0, 0, 0], 100]),
      line(['cover', '井盖缺损'], [1, 0, 0, 0, 1], null, null),
      line(['billing', '水费疑问'], [1, 1, 1, 0, 0], 1_000_000, 48 * hour, [[0, 0, 0, 0, 1], 500]),
      line(['other', '其他问题'], [1, 0, 0, 0, 0], null, null),
    ])
  })

  it('by day has every day, and ends with its last one', async () => {
    const days = await report('day')
    expect(days).toHaveLength(31 + 24)
    const reported = days.filter((day) => day.reported > 0).map(({ of, reported: orders, late }) => [of, orders, late])
    expect(reported).toEqual([
      ['2026-10-05', 1, 0],
      ['2026-10-06', 1, 0],
      ['2026-10-30', 1, 0],
      ['2026-10-31', 1, 0],
      ['2026-11-01', 1, 1],
      ['2026-11-02', 2, 1],
      ['2026-11-10', 1, 0],
      ['2026-11-23', 2, 1],
      ['2026-11-24', 3, 1],
    ])
    const oneDay = { from: businessDate('2026-10-31'), to: businessDate('2026-10-31') }
    expect(await report('day', northern, oneDay)).toEqual([days.find(({ of }) => of === '2026-10-31')])
  })

  it('is narrowed down to a unit with those below it, and to kinds', async () => {
    const numbers = async (wishes: Record<string, unknown>, who = northern) =>
      (await report('crew', who, wishes)).map(({ of, reported }) => [of, reported])
    const east = [
      [ids.east, 1],
      [ids.one, 3],
      [ids.two, 3],
    ]
    expect(await numbers({ unitId: ids.east })).toEqual(east)
    expect(await numbers({ unitId: ids.two, kind: ['leak', 'other'] })).toEqual([[ids.two, 2]])
    const kinds = await report('kind', northern, { kind: ['other', 'leak'] })
    expect(kinds.map(({ of, reported }) => [of, reported])).toEqual([
      ['leak', 6],
      ['other', 1],
    ])
    // Only what one may dispatch, whatever one asks for.
    expect(await numbers({}, people.eastern)).toEqual(east)
    expect(await numbers({ unitId: ids.south })).toEqual([])
    expect(await numbers({ unitId: ids.north }, people.eastern)).toEqual(east)
    expect((await report('department', people.boss)).map(({ of, reported }) => [of, reported])).toEqual([
      [ids.root, 1],
      [ids.north, 2],
      [ids.east, 7],
      [ids.west, 4],
      [ids.repair, 1],
    ])
    await expect(report('kind', people.crew)).rejects.toMatchObject({ code: 'staff.forbidden' })
  })

  it('is of a year and a day at most, from early to late', async () => {
    const year = { from: businessDate('2025-11-24'), to: businessDate('2026-11-24') }
    expect(await report('month', northern, year)).toHaveLength(13)
    for (const wrong of [{ from: businessDate('2025-11-23') }, { from: businessDate('2026-11-25') }])
      await expect(report('month', northern, wrong)).rejects.toMatchObject({ code: 'workOrder.periodTooLong' })
  })

  it('says what whoever goes through the work orders one by one counts, in whatever way it is asked', async () => {
    const random = createRandom(7)
    const places = Object.values(ids)
    const kinds: WorkOrderKind[] = ['leak', 'meter', 'cover']
    const orders = Array.from({ length: 400 }, () => {
      const createdAt = shanghai('01-01 00:00') + random.between(0, 200 * 24 * 60) * 60_000
      const kind = random.pick(kinds)
      const state = random.pick(['reported', 'accepted', 'reopened', 'finished', 'closed', 'cancelled'] as const)
      const ended =
        state === 'reported' || state === 'accepted' ? null : createdAt + random.between(1, 90 * 60) * 60_000
      const stars = random.chance(0.4) ? random.between(1, 5) : null
      return orderOf({ kind, state, createdAt, unitId: random.pick(places), finishedAt: ended, stars })
    })
    await database.transaction((tx) => insertRows(tx, WorkOrderTable, orders))
    const spring = { from: businessDate('2026-02-10'), to: businessDate('2026-06-20') }
    const inNorth = new Set([ids.north, ids.east, ids.one, ids.two, ids.west, ids.three])
    const counted = orders.filter(({ unitId, createdAt }) => {
      const date = dateOf(createdAt)
      return inNorth.has(unitId) && date >= spring.from && date <= spring.to
    })
    const done = counted.filter(({ state }) => state === 'finished' || state === 'closed')
    const lateDone = done.filter(({ finishedAt, dueAt }) => (finishedAt ?? 0) > dueAt).length
    const lateOpen = counted.filter(
      ({ state, dueAt }) => /reported|accepted|reopened/.test(state) && dueAt < now,
    ).length
    const totals = {
      reported: counted.length,
      finished: done.length,
      inTime: done.length - lateDone,
      late: lateDone + lateOpen,
      cancelled: counted.filter(({ state }) => state === 'cancelled').length,
      rated: counted.filter(({ stars }) => stars !== null).length,
    }
    expect(Math.min(...Object.values(totals))).toBeGreaterThan(10)
    for (const by of By.options) {
      const lines = await report(by, northern, spring)
      const sum = (field: keyof typeof totals) => lines.reduce((total, one) => total + one[field], 0)
      const sums = Object.fromEntries(Object.keys(totals).map((field) => [field, sum(field as keyof typeof totals)]))
      expect(sums, by).toEqual(totals)
      for (const { stars, rated } of lines) expect(stars.reduce((total, count) => total + count, 0)).toBe(rated)
    }
  })
})
