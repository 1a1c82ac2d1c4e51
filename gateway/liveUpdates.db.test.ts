import { setImmediate } from 'node:timers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BindingTable } from '#core/accounts/account.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { outageChanged } from '#core/outages/outages.events.ts'
import { ResidentTable } from '#core/residents/resident.table.ts'
import { databases } from '#test/databases.ts'
import { createDistrict } from '#test/outages/district.ts'
import { createOutageHouse, type OutageHouse } from '#test/outages/outageHouse.ts'
import { createLiveUpdates } from './liveUpdates.ts'

const people = 1_200

describe.each(databases)('What open pages hear of an outage on $kind', ({ open }) => {
  let database: Database
  let house: OutageHouse
  beforeAll(async () => {
    database = await open()
    house = await createOutageHouse(database)
  })
  afterAll(() => database.close())

  /** An outage of two homes, to both of which all of these are bound. */
  async function crowdedOutage() {
    const { routeId, homes } = await createDistrict(database, house.north.id, 2)
    const { now } = house.time
    const residents = Array.from({ length: people }, (_, index) => {
      const id = newId(now + index)
      const who = { platform: 'development' as const, platformId: id, phone: null }
      return { id, ...who, createdAt: now, deletedAt: null }
    })
    const bindings = homes.flatMap(({ accountId }) =>
      residents.map(({ id }) => ({
        id: newId(now),
        residentId: id,
        accountId,
        proof: 'meterNumber' as const,
        boundAt: now,
      })),
    )
    await database.transaction(async (tx) => {
      await tx.query('delete from binding')
      await insertRows(tx, ResidentTable, residents)
      await insertRows(tx, BindingTable, bindings)
    })
    const { id } = await house.draft([{ kind: 'routes', routeIds: [routeId] }])
    await house.announce(id)
    return { outageId: id, residentIds: residents.map((resident) => resident.id).toSorted() }
  }

  it('reaches everybody once, and lets others in between', async () => {
    const { outageId, residentIds } = await crowdedOutage()
    const told: string[] = []
    const inTurn = new Map<number, number>()
    let turn = 0
    let isOver = false
    const tick = () => {
      turn++
      if (!isOver) setImmediate(tick)
    }
    tick()
    const nothing = () => undefined
    const handlers = createLiveUpdates({
      database,
      sockets: {
        toResident(residentId) {
          told.push(residentId)
          inTurn.set(turn, (inTurn.get(turn) ?? 0) + 1)
        },
        toStaff: nothing,
        toMembers: nothing,
        endSession: nothing,
        dropMember: nothing,
        close: async () => undefined,
      },
    })
    const handler = handlers.find(({ topic }) => topic === outageChanged.topic)
    await handler?.send?.({ outageId, state: 'announced' }, newId(1))
    isOver = true
    expect(told.toSorted()).toEqual(residentIds)
    expect(Math.max(...inTurn.values())).toBeLessThanOrEqual(500)
  })
})
