import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { ReadingRouteTable } from '#core/metering/metering.table.ts'
import { databases } from '#test/databases.ts'
import { staffCaller, staffCookieFor } from '#test/hub/callers.ts'
import { startTestHub, type TestHub } from '#test/hub/testHub.ts'
import { housePassword } from '#test/staffHouse.ts'

describe.each(databases)('An account opened at a service centre, on $kind', ({ open }) => {
  let database: Database
  let hub: TestHub
  let clerk: ReturnType<typeof staffCaller>
  const routes = { north: newId(systemClock()), south: newId(systemClock()) }

  beforeAll(async () => {
    database = await open()
    hub = await startTestHub(database)
    const { north, south, hire } = hub.house
    await hire('qian.jun', north.id, ['cashier'])
    clerk = staffCaller(hub.url, await staffCookieFor(hub.url, 'qian.jun', housePassword))
    await database.transaction(async (tx) => {
      for (const [name, unit] of [
        ['north', north],
        ['south', south],
      ] as const)
        await tx.insert(ReadingRouteTable, { id: routes[name], routeCode: name, name, unitId: unit.id })
    })
  })
  afterAll(async () => {
    await hub.close()
    await database.close()
  })

  const openAt = (unitId: string, routeId: string | null, number: string) =>
    clerk('POST /api/staff/accounts', {
      body: {
        number,
        name: '赵敏',
        phone: null,
        unitId,
        routeId,
        premises: '兴华路1号',
        usageClass: 'residential',
        population: 3,
      },
    })

  it('is read on a route of the centre, which its staff can choose', async () => {
    const chosen = await clerk('GET /api/staff/reading-routes', {})
    expect(chosen.map(({ id }) => id)).toEqual([routes.north])
    await expect(openAt(hub.house.north.id, routes.north, '20000001')).resolves.toMatchObject({ number: '20000001' })
  })

  it('is not read on a route of another centre, nor looked after there', async () => {
    await expect(openAt(hub.house.north.id, routes.south, '20000002')).rejects.toThrow('404 route.unknown')
    await expect(openAt(hub.house.south.id, null, '20000003')).rejects.toThrow('403 staff.forbidden')
  })
})
