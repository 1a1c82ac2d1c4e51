import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
import { AuditTable } from '#core/audit/audit.table.ts'
import { addDays, type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { litres } from '#core/kernel/litres.ts'
import { databases } from '#test/databases.ts'
import { clerk, createMoneyHouse, type Home, type MoneyHouse } from '#test/money/moneyHouse.ts'
import { createStaffHouse } from '#test/staffHouse.ts'
import { listReviews } from './listReviews.ts'
import { recordReading } from './recordReading.ts'

describe.each(databases)('readings that wait for a person on $kind', ({ open }) => {
  let database: Database
  let house: MoneyHouse
  let staff: Awaited<ReturnType<typeof createStaffHouse>>
  let home: Home
  let today: BusinessDate

  beforeEach(async () => {
    database = await open()
    staff = await createStaffHouse(database, () => 1_767_571_200_000)
    house = await createMoneyHouse(database)
    home = await house.newHome()
    await home.read(20)
    house.time.passDays(30)
    today = dateOf(house.clock())
    const reading = { readOn: today, register: litres(5_000), kind: 'actual' as const }
    await recordReading(house, clerk, { meterId: home.meter.id, ...reading })
  })
  afterEach(() => database.close())

  it('say whose they are and what the meter showed before, and the look is written down', async () => {
    expect(await listReviews(house, staff.admin)).toMatchObject([
      {
        accountNumber: home.account.number,
        meterSerial: home.meter.serialNumber,
        register: 5_000,
        volume: -15_000,
        reasons: ['belowLast'],
        lastRegister: 20_000,
        lastReadOn: addDays(today, -30),
      },
    ])
    expect(await database.read.countBy(AuditTable, { action: 'reading.reviewsViewed' })).toBe(1)
  })

  it('are shown to those who review at the account’s unit', async () => {
    const reviewer = await staff.hire('reviewer', staff.north.id, ['meterReviewer'])
    expect(await listReviews(house, reviewer)).toEqual([])
    expect(await database.read.countBy(AuditTable, { action: 'reading.reviewsViewed' })).toBe(0)
    await database.transaction((tx) => tx.update(AccountTable, { id: home.accountId }, { unitId: staff.east.id }))
    expect(await listReviews(house, reviewer)).toHaveLength(1)
  })
})
