import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import { SettlementTable } from '#core/billing/billing.table.ts'
import { cancelBill } from '#core/billing/cancelBill.ts'
import { issueExtraBill } from '#core/billing/issueExtraBill.ts'
import { decideWaiver, proposeWaiver } from '#core/billing/waiveLateFee.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { EventTable } from '#core/kernel/event.ts'
import { fen } from '#core/kernel/fen.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import { LedgerTable } from '#core/ledger/ledger.table.ts'
import { databases } from '#test/databases.ts'
import { expectSound } from '#test/money/expectSound.ts'
import {
  bank,
  clerk,
  createMoneyHouse,
  type Home,
  type MoneyHouse,
  newSerial,
  reverseAtBank,
} from '#test/money/moneyHouse.ts'
import type { Receipt } from './payment.ts'
import { ReceiptTable, ReversalTable } from './payment.table.ts'
import type { ReversalWanted } from './reverseReceipt.ts'

describe.each(databases)('a reversal on $kind', ({ open }) => {
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

  const reverse = (receipt: Receipt, change: Partial<ReversalWanted> = {}) => reverseAtBank(house, receipt, change)
  const conflict = (code: string) => ({ kind: 'conflict', code })

  it('opens the bill again, and writes it down in every book', async () => {
    const bill = await home.bill(10)
    const receipt = await home.payAtBank(2_400)
    const reversal = await reverse(receipt, { serial: 'back' })
    expect(reversal).toMatchObject({ receiptId: receipt.id, channel: bank, transactionId: 'back', amount: 2_400 })
    expect(reversal.bookedOn).toBe('2026-01-05')
    expect(await home.bills()).toEqual([bill])
    expect(await home.prepayment()).toBe(0)
    const [row] = await database.read.find(ReceiptTable)
    expect(row).toEqual({ ...receipt, reversedAt: reversal.reversedAt })
    expect(await database.read.find(SettlementTable)).toMatchObject([{ receiptId: receipt.id, state: 'undone' }])
    const lines = await database.read.findBy(LedgerTable, { sourceId: reversal.id })
    expect(Object.fromEntries(lines.map(({ ledger, amount }) => [ledger, amount]))).toEqual({
      cash: -2_400,
      receivable: 2_400,
    })
    expect(await database.read.findBy(EventTable, { topic: 'receipt.reversed' })).toMatchObject([
      { payload: { receiptId: receipt.id, accountId: home.accountId, channel: bank, amount: 2_400 } },
    ])
    expect(await database.read.findBy(AuditTable, { action: 'receipt.reversed' })).toMatchObject([
      { actorKind: 'partner', actorId: bank, subjectId: receipt.id },
    ])
  })

  it('leaves a bill with the late fee it would have if nobody had paid', async () => {
    const untouched = await house.newHome()
    for (const each of [home, untouched]) await each.bill(10)
    house.time.goTo('2026-02-09')
    await reverse(await home.payAtBank(2_520))
    for (const days of [0, 1, 10, 400]) {
      house.time.passDays(days)
      const [debt, expected] = [await home.debt(), await untouched.debt()]
      expect(debt.total).toBeGreaterThan(2_400)
      expect([debt.outstanding, debt.lateFee]).toEqual([expected.outstanding, expected.lateFee])
    }
  })

  it('of a part payment leaves the earlier part, and the fee of what was owed since', async () => {
    const untouched = await house.newHome()
    for (const each of [home, untouched]) await each.bill(10)
    house.time.goTo('2026-02-09')
    for (const each of [home, untouched]) await each.payAtBank(1_000)
    house.time.passDays(10)
    await reverse(await home.payAtBank(700))
    house.time.passDays(10)
    expect(await home.bills()).toMatchObject([{ paid: 880, feePaid: 120, state: 'open' }])
    expect((await home.debt()).total).toBe((await untouched.debt()).total)
  })

  it('keeps a waiver that was given before', async () => {
    const untouched = await house.newHome()
    const bills = [await home.bill(10), await untouched.bill(10)]
    house.time.goTo('2026-02-09')
    for (const { id: billId } of bills) {
      const waiver = await proposeWaiver(house, clerk, {
        billId,
        waiver: { kind: 'toAmount', amount: fen(30) },
        reason: '困难',
      })
      await decideWaiver(house, { kind: 'staff', id: 'manager' }, { waiverId: waiver.id, approve: true })
    }
    await reverse(await home.payAtBank(2_430))
    expect(await home.debt()).toMatchObject({ outstanding: 2_400, lateFee: 30 })
    house.time.passDays(5)
    expect((await home.debt()).total).toBe((await untouched.debt()).total)
  })

  it('takes back what became prepayment', async () => {
    await home.bill(10)
    await home.payOnline(2_500)
    house.time.passMs(1_000)
    const receipt = await home.payAtBank(1_000)
    expect(await home.prepayment()).toBe(1_100)
    await reverse(receipt)
    expect(await home.prepayment()).toBe(100)
    expect(await home.bills()).toMatchObject([{ state: 'settled' }])
  })

  it('opens a bill again that prepayment has paid meanwhile, and lets the prepayment of others pay it', async () => {
    await home.payOnline(500)
    const receipt = await home.payAtBank(3_000)
    await home.bill(10)
    expect(await home.prepayment()).toBe(1_100)
    await reverse(receipt)
    expect(await home.bills()).toMatchObject([{ paid: 500, state: 'open' }])
    expect(await home.prepayment()).toBe(0)
    const settlements = await database.read.find(SettlementTable, { order: { id: 'asc' } })
    expect(settlements).toMatchObject([
      { principal: 2_400, state: 'undone' },
      { principal: 500, state: 'active' },
    ])
  })

  it('opens the newest of the bills that prepayment has paid', async () => {
    await home.payOnline(2_400)
    const receipt = await home.payAtBank(2_400)
    await home.bill(10)
    house.time.passMs(60_000)
    const period = { from: businessDate('2025-12-05'), to: businessDate('2026-01-05') }
    const extra = { accountId: home.accountId, kind: 'penalty', accumulates: false, volume: cubicMetres(10) } as const
    const newest = await issueExtraBill(house, clerk, { ...extra, period, reason: '私接' })
    await reverse(receipt)
    expect(await home.bills()).toMatchObject([{ state: 'settled' }, { id: newest.id, state: 'open', paid: 0 }])
  })

  it('opens the newest also of bills that prepayment has paid at one stroke', async () => {
    for (let count = 0; count < 6; count++) {
      await home.bill(1)
      house.time.passDays(1)
    }
    const period = { from: businessDate('2025-12-05'), to: businessDate('2025-12-31') }
    const extra = { accountId: home.accountId, kind: 'penalty', accumulates: false, volume: cubicMetres(6) } as const
    const penalty = await issueExtraBill(house, clerk, { ...extra, period, reason: '私接' })
    await home.payOnline(5 * 240)
    const receipt = await home.payAtBank(240)
    await cancelBill(house, clerk, { billId: penalty.id, reason: '查无此事', readings: 'keep' })
    const states = async () => (await home.bills()).map(({ state }) => state)
    expect(await states()).toEqual(['cancelled', ...Array.from({ length: 6 }, () => 'settled')])
    await reverse(receipt)
    expect(await states()).toEqual(['cancelled', ...Array.from({ length: 5 }, () => 'settled'), 'open'])
  })

  it('takes the money of a bill that was cancelled meanwhile from prepayment', async () => {
    const bill = await home.bill(10)
    const receipt = await home.payAtBank(2_400)
    await cancelBill(house, clerk, { billId: bill.id, reason: '抄错', readings: 'reject' })
    expect(await home.prepayment()).toBe(2_400)
    await reverse(receipt)
    expect(await home.prepayment()).toBe(0)
    expect(await home.bills()).toMatchObject([{ state: 'cancelled' }])
  })

  it('of a late fee takes back the principal that prepayment has paid after it, so that no fee is forgotten', async () => {
    await home.bill(10)
    house.time.goTo('2026-02-09')
    const period = { from: businessDate('2025-12-05'), to: businessDate('2025-12-31') }
    const extra = { accountId: home.accountId, kind: 'penalty', accumulates: false, volume: cubicMetres(20) } as const
    const penalty = await issueExtraBill(house, clerk, { ...extra, period, reason: '私接' })
    await home.payOnline(4_800)
    const receipt = await home.payAtBank(50)
    expect(receipt).toMatchObject({ toLateFees: 50 })
    await cancelBill(house, clerk, { billId: penalty.id, reason: '查无此事', readings: 'keep' })
    expect(await home.prepayment()).toBe(4_800 - 2_470)
    await reverse(receipt)
    // As if only the 48 yuan had come: 24 for the bill, and 1.20 for all of its fee.
    expect(await home.bills()).toMatchObject([{ state: 'cancelled' }, { state: 'settled', paid: 2_400, feePaid: 120 }])
    expect(await home.prepayment()).toBe(4_800 - 2_520)
  })

  it('takes the money back once, however many ask for it at once', async () => {
    await home.bill(10)
    for (const serials of [Array.from({ length: 20 }, () => 'same'), Array.from({ length: 20 }, () => newSerial())]) {
      const receipt = await home.payAtBank(3_000)
      const answers = await Promise.allSettled(serials.map((serial) => reverse(receipt, { serial })))
      const done = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.id] : []))
      const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []))
      expect(new Set(done).size).toBe(1)
      expect(new Set(refused)).toEqual(new Set(serials[0] === 'same' ? [] : ['DomainError: reversal.already']))
      expect(await home.bills()).toMatchObject([{ paid: 0, state: 'open' }])
    }
    expect(await database.read.count(ReversalTable)).toBe(2)
  })

  it('gives its serial to one receipt when it is sent for two at once', async () => {
    const other = await house.newHome()
    for (let round = 0; round < 5; round++) {
      const receipts = [await home.payAtBank(100), await other.payAtBank(100)]
      const serial = newSerial()
      const answers = await Promise.allSettled(receipts.map((receipt) => reverse(receipt, { serial })))
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const [refused] = answers.filter((answer) => answer.status === 'rejected')
      expect(refused?.reason).toMatchObject(conflict('partner.serialDiffers'))
    }
  })

  it('and a payment at the same time are both booked, or the reversal has to wait for the newer money', async () => {
    for (let round = 0; round < 10; round++) {
      const each = await house.newHome()
      await each.bill(10)
      const receipt = await each.payAtBank(2_400)
      const [reversed, paid] = await Promise.allSettled([reverse(receipt), each.payOnline(1_000)])
      expect(paid.status).toBe('fulfilled')
      if (reversed.status === 'rejected') {
        expect(reversed.reason).toMatchObject(conflict('reversal.notNewest'))
        expect(await each.prepayment()).toBe(1_000)
      } else expect(await each.bills()).toMatchObject([{ paid: 1_000, state: 'open' }])
    }
  })
})
