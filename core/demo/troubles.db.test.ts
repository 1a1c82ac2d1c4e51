import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkOrderReportBy } from '#core/contract/workOrderReports.ts'
import { WorkOrderState } from '#core/contract/workorders.ts'
import { addDays, businessDate, dateOf, startOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { listCityOutages } from '#core/outages/listPublicOutages.ts'
import { findOrCreateResident } from '#core/residents/findOrCreateResident.ts'
import { createFirstAdmin } from '#core/staff/createFirstAdmin.ts'
import { listOwnWorkOrders, listWorkOrders } from '#core/workorders/listWorkOrders.ts'
import { workOrderReport } from '#core/workorders/workOrderReport.ts'
import { databases } from '#test/databases.ts'
import { housePassword } from '#test/staffHouse.ts'
import { demoReporter } from './addWorkOrders.ts'
import { buildDemoCity } from './buildDemoCity.ts'
import { demoStaff } from './demoStaff.ts'

const today = businessDate('2026-10-20')
const now = startOf(today) + 10 * 3_600_000
const clock = () => now

describe.each(databases)('the troubles of a demo city on $kind', ({ open }) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    const admin = { unitName: '供水公司', login: 'admin', name: '管理员', password: housePassword }
    await createFirstAdmin({ database, clock }, admin)
    await buildDemoCity({ database, clock }, { accounts: 30 })
  }, 120_000)
  afterAll(() => database.close())

  it('are a burst that goes on, and work planned for tomorrow that was announced a day before', async () => {
    const outages = await listCityOutages({ database, clock })
    expect(outages.map(({ kind, phase }) => [kind, phase])).toEqual([
      ['emergency', 'now'],
      ['planned', 'coming'],
    ])
    const [, planned] = outages
    expect(dateOf(planned?.plannedFrom ?? 0)).toBe(addDays(today, 1))
    const rows: { announcedAt: number; affected: number }[] = await database.read.query(
      'select announcedAt, affected from outage order by plannedFrom',
    )
    expect(rows.every(({ affected }) => affected > 0)).toBe(true)
    expect((planned?.plannedFrom ?? 0) - Number(rows[1]?.announcedAt)).toBeGreaterThanOrEqual(24 * 3_600_000)
  })

  it('are forty work orders in every state, and those of half a year, none of them from tomorrow', async () => {
    const dispatcher = await demoStaff(database, 'dispatcher')
    const orders = await listWorkOrders({ database, clock }, dispatcher, { limit: 2_000 })
    expect(new Set(orders.map(({ state }) => state))).toEqual(new Set(WorkOrderState.options))
    expect(new Set(orders.map(({ number }) => number)).size).toBe(orders.length)
    // Those that somebody was told of, and that are audited.
    const [told]: { orders: number }[] = await database.read.query(
      `select count(distinct subjectId) as orders from audit where action = 'workOrder.reported'`,
    )
    expect(Number(told?.orders)).toBe(40)
    const [row]: { latest: number }[] = await database.read.query('select max(at) as latest from work_order_step')
    expect(Number(row?.latest)).toBeLessThanOrEqual(now)
    const { id } = await findOrCreateResident(
      { database, clock },
      { platform: 'development', platformId: demoReporter },
    )
    const own = await listOwnWorkOrders({ database }, id, { limit: 100 })
    expect(own.length).toBeGreaterThan(10)
    expect(own.some(({ stars }) => stars !== null)).toBe(true)
  })

  it('have given every crew of three service centres something to do, most of it done in time', async () => {
    const dispatcher = await demoStaff(database, 'dispatcher')
    const period = { from: addDays(today, -200), to: today }
    const report = (by: WorkOrderReportBy) => workOrderReport({ database, clock }, dispatcher, { ...period, by })
    const crews = (await report('crew')).filter(({ name }) => name.endsWith('班'))
    expect(crews).toHaveLength(12)
    for (const { name, finished, late, rated } of crews) {
      expect(finished, name).toBeGreaterThan(20)
      expect(late / finished, name).toBeLessThan(0.5)
      expect(rated, name).toBeGreaterThan(3)
    }
    expect((await report('department')).filter(({ name }) => name.endsWith('部'))).toHaveLength(6)
    const months = await report('month')
    expect(months.filter(({ reported }) => reported > 60).length).toBeGreaterThanOrEqual(5)
    const late = await listWorkOrders({ database, clock }, dispatcher, { late: true, limit: 100 })
    expect(late.length).toBeGreaterThan(3)
    const empty: unknown[] = await database.read.query(
      'select u.name from org_unit u where not exists (select 1 from staff s where s.unitId = u.id)',
    )
    expect(empty).toEqual([])
    const [latest]: { number: string }[] = await database.read.query('select max(number) as number from work_order')
    expect(latest?.number).toMatch(/^GD20261020-\d{4}$/)
  })
})
