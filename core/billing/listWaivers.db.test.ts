import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { staffActor, type StaffPrincipal } from '#core/staff/principal.ts'
import { type BillingHome, type BillingHouse, createBillingHouse } from '#test/billing/billingHouse.ts'
import { databases } from '#test/databases.ts'
import { createStaffHouse } from '#test/staffHouse.ts'
import type { Bill } from './bill.ts'
import { cancelBill } from './cancelBill.ts'
import { getDebt } from './getDebt.ts'
import type { Waiver } from './lateFee.ts'
import { listWaivers } from './listWaivers.ts'
import { decideWaiver, proposeWaiver } from './waiveLateFee.ts'

// 336 yuan, issued on 31 March, due on 15 April, ten days of grace: from 26 April on 1.68 yuan a day, cut to 0.1 yuan.

describe.each(databases)('waivers of late fees on $kind', ({ open }) => {
  let database: Database
  let staff: Awaited<ReturnType<typeof createStaffHouse>>
  let clerk: StaffPrincipal
  let house: BillingHouse
  let home: BillingHome
  let bill: Bill

  beforeEach(async () => {
    database = await open()
    house = createBillingHouse(database)
    staff = await createStaffHouse(database, house.deps.clock)
    clerk = await staff.hire('qian.jun', staff.root.id, ['cashier'])
    home = await house.newHome()
    await home.pay(1_200)
    await home.use('2024-03-31', 140)
    bill = await home.bill()
    house.goTo('2024-04-30')
  })
  afterEach(() => database.close())

  const propose = (waiver: Waiver) =>
    proposeWaiver(house.deps, staffActor(clerk), { billId: bill.id, waiver, reason: '住院，子女代缴' })
  const list = (state?: 'proposed' | 'approved' | 'refused', principal = staff.admin) =>
    listWaivers(house.deps, principal, state)

  it('that wait say whose they are, who asks, and what approval comes to', async () => {
    const half = await propose({ kind: 'byRatio', ppm: 500_000 })
    const later = await propose({ kind: 'toAmount', amount: fen(130) })
    const all = await list()
    expect(all).toMatchObject([
      {
        id: half.id,
        accountId: home.accountId,
        accountNumber: home.account.number,
        accountName: expect.stringMatching(/^.\*+$/u) as string,
        fromDate: '2023-12-31',
        toDate: '2024-03-31',
        waiver: { kind: 'byRatio', ppm: 500_000 },
        reason: '住院，子女代缴',
        proposedBy: clerk.staffId,
        proposedByName: 'qian.jun',
        decidedByName: null,
        lateFee: 840,
        lateFeeAfter: 420,
      },
      { id: later.id, lateFee: 840, lateFeeAfter: 130 },
    ])
    await decideWaiver(house.deps, staffActor(staff.admin), { waiverId: half.id, approve: true })
    expect((await getDebt(house.deps, home.accountId)).lateFee).toBe(all[0]?.lateFeeAfter)
  })

  it('that are decided say by whom, the latest first, and are not among those that wait', async () => {
    const [first, second, third] = [
      await propose({ kind: 'byRatio', ppm: 1_000_000 }),
      await propose({ kind: 'byRatio', ppm: 1 }),
      await propose({ kind: 'byRatio', ppm: 2 }),
    ]
    const decide = (waiverId: string, approve: boolean) =>
      decideWaiver(house.deps, staffActor(staff.admin), { waiverId, approve })
    await decide(second.id, false)
    await decide(first.id, false)
    await decide(third.id, true)
    expect(await list()).toEqual([])
    expect((await list('refused')).map(({ id }) => id)).toEqual([first.id, second.id])
    expect(await list('approved')).toMatchObject([
      { id: third.id, decidedBy: staff.admin.staffId, decidedByName: '管理员', lateFee: null, lateFeeAfter: null },
    ])
  })

  it('of a bill that is cancelled come to nothing', async () => {
    await propose({ kind: 'byRatio', ppm: 1_000_000 })
    await cancelBill(house.deps, staffActor(staff.admin), { billId: bill.id, reason: '错抄', readings: 'keep' })
    expect(await list()).toMatchObject([{ billState: 'cancelled', lateFee: null, lateFeeAfter: null }])
  })

  it('are shown to those who approve at the account’s unit', async () => {
    await propose({ kind: 'byRatio', ppm: 1_000_000 })
    const accountant = await staff.hire('zhao.min', staff.north.id, ['accountant'])
    expect(await list('proposed', accountant)).toEqual([])
    await database.transaction((tx) => tx.update(AccountTable, { id: home.accountId }, { unitId: staff.east.id }))
    expect(await list('proposed', accountant)).toHaveLength(1)
    expect(await list('proposed', clerk)).toEqual([])
  })
})
