import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cancelBill } from '#core/billing/cancelBill.ts'
import { issueExtraBill } from '#core/billing/issueExtraBill.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import { LedgerTable } from '#core/ledger/ledger.table.ts'
import { databases } from '#test/databases.ts'
import { expectSound } from '#test/money/expectSound.ts'
import { clerk, createMoneyHouse, type Home, type MoneyHouse } from '#test/money/moneyHouse.ts'

describe.each(databases)('prepayment on $kind', ({ open }) => {
  let database: Database
  let house: MoneyHouse
  let home: Home

  beforeEach(async () => {
    database = await open()
    house = await createMoneyHouse(database)
    home = await house.newHome()
  })
  afterEach(async () => {
    await expectSound(database)
    await database.close()
  })

  it('pays a new bill by itself, as far as it goes', async () => {
    await home.payOnline(3_000)
    await home.bill(10)
    expect(await home.prepayment()).toBe(600)
    house.time.passDays(30)
    await home.bill(10)
    expect(await home.prepayment()).toBe(0)
    expect(await home.bills()).toMatchObject([
      { amount: 2_400, paid: 2_400, state: 'settled' },
      { amount: 2_400, paid: 600, state: 'open' },
    ])
    expect(await home.debt()).toMatchObject({ outstanding: 1_800 })
  })

  it('leaves a ledger entry for each bill that it pays', async () => {
    await home.payOnline(3_000)
    await home.bill(10)
    const lines = await database.read.findBy(LedgerTable, { kind: 'settlement' })
    expect(Object.fromEntries(lines.map(({ ledger, amount }) => [ledger, amount]))).toEqual({
      prepayment: 2_400,
      receivable: -2_400,
    })
  })

  it('pays a catch-up bill and a penalty, too', async () => {
    await home.payOnline(10_000)
    house.time.passDays(10)
    const extra = { accountId: home.accountId, accumulates: false, volume: cubicMetres(10), reason: '停表' }
    const period = { from: businessDate('2025-12-05'), to: businessDate('2025-12-31') }
    for (const kind of ['catchUp', 'penalty'] as const) {
      await issueExtraBill(house, clerk, { ...extra, kind, period })
    }
    expect(await home.bills()).toMatchObject([{ state: 'settled' }, { state: 'settled' }])
    expect(await home.prepayment()).toBe(5_200)
  })

  it('pays the late fee of an old bill with it when a cancelled bill has set money free', async () => {
    await home.bill(10)
    house.time.goTo('2026-02-09')
    const newest = await home.bill(10)
    // 25.20 yuan for the old bill with its fee, and 19.80 for the new one.
    await home.payOnline(4_500)
    house.time.passDays(30)
    const third = await home.bill(20)
    await cancelBill(house, clerk, { billId: third.id, reason: '抄错', readings: 'reject' })
    await cancelBill(house, clerk, { billId: newest.id, reason: '抄错', readings: 'reject' })
    expect(await home.prepayment()).toBe(1_980)
    house.time.passDays(1)
    await home.bill(10)
    expect(await home.bills()).toMatchObject([
      { state: 'settled', feePaid: 120 },
      { state: 'cancelled' },
      { state: 'cancelled' },
      { state: 'open', paid: 1_980, feePaid: 0 },
    ])
  })

  it('that a cancelled bill has set free pays what is overdue, late fee first', async () => {
    const old = await home.bill(10)
    await home.payOnline(400)
    house.time.goTo('2026-02-09')
    // The money of a bill issued for an older time went to that one; cancelled, it goes to the bill that is overdue.
    const period = { from: businessDate('2025-12-05'), to: businessDate('2025-12-31') }
    const extra = { accountId: home.accountId, kind: 'penalty', accumulates: false, volume: cubicMetres(5) } as const
    const penalty = await issueExtraBill(house, clerk, { ...extra, period, reason: '私接' })
    await home.payOnline(1_200)
    expect(await home.bills()).toMatchObject([
      { id: penalty.id, state: 'settled' },
      { id: old.id, paid: 400 },
    ])
    house.time.passDays(10)
    await cancelBill(house, clerk, { billId: penalty.id, reason: '查无此事', readings: 'keep' })
    // Twenty days of 10 fen on 20 yuan.
    expect(await home.bills()).toMatchObject([{ state: 'cancelled' }, { paid: 1_400, feePaid: 200, state: 'open' }])
    expect(await home.prepayment()).toBe(0)
  })
})
