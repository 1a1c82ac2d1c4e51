import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { ReadingRouteTable } from '#core/metering/metering.table.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { databases } from '#test/databases.ts'
import { createStaffHouse } from '#test/staffHouse.ts'
import { findBillingRun, listBillingRuns } from './listBillingRuns.ts'
import { startBillingRun } from './startBillingRun.ts'

describe.each(databases)('billing runs to look at on $kind', ({ open }) => {
  let database: Database
  let house: Awaited<ReturnType<typeof createStaffHouse>>
  const clock = () => 1_790_000_000_000
  const runs = { city: newId(1), north: newId(2), south: newId(3) }

  beforeEach(async () => {
    database = await open()
    house = await createStaffHouse(database, clock)
    const { north, south } = house
    const routes = { north: newId(1), south: newId(2) }
    await database.transaction(async (tx) => {
      const route = { routeCode: 'N1', name: '城北一册' }
      await tx.insert(ReadingRouteTable, { ...route, id: routes.north, unitId: north.id })
      await tx.insert(ReadingRouteTable, { routeCode: 'S1', name: '城南一册', id: routes.south, unitId: south.id })
    })
    const through = businessDate('2026-09-30')
    const staff = { kind: 'staff', id: house.admin.staffId } as const
    const start = (id: string, routeId: string | null) =>
      startBillingRun({ database, clock }, staff, { id, routeId, through })
    await start(runs.city, null)
    await start(runs.north, routes.north)
    await start(runs.south, routes.south)
  })
  afterEach(() => database.close())

  const seenBy = async (principal: StaffPrincipal) =>
    (await listBillingRuns({ database }, principal)).map(({ id }) => id).toSorted()
  const find = (principal: StaffPrincipal, runId: string) => findBillingRun({ database }, principal, runId)

  it('are all there for who may see them everywhere', async () => {
    const auditor = await house.hire('auditor', house.root.id, ['auditor'])
    expect(await seenBy(auditor)).toEqual(Object.values(runs).toSorted())
    expect(await find(auditor, runs.city)).toMatchObject({ routeId: null, routeName: null, startedByName: '管理员' })
  })

  it('are those of the routes of one’s unit for others, and the city’s is not', async () => {
    const auditor = await house.hire('north.auditor', house.north.id, ['auditor'])
    expect(await seenBy(auditor)).toEqual([runs.north])
    expect(await find(auditor, runs.north)).toMatchObject({ routeName: '城北一册' })
    for (const hidden of [runs.city, runs.south])
      await expect(find(auditor, hidden)).rejects.toMatchObject({ code: 'billingRun.unknown' })
  })

  it('are none where the permission is held nowhere', async () => {
    expect(await seenBy(await house.hire('agent', house.root.id, ['agent']))).toEqual([])
  })
})
