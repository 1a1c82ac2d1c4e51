import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { createWorkOrderHouse, type WorkOrderHouse } from '#test/workorders/workOrderHouse.ts'
import { viewContacts } from './viewContacts.ts'

describe.each(databases)('the contacts with an account on $kind', ({ open }) => {
  let database: Database
  let house: WorkOrderHouse

  beforeEach(async () => {
    database = await open()
    house = await createWorkOrderHouse(database)
  })
  afterEach(async () => {
    await house.remove()
    await database.close()
  })

  const accountId = () => house.household.account.id

  it('are the newest first, and the look is written down for the account’s unit', async () => {
    await house.report({ description: '楼道漏水' })
    house.time.now += 60_000
    await house.report({ description: '井盖松动' })
    const seen = await viewContacts(house.deps, house.dispatcher, accountId())
    expect(seen.filter(({ channel }) => channel === 'workOrder').map(({ text }) => text)).toEqual([
      '井盖松动',
      '楼道漏水',
    ])
    expect(await database.read.findBy(AuditTable, { action: 'account.contactsViewed' })).toMatchObject([
      { actorId: house.dispatcher.staffId, accountId: accountId(), unitId: house.north.id },
    ])
  })

  it('are only those of the channels that one may look into', async () => {
    await house.report()
    const reviewer = await house.hire('reviewer', house.north.id, ['meterReviewer'])
    const seen = await viewContacts(house.deps, reviewer, accountId())
    expect(seen.filter(({ channel }) => channel !== 'notice')).toEqual([])
  })

  it('are nobody’s from another unit', async () => {
    await house.report()
    await expect(viewContacts(house.deps, house.southern, accountId())).rejects.toMatchObject({
      code: 'account.unknown',
    })
    expect(await database.read.countBy(AuditTable, { action: 'account.contactsViewed' })).toBe(0)
  })
})
