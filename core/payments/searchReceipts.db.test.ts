import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Database } from '#core/kernel/database.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { databases } from '#test/databases.ts'
import { bank, createMoneyHouse, type Home, type MoneyHouse, otherBank, reverseAtBank } from '#test/money/moneyHouse.ts'
import { createStaffHouse } from '#test/staffHouse.ts'
import { searchReceipts, totalReceipts } from './searchReceipts.ts'
import { viewReceipt } from './viewReceipt.ts'

describe.each(databases)('receipts as staff find them on $kind', ({ open }) => {
  let database: Database
  let house: MoneyHouse
  let home: Home
  let north: StaffPrincipal
  let admin: StaffPrincipal

  beforeEach(async () => {
    database = await open()
    const staff = await createStaffHouse(database, () => 1_767_571_200_000)
    admin = staff.admin
    north = await staff.hire('cashier', staff.north.id, ['cashier'])
    house = await createMoneyHouse(database)
    home = await house.newHome()
    await database.transaction((tx) => tx.update(AccountTable, { id: home.account.id }, { unitId: staff.north.id }))
  })
  afterEach(() => database.close())

  const deps = () => ({ database, clock: house.clock })
  const numbers = async (filter: Parameters<typeof searchReceipts>[2], principal = north) =>
    (await searchReceipts(deps(), principal, filter)).map(({ amount }) => Number(amount))

  it('are the newest first, narrowed down by channel, account, amount and state', async () => {
    await home.payAtBank(1_000, 'S1')
    await home.payAtBank(2_000, 'S2', otherBank)
    const last = await home.payAtBank(3_000, 'S3')
    await reverseAtBank(house, last)
    expect(await numbers({})).toEqual([3_000, 2_000, 1_000])
    expect(await numbers({ channel: bank })).toEqual([3_000, 1_000])
    expect(await numbers({ least: 2_000, most: 2_500 })).toEqual([2_000])
    expect(await numbers({ reversed: true })).toEqual([3_000])
    expect(await numbers({ accountNumber: home.account.number, reversed: false })).toEqual([2_000, 1_000])
    expect(await numbers({ accountNumber: '99999999' })).toEqual([])
    expect(await numbers({ before: last.id, limit: 1 })).toEqual([2_000])
    expect(await totalReceipts(deps(), north, {})).toEqual({
      receipts: 3,
      amount: 6_000,
      reversed: 1,
      reversedAmount: 3_000,
    })
  })

  it('are of the units that one looks after, and of no other', async () => {
    await home.payAtBank(1_000, 'S1')
    const elsewhere = await house.newHome()
    await elsewhere.payAtBank(7_000, 'S2')
    expect(await numbers({})).toEqual([1_000])
    expect(await totalReceipts(deps(), north, {})).toMatchObject({ receipts: 1, amount: 1_000 })
  })

  it('say whose one is and what it paid, and the look is written down', async () => {
    await home.bill(10)
    const receipt = await home.payAtBank(2_500, 'S1')
    const seen = await viewReceipt(deps(), north, receipt.id)
    expect(seen).toMatchObject({ accountNumber: home.account.number, reversal: null })
    expect(seen.bills.map(({ principal, fee }) => [principal, fee])).toEqual([[2_400, 0]])
    expect(await database.read.findBy(AuditTable, { action: 'receipt.viewed' })).toMatchObject([
      { actorId: north.staffId, accountId: home.account.id, subjectId: receipt.id },
    ])
    const elsewhere = await house.newHome()
    const theirs = await elsewhere.payAtBank(100, 'S2')
    await expect(viewReceipt(deps(), north, theirs.id)).rejects.toMatchObject({ code: 'account.unknown' })
    expect(await viewReceipt(deps(), admin, theirs.id)).toMatchObject({ accountNumber: elsewhere.account.number })
  })
})
