import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import { type BillingHouse, createBillingHouse, staff } from '#test/billing/billingHouse.ts'
import { databases } from '#test/databases.ts'
import { expectSound } from '#test/money/expectSound.ts'
import { BillTable } from './billing.table.ts'
import { type ExtraBill, issueExtraBill } from './issueExtraBill.ts'

describe.each(databases)('an extra bill on $kind', ({ open }) => {
  let database: Database
  let house: BillingHouse
  let extra: ExtraBill

  beforeEach(async () => {
    database = await open()
    house = createBillingHouse(database)
    const { accountId } = await house.newHome()
    extra = {
      id: newId(1_700_000_000_000),
      accountId,
      kind: 'catchUp',
      accumulates: true,
      period: { from: businessDate('2024-03-31'), to: businessDate('2024-04-30') },
      volume: cubicMetres(10),
      reason: '水表停走',
    }
  })
  afterEach(async () => {
    await expectSound(database)
    await database.close()
  })

  it('asked for five times at once under one id is one bill', async () => {
    const bills = await Promise.all(Array.from({ length: 5 }, () => issueExtraBill(house.deps, staff, extra)))
    expect(new Set(bills.map((bill) => bill.id))).toEqual(new Set([extra.id]))
    expect(await database.read.countBy(BillTable, { accountId: extra.accountId, kind: 'catchUp' })).toBe(1)
  })

  it('refuses an id that is another bill’s', async () => {
    await issueExtraBill(house.deps, staff, extra)
    const other = { ...extra, volume: cubicMetres(11) }
    await expect(issueExtraBill(house.deps, staff, other)).rejects.toMatchObject({ code: 'bill.differs' })
  })
})
