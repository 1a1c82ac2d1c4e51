import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import { listPeopleToSend } from '#core/workorders/listPeopleToSend.ts'
import { databases } from '#test/databases.ts'
import { createStaffHouse } from '#test/staffHouse.ts'
import { disableStaff } from './disableStaff.ts'
import { listOwnUnits } from './listOwnUnits.ts'

describe.each(databases)('whoever works in a branch, on $kind,', ({ open }) => {
  let database: Database
  let house: Awaited<ReturnType<typeof createStaffHouse>>
  const clock = () => 1_790_000_000_000

  beforeEach(async () => {
    database = await open()
    house = await createStaffHouse(database, clock)
  })
  afterEach(() => database.close())

  it('sees the units at which they hold anything, and those below', async () => {
    const paths = async (principal: Parameters<typeof listOwnUnits>[1]) =>
      (await listOwnUnits({ database }, principal)).map(({ path }) => path)
    expect(await paths(house.admin)).toEqual(['/root/', '/root/north/', '/root/north/east/', '/root/south/'])
    expect(await paths(await house.hire('crew.north', house.north.id, ['crew']))).toEqual([
      '/root/north/',
      '/root/north/east/',
    ])
    expect(await paths(await house.hire('nobody', house.south.id))).toEqual([])
  })

  it('can send the people of the units at which they dispatch, and nobody who has left', async () => {
    const dispatcher = await house.hire('north.1', house.north.id, ['dispatcher'])
    await house.hire('east.1', house.east.id, ['crew'])
    await house.hire('south.1', house.south.id, ['crew'])
    const gone = await house.hire('east.2', house.east.id, ['crew'])
    await disableStaff({ database, clock }, house.admin, gone.staffId)
    expect(await listPeopleToSend({ database }, dispatcher)).toMatchObject([
      { name: 'east.1', unitPath: '/root/north/east/' },
      { name: 'north.1', unitPath: '/root/north/' },
    ])
    const crew = await house.hire('east.3', house.east.id, ['crew'])
    await expect(listPeopleToSend({ database }, crew)).rejects.toMatchObject({ code: 'staff.forbidden' })
  })
})
