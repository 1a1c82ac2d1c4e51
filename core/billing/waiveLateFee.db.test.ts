import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import {
  type BillingHome,
  type BillingHouse,
  createBillingHouse,
  secondStaff,
  staff,
} from '#test/billing/billingHouse.ts'
import { databases } from '#test/databases.ts'
import { expectSound } from '#test/money/expectSound.ts'
import type { Bill } from './bill.ts'
import { BillTable, LateFeeWaiverTable } from './billing.table.ts'
import { cancelBill } from './cancelBill.ts'
import { getDebt } from './getDebt.ts'
import type { Waiver } from './lateFee.ts'
import { decideWaiver, proposeWaiver } from './waiveLateFee.ts'

// 336 yuan, issued on 31 March, due on 15 April, ten days of grace: from 26 April on 1.68 yuan a day, cut to 0.1 yuan.

describe.each(databases)('the late fee of a bill on $kind', ({ open }) => {
  let database: Database
  let house: BillingHouse
  let home: BillingHome
  let bill: Bill

  beforeEach(async () => {
    database = await open()
    house = createBillingHouse(database)
    home = await house.newHome()
    await home.pay(1_200)
    await home.use('2024-03-31', 140)
    bill = await home.bill()
  })
  afterEach(async () => {
    await expectSound(database)
    await database.close()
  })

  const debt = () => getDebt(house.deps, home.accountId)
  async function feesOn(...days: string[]) {
    const fees = []
    for (const day of days) {
      house.goTo(day)
      fees.push((await debt()).lateFee)
    }
    return fees
  }
  const propose = (waiver: Waiver, billId = bill.id) =>
    proposeWaiver(house.deps, staff, { billId, waiver, reason: '住院，子女代缴' })
  const decide = (waiverId: string, approve = true, actor = secondStaff) =>
    decideWaiver(house.deps, actor, { waiverId, approve })
  const waive = async (waiver: Waiver) => decide((await propose(waiver)).id)

  describe('as it grows', () => {
    it('begins after the days of grace, and grows day by day', async () => {
      const days = ['2024-04-15', '2024-04-16', '2024-04-25', '2024-04-26', '2024-04-27', '2024-04-30']
      expect(await feesOn(...days)).toEqual([0, 0, 0, 160, 330, 840])
    })

    it('never is more than the bill', async () => {
      expect(await feesOn('2024-11-10', '2024-11-11', '2025-12-31')).toEqual([33_430, 33_600, 33_600])
    })

    it('is part of the debt, whose total settles everything', async () => {
      await home.use('2024-04-30', 10)
      const young = await home.bill()
      house.goTo('2024-04-30')
      const owed = await debt()
      expect(owed).toEqual({
        bills: [
          {
            billId: bill.id,
            fromDate: '2023-12-31',
            toDate: '2024-03-31',
            dueOn: '2024-04-15',
            outstanding: 33_600,
            lateFee: 840,
          },
          {
            billId: young.id,
            fromDate: '2024-03-31',
            toDate: '2024-04-30',
            dueOn: '2024-05-15',
            outstanding: 2_400,
            lateFee: 0,
          },
        ],
        outstanding: 36_000,
        lateFee: 840,
        total: 36_840,
      })
      expect(await home.pay(owed.total)).toMatchObject({ toBills: 36_000, toLateFees: 840, toPrepayment: 0 })
      expect(await debt()).toEqual({ bills: [], outstanding: 0, lateFee: 0, total: 0 })
    })

    it('is paid before the principal, and then grows on what is left', async () => {
      house.goTo('2024-04-30')
      await home.pay(840 + 16_800)
      expect(await debt()).toMatchObject({ outstanding: 16_800, lateFee: 0 })
      // 0.84 yuan a day from now on.
      expect(await feesOn('2024-05-01', '2024-05-02')).toEqual([80, 160])
    })
  })

  describe('as it is waived', () => {
    beforeEach(() => house.goTo('2024-04-30'))

    it('is waived to an amount, and grows on from there', async () => {
      await waive({ kind: 'toAmount', amount: fen(100) })
      expect(await feesOn('2024-04-30', '2024-05-01')).toEqual([100, 260])
    })

    it('is waived by a ratio', async () => {
      await waive({ kind: 'byRatio', ppm: 500_000 })
      expect(await feesOn('2024-04-30', '2024-05-01')).toEqual([420, 580])
    })

    it('is waived by a new start, in the past or to come', async () => {
      await waive({ kind: 'newStart', from: businessDate('2024-04-29') })
      expect(await feesOn('2024-04-30', '2024-05-01')).toEqual([330, 500])
      await waive({ kind: 'newStart', from: businessDate('2024-05-10') })
      expect(await feesOn('2024-05-01', '2024-05-09', '2024-05-10')).toEqual([0, 0, 160])
    })

    it('is what a payment then takes', async () => {
      await waive({ kind: 'byRatio', ppm: 1_000_000 })
      const { total } = await debt()
      expect(total).toBe(33_600)
      expect(await home.pay(total)).toMatchObject({ toBills: 33_600, toLateFees: 0 })
      expect(await database.read.findOneBy(BillTable, { id: bill.id })).toMatchObject({ state: 'settled', feePaid: 0 })
    })

    it('stays as it is until a second person agrees', async () => {
      const proposal = await propose({ kind: 'toAmount', amount: fen(0) })
      expect(proposal).toMatchObject({ state: 'proposed', proposedBy: staff.id, reason: '住院，子女代缴' })
      expect(await debt()).toMatchObject({ lateFee: 840 })
      await expect(decide(proposal.id, true, staff)).rejects.toMatchObject({
        kind: 'forbidden',
        code: 'waiver.samePerson',
      })
      expect(await debt()).toMatchObject({ lateFee: 840 })
      const approved = await decide(proposal.id)
      expect(approved).toMatchObject({ state: 'approved', decidedBy: secondStaff.id })
      expect(await database.read.findOneBy(LateFeeWaiverTable, { id: proposal.id })).toEqual(approved)
      expect(await debt()).toMatchObject({ lateFee: 0 })
      const acts = await database.read.find(AuditTable, { where: { subjectId: proposal.id }, order: { id: 'asc' } })
      const where = { accountId: home.accountId, unitId: home.unitId }
      expect(acts).toMatchObject([
        {
          ...where,
          action: 'waiver.proposed',
          actorId: staff.id,
          details: { reason: '住院，子女代缴', waiver: { kind: 'toAmount', amount: 0 } },
        },
        { ...where, action: 'waiver.approved', actorId: secondStaff.id },
      ])
    })

    it('stays when the waiver is refused', async () => {
      const { id } = await propose({ kind: 'toAmount', amount: fen(0) })
      expect(await decide(id, false)).toMatchObject({ state: 'refused', decidedBy: secondStaff.id })
      expect(await debt()).toMatchObject({ lateFee: 840 })
    })

    it('is decided on once, also by two at the same time', async () => {
      const { id } = await propose({ kind: 'byRatio', ppm: 500_000 })
      const outcomes = await Promise.allSettled([decide(id), decide(id), decide(id)])
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
      expect(refused).toMatchObject([{ code: 'waiver.decided' }, { code: 'waiver.decided' }])
      expect(await debt()).toMatchObject({ lateFee: 420 })
      await expect(decide(id, false)).rejects.toMatchObject({ code: 'waiver.decided' })
    })

    it('is that of a bill that is there and stands', async () => {
      const all: Waiver = { kind: 'byRatio', ppm: 1_000_000 }
      const { id } = await propose(all)
      await cancelBill(house.deps, staff, { billId: bill.id, reason: '抄错', readings: 'reject' })
      await expect(decide(id)).rejects.toMatchObject({ code: 'bill.cancelled' })
      expect(await decide(id, false)).toMatchObject({ state: 'refused' })
      await expect(propose(all)).rejects.toMatchObject({ code: 'bill.cancelled' })
      await expect(propose(all, 'nowhere')).rejects.toMatchObject({ code: 'bill.unknown' })
      await expect(decide('nowhere')).rejects.toMatchObject({ code: 'waiver.unknown' })
    })
  })
})
