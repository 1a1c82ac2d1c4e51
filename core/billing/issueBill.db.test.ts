import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
import { AuditTable } from '#core/audit/audit.table.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { EventTable } from '#core/kernel/event.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import { LedgerTable } from '#core/ledger/ledger.table.ts'
import { installMeter } from '#core/metering/installMeter.ts'
import { ReadingTable } from '#core/metering/metering.table.ts'
import { recordReading } from '#core/metering/recordReading.ts'
import { replaceMeter } from '#core/metering/replaceMeter.ts'
import { type BillingHouse, createBillingHouse, staff, suppliesOf } from '#test/billing/billingHouse.ts'
import { databases } from '#test/databases.ts'
import { expectSound } from '#test/money/expectSound.ts'
import { AccumulationTable, BillTable, SettlementTable } from './billing.table.ts'
import { exampleTariff } from './exampleTariff.ts'
import { issueBill } from './issueBill.ts'
import { publishedTariffs } from './publishedTariffs.ts'

describe.each(databases)('a bill of what was read on $kind', ({ open }) => {
  let database: Database
  let house: BillingHouse

  beforeEach(async () => {
    database = await open()
    house = createBillingHouse(database)
  })
  afterEach(async () => {
    await expectSound(database)
    await database.close()
  })

  it('is written once, with its journal, its event and the audit', async () => {
    house = createBillingHouse(database, { tariffs: [...publishedTariffs] })
    const home = await house.newHome()
    const reading = await home.use('2024-03-31', 200)
    const bill = await home.bill()
    expect(await database.read.findOneBy(BillTable, { id: bill.id })).toEqual(bill)
    expect(bill).toMatchObject({
      accountId: home.accountId,
      runId: null,
      kind: 'reading',
      state: 'open',
      amount: 180 * 304 + 20 * 375,
      paid: 0,
      feePaid: 0,
      dueOn: '2024-04-15',
      parts: [{ householdId: home.account.householdId, cycle: '2024', litres: 200_000 }],
    })
    expect(await database.read.findOneBy(ReadingTable, { id: reading.id })).toMatchObject({ billId: bill.id })
    const used = await database.read.findBy(AccumulationTable, { householdId: home.account.householdId })
    expect(used).toMatchObject([{ cycle: '2024', litres: 200_000 }])
    const lines = await database.read.findBy(LedgerTable, { sourceId: bill.id })
    expect(lines.map(({ ledger, amount, bookedOn }) => [ledger, amount, bookedOn]).toSorted()).toEqual([
      ['receivable', 62_220, '2024-03-31'],
      ['revenue.resourceTax', -4_000, '2024-03-31'],
      ['revenue.sewage', -28_400, '2024-03-31'],
      ['revenue.supply', -29_820, '2024-03-31'],
    ])
    const events = await database.read.findBy(EventTable, { topic: 'bills.issued' })
    expect(events.map(({ payload }) => payload)).toContainEqual({ runId: null, billIds: [bill.id] })
    const [act] = await database.read.findBy(AuditTable, { subjectId: bill.id })
    expect(act).toMatchObject({
      action: 'bill.issued',
      actorId: staff.id,
      accountId: home.accountId,
      unitId: home.unitId,
      details: { amount: 62_220 },
    })
    await expect(home.bill()).rejects.toMatchObject({ code: 'bill.nothingToBill' })
  })

  it('is one, also when it is asked for several times at once', async () => {
    const home = await house.newHome()
    await home.use('2024-03-31', 140)
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => home.bill()))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(refused).toMatchObject(refused.map(() => ({ code: 'bill.nothingToBill' })))
  })

  it('needs an account, something that was read, and a price for its day', async () => {
    const issued = issueBill(house.deps, staff, 'nowhere')
    await expect(issued).rejects.toMatchObject({ code: 'account.unknown' })
    const late = { ...exampleTariff, effectiveFrom: businessDate('2024-02-01') }
    house = createBillingHouse(database, { tariffs: [late] })
    const home = await house.newSupply()
    await expect(home.bill()).rejects.toMatchObject({ code: 'bill.nothingToBill' })
    const { id } = await home.use('2024-01-31', 10)
    await expect(home.bill()).rejects.toMatchObject({ code: 'tariff.missing', data: { date: '2024-01-31' } })
    expect(await database.read.findOneBy(ReadingTable, { id })).toMatchObject({ billId: null })
    await database.transaction((tx) => tx.update(AccountTable, { id: home.accountId }, { usageClass: 'special' }))
    await expect(home.bill()).rejects.toMatchObject({ code: 'tariff.missing', data: { usageClass: 'special' } })
  })

  it('leaves out what waits for a review or was rejected, and takes it in the next', async () => {
    const home = await house.newHome()
    await home.use('2024-03-31', 20)
    house.goTo('2024-04-30')
    const below = { readOn: businessDate('2024-04-30'), register: cubicMetres(3), kind: 'actual' as const }
    const strange = await recordReading(house.deps, staff, { meterId: home.meter.id, ...below })
    expect(strange.state).toBe('review')
    expect(await home.bill()).toMatchObject({ volume: 20_000, toDate: '2024-03-31' })
    await expect(home.bill()).rejects.toMatchObject({ code: 'bill.nothingToBill' })
    await database.transaction((tx) => tx.update(ReadingTable, { id: strange.id }, { state: 'rejected' }))
    await home.read('2024-04-30', 40)
    expect(await home.bill()).toMatchObject({ volume: 15_000, fromDate: '2024-03-31', toDate: '2024-04-30' })
  })

  it('contains the old meter’s end and the new one’s start when a meter is replaced in mid-period', async () => {
    const home = await house.newHome()
    await home.use('2024-03-31', 20)
    await home.bill()
    house.goTo('2024-04-15')
    const { final, meter } = await replaceMeter(house.deps, staff, {
      meterId: home.meter.id,
      on: businessDate('2024-04-15'),
      finalRegister: cubicMetres(32),
      successor: {
        serialNumber: 'NEW-1',
        registerCapacity: cubicMetres(10_000),
        installedAt: cubicMetres(3),
      },
    })
    const first = await home.use('2024-04-30', 5, meter)
    const bill = await home.bill()
    expect(bill).toMatchObject({ volume: 12_000, fromDate: '2024-03-31', toDate: '2024-04-30' })
    expect(suppliesOf(bill)).toEqual([['2024', 1, 12, 2_880]])
    const billed = await database.read.findBy(ReadingTable, { billId: bill.id })
    expect(billed.map(({ id }) => id).toSorted()).toEqual([final.id, first.id].toSorted())
  })

  it('goes on over zero when the register has turned', async () => {
    const home = await house.newHome()
    await home.use('2024-01-31', 99_985)
    await home.bill()
    await home.read('2024-02-29', 6)
    expect(await home.bill()).toMatchObject({ volume: 16_000 })
  })

  it('contains all meters of its account', async () => {
    const home = await house.newHome()
    const wanted = { serialNumber: 'SECOND-1', registerCapacity: cubicMetres(10_000) }
    const on = { installedOn: businessDate('2024-01-01'), installedAt: cubicMetres(0) }
    house.goTo('2024-01-01')
    const second = await installMeter(house.deps, staff, home.accountId, { ...wanted, ...on })
    await home.use('2024-03-30', 140)
    await home.use('2024-03-31', 30, second)
    const bill = await home.bill()
    expect(bill).toMatchObject({ volume: 170_000, toDate: '2024-03-31' })
    expect(suppliesOf(bill)).toEqual([
      ['2024', 1, 150, 36_000],
      ['2024', 2, 20, 7_200],
    ])
  })

  it('of no water is settled at once', async () => {
    const home = await house.newHome()
    await home.use('2024-03-31', 0)
    expect(await home.bill()).toMatchObject({ amount: 0, state: 'settled', volume: 0, parts: [] })
  })

  it('is paid by prepayment by itself, as far as that goes', async () => {
    const home = await house.newHome()
    await home.pay(1_200 + 40_000)
    await home.use('2024-03-31', 140)
    const first = await home.bill()
    await home.use('2024-04-30', 30)
    const second = await home.bill()
    const read = await database.read.find(BillTable, { where: { accountId: home.accountId }, order: { id: 'asc' } })
    expect(read.map(({ state, amount, paid }) => [state, amount, paid])).toEqual([
      ['settled', 1_200, 1_200],
      ['settled', 33_600, 33_600],
      ['open', 9_600, 6_400],
    ])
    expect(await database.read.findOneBy(AccountTable, { id: home.accountId })).toMatchObject({ prepayment: 0 })
    const settlements = await database.read.find(SettlementTable, { order: { id: 'asc' } })
    expect(settlements.slice(-2)).toMatchObject([
      { billId: first.id, receiptId: null, principal: 33_600, fee: 0 },
      { billId: second.id, receiptId: null, principal: 6_400, fee: 0 },
    ])
  })

  it('has the price of the low income until its last day, and the usual one after', async () => {
    house = createBillingHouse(database, { tariffs: [...publishedTariffs] })
    const home = await house.newHome()
    const lowIncomeUntil = businessDate('2024-03-31')
    await database.transaction((tx) => tx.update(AccountTable, { id: home.accountId }, { lowIncomeUntil }))
    await home.use('2024-03-31', 10)
    const poor = await home.bill()
    await home.use('2024-04-30', 10)
    const usual = await home.bill()
    expect([poor.tariffId, usual.tariffId]).toEqual([
      publishedTariffs.find(({ usageClass }) => usageClass === 'residential-low-income')?.id,
      publishedTariffs.find(({ usageClass }) => usageClass === 'residential')?.id,
    ])
    expect(usual.amount).toBe(3_040)
    expect(poor.amount).toBeLessThan(usual.amount)
  })
})
