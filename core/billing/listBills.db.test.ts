import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import { type BillingHouse, createBillingHouse, staff } from '#test/billing/billingHouse.ts'
import { databases } from '#test/databases.ts'
import { cancelBill } from './cancelBill.ts'
import { findBill, listBills } from './listBills.ts'

describe.each(databases)('the bills of an account on $kind', ({ open }) => {
  let database: Database
  let house: BillingHouse

  beforeEach(async () => {
    database = await open()
    house = createBillingHouse(database)
  })
  afterEach(() => database.close())

  it('are listed newest first, without those that were cancelled and those of others', async () => {
    const [home, other] = [await house.newHome(), await house.newHome()]
    const bills = []
    for (const day of ['2024-01-31', '2024-02-29', '2024-03-31']) {
      await home.use(day, 10)
      bills.push(await home.bill())
    }
    await other.use('2024-03-31', 10)
    await other.bill()
    const [january, february, march] = bills
    await cancelBill(house.deps, staff, { billId: march?.id ?? '', reason: '抄错', readings: 'keep' })
    const listed = await listBills(house.deps, home.accountId)
    expect(listed.map(({ id }) => id).slice(0, 2)).toEqual([february?.id, january?.id])
    expect(listed).toHaveLength(3)
    expect(listed[0]).toEqual({
      id: february?.id,
      accountId: home.accountId,
      kind: 'reading',
      state: 'open',
      fromDate: '2024-01-31',
      toDate: '2024-02-29',
      volume: 10_000,
      amount: 2_400,
      paid: 0,
      feePaid: 0,
      dueOn: '2024-03-15',
    })
    expect(await listBills(house.deps, home.accountId, 1)).toEqual(listed.slice(0, 1))
  })

  it('are found one by one, with what their price is made of, by whoever has the account', async () => {
    const [home, other] = [await house.newHome(), await house.newHome()]
    await home.use('2024-01-31', 10)
    const bill = await home.bill()
    const [listed] = await listBills(house.deps, home.accountId)
    expect(await findBill(house.deps, home.accountId, bill.id)).toEqual({ ...listed, priceLines: bill.priceLines })
    expect(await findBill(house.deps, other.accountId, bill.id)).toBeNull()
  })
})
