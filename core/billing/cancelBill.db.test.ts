import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
import { transferOwnership } from '#core/accounts/transferOwnership.ts'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import { EventTable } from '#core/kernel/event.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import { LedgerTable } from '#core/ledger/ledger.table.ts'
import { ReadingTable } from '#core/metering/metering.table.ts'
import { recordReading } from '#core/metering/recordReading.ts'
import { reviewReading } from '#core/metering/reviewReading.ts'
import { ReceiptTable } from '#core/payments/payment.table.ts'
import {
  type BillingHome,
  type BillingHouse,
  createBillingHouse,
  staff,
  suppliesOf,
} from '#test/billing/billingHouse.ts'
import { databases } from '#test/databases.ts'
import { expectSound } from '#test/money/expectSound.ts'
import { AccumulationTable, BillTable, SettlementTable } from './billing.table.ts'
import { cancelBill } from './cancelBill.ts'
import { issueExtraBill } from './issueExtraBill.ts'

describe.each(databases)('a bill that is cancelled on $kind', ({ open }) => {
  let database: Database
  let house: BillingHouse
  let home: BillingHome

  beforeEach(async () => {
    database = await open()
    house = createBillingHouse(database)
    home = await house.newHome()
    // 12 yuan for the first 5 m³.
    await home.pay(1_200)
  })
  afterEach(async () => {
    await expectSound(database)
    await database.close()
  })

  const cancel = (billId: string, readings: 'keep' | 'reject' = 'keep') =>
    cancelBill(house.deps, staff, { billId, reason: '抄错', readings })
  const billOf = (id: string) => database.read.findOneByOrFail(BillTable, { id })
  const prepayment = async () => (await database.read.findOneByOrFail(AccountTable, { id: home.accountId })).prepayment
  const used = async (householdId = home.account.householdId) =>
    (await database.read.findBy(AccumulationTable, { householdId })).map(({ cycle, litres }) => [cycle, litres])
  async function billed(readOn: string, volume: number) {
    const reading = await home.use(readOn, volume)
    return { reading, bill: await home.bill() }
  }

  it('frees its readings, to be billed anew, and takes its water back', async () => {
    const { reading, bill } = await billed('2024-03-31', 140)
    expect(await used()).toEqual([['2024', 140_000]])
    await cancel(bill.id)
    expect(await billOf(bill.id)).toEqual({ ...bill, state: 'cancelled' })
    expect(await database.read.findOneBy(ReadingTable, { id: reading.id })).toMatchObject({
      billId: null,
      state: 'accepted',
    })
    expect(await used()).toEqual([['2024', 0]])
    const again = await home.bill()
    expect(again.priceLines).toEqual(bill.priceLines)
    expect(again).toMatchObject({ fromDate: bill.fromDate, toDate: bill.toDate, amount: bill.amount })
  })

  it('leaves a trace in journal, audit and outbox', async () => {
    const { bill } = await billed('2024-03-31', 140)
    await cancel(bill.id)
    const lines = await database.read.findBy(LedgerTable, { sourceId: bill.id, kind: 'billCancelled' })
    expect(lines.map(({ ledger, amount }) => [ledger, amount]).toSorted()).toEqual([
      ['receivable', -33_600],
      ['revenue.supply', 33_600],
    ])
    const [act] = await database.read.findBy(AuditTable, { action: 'bill.cancelled' })
    expect(act).toMatchObject({
      actorId: staff.id,
      subjectId: bill.id,
      accountId: home.accountId,
      unitId: home.unitId,
      details: { reason: '抄错', amount: 33_600, readings: 'keep' },
    })
    const [event] = await database.read.findBy(EventTable, { topic: 'bill.cancelled' })
    expect(event?.payload).toEqual({ billId: bill.id, accountId: home.accountId })
  })

  it('gives its money to prepayment, which pays other open bills and the next', async () => {
    const { bill } = await billed('2024-03-31', 20)
    await home.pay(4_800)
    await issueExtraBill(house.deps, staff, {
      accountId: home.accountId,
      kind: 'penalty',
      accumulates: false,
      period: { from: businessDate('2024-03-01'), to: businessDate('2024-03-31') },
      volume: cubicMetres(10),
      reason: '私接',
    })
    await cancel(bill.id)
    expect(await prepayment()).toBe(4_800 - 2_400)
    expect(await billOf(bill.id)).toMatchObject({ state: 'cancelled', paid: 4_800 })
    const settlements = await database.read.find(SettlementTable, { order: { id: 'asc' } })
    expect(settlements.slice(1)).toMatchObject([
      { billId: bill.id, principal: 4_800, state: 'released' },
      { principal: 2_400, receiptId: null, state: 'active' },
    ])
    const again = await home.bill()
    expect(await billOf(again.id)).toMatchObject({ state: 'open', paid: 2_400, amount: 4_800 })
    expect(await prepayment()).toBe(0)
  })

  it('gives the late fee back that was paid with it', async () => {
    const { bill } = await billed('2024-03-31', 140)
    house.goTo('2024-04-30')
    await home.pay(33_600 + 840)
    expect(await billOf(bill.id)).toMatchObject({ state: 'settled', feePaid: 840 })
    await cancel(bill.id)
    expect(await prepayment()).toBe(34_440)
  })

  it('is the newest of the account first', async () => {
    const { bill: first } = await billed('2024-03-31', 20)
    const { bill: second } = await billed('2024-04-30', 20)
    await expect(cancel(first.id)).rejects.toMatchObject({
      code: 'bill.notNewest',
      data: { newestBillId: second.id },
    })
    await cancel(second.id)
    await cancel(first.id)
    expect(await used()).toEqual([['2024', 0]])
  })

  it('is the newer of two that end on one day first', async () => {
    const { bill: first } = await billed('2024-04-30', 20)
    const { meter } = home
    const remote = { meterId: meter.id, readOn: businessDate('2024-04-30'), register: cubicMetres(30) }
    await recordReading(house.deps, staff, { ...remote, kind: 'remote' })
    const second = await home.bill()
    expect(second).toMatchObject({ fromDate: '2024-04-30', toDate: '2024-04-30', volume: 5_000 })
    await expect(cancel(first.id)).rejects.toMatchObject({ code: 'bill.notNewest' })
    await cancel(second.id)
    await cancel(first.id)
  })

  it('is not one that is cancelled, is invoiced, or is not there', async () => {
    const { bill } = await billed('2024-03-31', 20)
    const receipt = await home.pay(1_000)
    const invoicedAt = (at: number | null) =>
      database.transaction((tx) => tx.update(ReceiptTable, { id: receipt.id }, { invoicedAt: at }))
    await invoicedAt(1)
    await expect(cancel(bill.id)).rejects.toMatchObject({ code: 'bill.invoiced' })
    await invoicedAt(null)
    const outcomes = await Promise.allSettled([cancel(bill.id), cancel(bill.id), cancel(bill.id)])
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(refused).toMatchObject([{ code: 'bill.cancelled' }, { code: 'bill.cancelled' }])
    expect(await prepayment()).toBe(1_000)
    await expect(cancel('nowhere')).rejects.toMatchObject({ code: 'bill.unknown' })
  })

  it('takes an extra bill back whatever came after it', async () => {
    const extra = await issueExtraBill(house.deps, staff, {
      accountId: home.accountId,
      kind: 'catchUp',
      accumulates: true,
      period: { from: businessDate('2023-12-31'), to: businessDate('2024-01-31') },
      volume: cubicMetres(140),
      reason: '水表停走',
    })
    const { bill } = await billed('2024-03-31', 30)
    expect(bill.amount).toBe(9_600)
    await cancel(extra.id)
    expect(await used()).toEqual([['2024', 30_000]])
    // What was billed meanwhile is not priced anew.
    expect(await billOf(bill.id)).toMatchObject({ amount: 9_600, state: 'open' })
  })

  it('takes its water from the household that used it, also after a transfer of ownership', async () => {
    const { bill } = await billed('2024-03-31', 140)
    const heir = { accountId: home.accountId, name: '新户主', phone: null, population: 3 }
    const { householdId } = await transferOwnership(house.deps, staff, heir)
    await issueExtraBill(house.deps, staff, {
      accountId: home.accountId,
      kind: 'catchUp',
      accumulates: true,
      period: { from: businessDate('2024-04-01'), to: businessDate('2024-04-30') },
      volume: cubicMetres(145),
      reason: '水表停走',
    })
    await cancel(bill.id)
    expect(await used(householdId)).toEqual([['2024', 145_000]])
    expect(await used()).toEqual([['2024', 0]])
  })

  it('rejects its readings when they were wrong, and the meter is read anew', async () => {
    const { reading, bill } = await billed('2024-03-31', 50)
    await cancel(bill.id, 'reject')
    expect(await database.read.findOneBy(ReadingTable, { id: reading.id })).toMatchObject({ state: 'rejected' })
    await expect(home.bill()).rejects.toMatchObject({ code: 'bill.nothingToBill' })
    await home.read('2024-03-31', 25)
    expect(suppliesOf(await home.bill())).toEqual([['2024', 1, 20, 4_800]])
  })

  it('leaves the water of rejected readings to the next one', async () => {
    await home.use('2024-02-29', 10)
    const { bill } = await billed('2024-03-31', 20)
    await home.use('2024-04-30', 12)
    await cancel(bill.id, 'reject')
    expect(await home.bill()).toMatchObject({ volume: 42_000, fromDate: '2023-12-31', toDate: '2024-04-30' })
  })

  it('opens the way for a reading below an estimate that was too high', async () => {
    house.goTo('2024-03-31')
    const at = { meterId: home.meter.id, readOn: businessDate('2024-03-31') }
    await recordReading(house.deps, staff, { ...at, kind: 'estimated', register: cubicMetres(19) })
    const estimated = await home.bill()
    house.goTo('2024-04-30')
    const read = { ...at, readOn: businessDate('2024-04-30'), register: cubicMetres(12), kind: 'actual' as const }
    const below = await recordReading(house.deps, staff, read)
    expect(below).toMatchObject({ volume: -7_000, state: 'review' })
    const accept = () => reviewReading(house.deps, staff, { readingId: below.id, verdict: 'accepted' })
    await expect(accept()).rejects.toMatchObject({ code: 'reading.negative' })
    await cancel(estimated.id, 'reject')
    expect(await accept()).toMatchObject({ volume: 7_000, state: 'accepted' })
    expect(await home.bill()).toMatchObject({ volume: 7_000, fromDate: '2023-12-31', toDate: '2024-04-30' })
  })
})
