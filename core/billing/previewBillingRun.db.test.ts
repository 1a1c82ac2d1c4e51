import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { ReadingRouteTable, ReadingTable } from '#core/metering/metering.table.ts'
import { databases } from '#test/databases.ts'
import { createMoneyHouse, type MoneyHouse } from '#test/money/moneyHouse.ts'
import { previewBillingRun } from './previewBillingRun.ts'

describe.each(databases)('what a billing run would find on $kind', ({ open }) => {
  let database: Database
  let house: MoneyHouse

  beforeEach(async () => {
    database = await open()
    house = await createMoneyHouse(database)
  })
  afterEach(() => database.close())

  const through = businessDate('2026-01-31')
  const preview = (routeId: string | null, day = through) => previewBillingRun({ database }, { routeId, through: day })

  it('is nothing where nothing was read, or all of it is billed', async () => {
    const home = await house.newHome()
    await home.bill(10)
    expect(await preview(null)).toEqual({ accounts: 1, toBill: 0, volume: 0, inReview: 0 })
  })

  it('counts accounts, their water and what waits for a person, of a route and up to a day', async () => {
    const [read, waits, elsewhere] = [await house.newHome(), await house.newHome(), await house.newHome()]
    const routeId = newId(house.clock())
    await database.transaction(async (tx) => {
      await tx.insert(ReadingRouteTable, { id: routeId, routeCode: 'R-1', name: '一册', unitId: read.unitId })
      for (const { accountId } of [read, waits]) await tx.update(AccountTable, { id: accountId }, { routeId })
    })
    await read.read(4)
    await read.read(3)
    await waits.read(90)
    await database.transaction((tx) => tx.update(ReadingTable, { accountId: waits.accountId }, { state: 'review' }))
    await elsewhere.read(5)
    expect(await preview(routeId)).toEqual({ accounts: 2, toBill: 1, volume: 7_000, inReview: 1 })
    expect(await preview(null)).toEqual({ accounts: 3, toBill: 2, volume: 12_000, inReview: 1 })
    expect(await preview(null, businessDate('2026-01-01'))).toEqual({ accounts: 3, toBill: 0, volume: 0, inReview: 0 })
  })

  it('leaves out who has closed the account', async () => {
    const home = await house.newHome()
    await home.read(4)
    const closedOn = businessDate('2026-01-10')
    await database.transaction((tx) => tx.update(AccountTable, { id: home.accountId }, { closedOn }))
    expect(await preview(null)).toEqual({ accounts: 0, toBill: 0, volume: 0, inReview: 0 })
  })
})
