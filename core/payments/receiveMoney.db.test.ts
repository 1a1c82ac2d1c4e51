import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import { type Database } from '#core/kernel/database.ts'
import { EventTable } from '#core/kernel/event.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { LedgerTable } from '#core/ledger/ledger.table.ts'
import { databases } from '#test/databases.ts'
import { expectSound } from '#test/money/expectSound.ts'
import { createMoneyHouse, type Home, type MoneyHouse, newSerial } from '#test/money/moneyHouse.ts'
import { PaymentTable, ReceiptTable } from './payment.table.ts'
import { receiveMoney } from './receiveMoney.ts'

const channel = 'sandbox'

describe.each(databases)('money from a channel on $kind', ({ open }) => {
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

  const receive = (paymentId: string, amount: number, transactionId = newSerial(), from = channel) =>
    receiveMoney(house, { channel: from, transactionId, paymentId, amount: fen(amount) })
  const states = async () => (await home.bills()).map(({ paid, feePaid, state }) => ({ paid, feePaid, state }))

  it('pays the oldest bill first, and what is left of it goes to the next', async () => {
    await home.bill(10)
    house.time.passDays(1)
    await home.bill(20)
    const receipt = await home.payOnline(3_000)
    expect(receipt).toMatchObject({
      amount: 3_000,
      toBills: 3_000,
      toLateFees: 0,
      toPrepayment: 0,
      bookedOn: '2026-01-06',
    })
    expect(await states()).toEqual([
      { paid: 2_400, feePaid: 0, state: 'settled' },
      { paid: 600, feePaid: 0, state: 'open' },
    ])
    expect(await home.debt()).toMatchObject({ outstanding: 4_200, lateFee: 0 })
  })

  it('becomes prepayment where nothing is owed, and what is more than owed does, too', async () => {
    expect(await home.payOnline(1_000)).toMatchObject({ toBills: 0, toPrepayment: 1_000 })
    await home.bill(10)
    expect(await states()).toEqual([{ paid: 1_000, feePaid: 0, state: 'open' }])
    expect(await home.payOnline(2_000)).toMatchObject({ toBills: 1_400, toPrepayment: 600 })
    expect(await home.prepayment()).toBe(600)
  })

  it('pays the late fee of a bill before its principal, and both before the next bill', async () => {
    await home.bill(10)
    house.time.goTo('2026-02-09')
    await home.bill(10)
    // Due on 20 January, ten days of grace, ten days of 12 fen: 1.20 yuan.
    expect(await home.debt()).toMatchObject({ outstanding: 4_800, lateFee: 120, total: 4_920 })
    expect(await home.payOnline(2_620)).toMatchObject({ toBills: 2_500, toLateFees: 120 })
    expect(await states()).toEqual([
      { paid: 2_400, feePaid: 120, state: 'settled' },
      { paid: 100, feePaid: 0, state: 'open' },
    ])
  })

  it('in part of what is owed stops the fee on that part only', async () => {
    await home.bill(10)
    house.time.goTo('2026-02-09')
    expect(await home.payOnline(1_320)).toMatchObject({ toBills: 1_200, toLateFees: 120 })
    house.time.passDays(10)
    // Ten more days of 6 fen.
    expect(await home.debt()).toMatchObject({ outstanding: 1_200, lateFee: 60 })
    expect(await home.payOnline(1_260)).toMatchObject({ toBills: 1_200, toLateFees: 60, toPrepayment: 0 })
    expect(await states()).toEqual([{ paid: 2_400, feePaid: 180, state: 'settled' }])
  })

  it('that does not cover the late fee goes to the fee alone', async () => {
    await home.bill(10)
    house.time.goTo('2026-02-09')
    expect(await home.payOnline(50)).toMatchObject({ toBills: 0, toLateFees: 50 })
    expect(await home.debt()).toMatchObject({ outstanding: 2_400, lateFee: 70 })
  })

  it('is written down once in every book', async () => {
    await home.bill(10)
    const paymentId = await home.begin(3_000)
    const receipt = await receive(paymentId, 3_000)
    expect(receipt.number).toMatch(/^SK20260105-\d{4}$/)
    expect(await database.read.findBy(ReceiptTable, {})).toEqual([receipt])
    expect(await database.read.findOneBy(PaymentTable, { id: paymentId })).toMatchObject({
      state: 'paid',
      nextPollAt: null,
    })
    const lines = await database.read.findBy(LedgerTable, { sourceId: receipt.id })
    expect(Object.fromEntries(lines.map(({ ledger, amount }) => [ledger, amount]))).toEqual({
      cash: 3_000,
      receivable: -2_400,
      prepayment: -600,
    })
    const events = await database.read.findBy(EventTable, { topic: 'money.received' })
    expect(events.map(({ payload }) => payload)).toEqual([
      {
        receiptId: receipt.id,
        accountId: home.accountId,
        paymentId,
        channel,
        amount: 3_000,
        toBills: 2_400,
        toLateFees: 0,
        toPrepayment: 600,
      },
    ])
    const acts = await database.read.findBy(AuditTable, { action: 'money.received' })
    expect(acts).toMatchObject([
      { actorKind: 'channel', actorId: channel, subjectId: receipt.id, accountId: home.accountId },
    ])
  })

  it('is booked as it came when the payment was for another amount', async () => {
    await home.bill(10)
    const paymentId = await home.begin(2_400)
    expect(await receive(paymentId, 2_300)).toMatchObject({ paymentId, amount: 2_300, toBills: 2_300 })
  })

  it('is booked also for a payment that was closed', async () => {
    const paymentId = await home.begin(500)
    await database.transaction((tx) =>
      tx.update(PaymentTable, { id: paymentId }, { state: 'closed', nextPollAt: null }),
    )
    expect(await receive(paymentId, 500)).toMatchObject({ toPrepayment: 500 })
    expect(await database.read.findOneBy(PaymentTable, { id: paymentId })).toMatchObject({ state: 'paid' })
  })

  it('is booked again when a payment is paid by a second transaction', async () => {
    await home.bill(10)
    const paymentId = await home.begin(2_400)
    const first = await receive(paymentId, 2_400)
    const second = await receive(paymentId, 2_400)
    expect(first).toMatchObject({ toBills: 2_400 })
    expect(second).toMatchObject({ toBills: 0, toPrepayment: 2_400 })
    expect(second.number).not.toBe(first.number)
  })

  it('for a payment that nobody knows, or of another channel, is refused and leaves nothing', async () => {
    const ofAnother = await home.begin(500, 'wechat')
    for (const paymentId of [newId(house.clock()), ofAnother]) {
      await expect(receive(paymentId, 500)).rejects.toMatchObject({ kind: 'notFound', code: 'payment.unknown' })
    }
    for (const table of [ReceiptTable, LedgerTable, EventTable]) expect(await database.read.count(table)).toBe(0)
    expect(await database.read.findOneBy(PaymentTable, { id: ofAnother })).toMatchObject({ state: 'pending' })
  })

  it('of no or a negative amount is never booked', async () => {
    const paymentId = await home.begin(500)
    for (const amount of [0, -500]) await expect(receive(paymentId, amount)).rejects.toThrow(RangeError)
    expect(await database.read.count(ReceiptTable)).toBe(0)
  })

  it('that is told a hundred times at once is one receipt', async () => {
    await home.bill(10)
    const paymentId = await home.begin(2_400)
    const answers = await Promise.all(Array.from({ length: 100 }, () => receive(paymentId, 2_400, 'once')))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(await database.read.count(ReceiptTable)).toBe(1)
    expect(await home.prepayment()).toBe(0)
  })

  it('is one receipt when one transaction is told of two payments at once', async () => {
    const other = await house.newHome()
    for (let round = 0; round < 5; round++) {
      const payments = [await home.begin(100), await other.begin(100)]
      const serial = newSerial()
      const answers = await Promise.all(payments.map((paymentId) => receive(paymentId, 100, serial)))
      expect(answers[1]).toEqual(answers[0])
    }
    expect(await database.read.count(ReceiptTable)).toBe(5)
  })

  it('from two channels for one bill at the same moment is booked twice, and pays the bill once', async () => {
    for (let round = 0; round < 10; round++) {
      const each = await house.newHome()
      await each.bill(10)
      const receipts = await Promise.all([each.payOnline(2_400), each.payAtBank(2_400)])
      expect(receipts.map(({ toBills }) => toBills).toSorted()).toEqual([0, 2_400])
      expect(await each.bills()).toMatchObject([{ paid: 2_400, state: 'settled' }])
      expect(await each.prepayment()).toBe(2_400)
    }
    const numbers = (await database.read.find(ReceiptTable)).map(({ number }) => number)
    expect(new Set(numbers).size).toBe(20)
  })
})
