import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BillTable, SettlementTable } from '#core/billing/billing.table.ts'
import { issueBill } from '#core/billing/issueBill.ts'
import { loadTariffs } from '#core/billing/loadTariffs.ts'
import { AccountTable } from '#core/accounts/account.table.ts'
import { lockAccount } from '#core/accounts/lockAccount.ts'
import { system } from '#core/kernel/actor.ts'
import { businessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { LedgerTable } from '#core/ledger/ledger.table.ts'
import { reconcileLedger } from '#core/ledger/reconcileLedger.ts'
import { bookReceipt } from '#core/payments/bookReceipt.ts'
import { ReceiptTable } from '#core/payments/payment.table.ts'
import { databases } from '#test/databases.ts'
import { addAcceptedReading, createHousehold, type Household, morningOf } from '#test/household.ts'
import { bookPayments } from './bookPayments.ts'

const today = morningOf('2026-03-02')

describe.each(databases)('payments booked in bulk on $kind', ({ open }) => {
  let database: Database
  let serial = 0

  beforeEach(async () => {
    database = await open()
  })
  afterEach(() => database.close())

  /** With bills of 10 m³ that were issued on these days. */
  async function owing(issuedOn: readonly string[]): Promise<Household> {
    const household = await createHousehold(database, { openedOn: businessDate('2026-01-01') })
    let register = 0
    for (const day of issuedOn) {
      register += 10_000
      await database.transaction((tx) =>
        addAcceptedReading(tx, household.meter, { readOn: day, register, volume: 10_000 }),
      )
      await issueBill({ database, clock: () => morningOf(day) }, system('test'), household.account.id)
    }
    return household
  }

  const newTaken = () => ({
    number: `SK20260302-${++serial}`,
    channel: 'DEMOBANK',
    transactionId: `DB${serial}`,
    subChannel: '安平区支行',
  })

  async function inBulk(visits: { household: Household; amountFor: (due: Fen) => Fen }[]) {
    const book = await loadTariffs(database.read)
    const rows = visits.map(({ household: { account }, amountFor }) => {
      return { accountId: account.id, at: today, amountFor, taken: newTaken }
    })
    return database.transaction((tx) => bookPayments(tx, rows, { book, now: today }))
  }

  const byItself = ({ account }: Household, amount: Fen) =>
    database.transaction(async (tx) => {
      const locked = await lockAccount(tx, account.id)
      const money = { ...newTaken(), paymentId: null, amount, bookedOn: dateOf(today) }
      await bookReceipt(tx, system('test'), locked, money, today)
    })

  /** All that a payment writes about an account, but for what is its own: ids, numbers. */
  async function written({ account }: Household) {
    const { read } = database
    const where = { accountId: account.id }
    const bills = await read.find(BillTable, { where, order: { toDate: 'asc' } })
    const receipts = await read.findBy(ReceiptTable, where)
    const settlements = await read.findBy(SettlementTable, where)
    const lines = await read.findBy(LedgerTable, where)
    const nameOf = new Map([
      ...bills.map(({ id, toDate }) => [id, `bill to ${toDate}`] as const),
      ...receipts.map(({ id }) => [id, 'receipt'] as const),
    ])
    return {
      bills: bills.map(({ toDate, paid, feePaid, feeMicro, feeAccruedTo, state }) => {
        return { toDate, paid, feePaid, feeMicro, feeAccruedTo, state }
      }),
      receipts: receipts.map(({ id: _id, accountId: _a, number: _n, transactionId: _t, ...rest }) => rest),
      settlements: settlements
        .map(({ id: _id, accountId: _a, billId, receiptId, ...rest }) => {
          return { ...rest, bill: nameOf.get(billId), receipt: receiptId && nameOf.get(receiptId) }
        })
        .toSorted((a, b) => ((a.bill ?? '') < (b.bill ?? '') ? -1 : 1)),
      lines: lines
        .map(({ kind, sourceId, ledger, amount, bookedOn }) =>
          [kind, nameOf.get(sourceId), ledger, amount, bookedOn].join(' '),
        )
        .toSorted(),
      prepayment: (await read.findOneByOrFail(AccountTable, { id: account.id })).prepayment,
    }
  }

  it.each([
    { what: 'one bill in full and in time', issuedOn: ['2026-02-25'], amount: 3_040 },
    { what: 'a part of a bill', issuedOn: ['2026-02-25'], amount: 1_000 },
    { what: 'more than a bill', issuedOn: ['2026-02-25'], amount: 10_000 },
    { what: 'two bills, one overdue, with its late fee', issuedOn: ['2026-01-05', '2026-02-25'], amount: 6_700 },
    { what: 'less than the late fee of a bill', issuedOn: ['2026-01-05', '2026-02-25'], amount: 100 },
    { what: 'nothing that is owed', issuedOn: [], amount: 5_000 },
  ])('write the same as a receipt by itself: $what', async ({ issuedOn, amount }) => {
    const [one, other] = [await owing(issuedOn), await owing(issuedOn)]
    await byItself(one, fen(amount))
    expect(await inBulk([{ household: other, amountFor: () => fen(amount) }])).toBe(1)
    const expected = await written(one)
    expect(expected.receipts).toHaveLength(1)
    expect(await written(other)).toEqual(expected)
    expect(await reconcileLedger({ database })).toMatchObject({ balanced: true })
  })

  it('are as much as people say when they hear what is due, late fees included', async () => {
    const [late, paid, prompt] = [await owing(['2026-01-05']), await owing([]), await owing(['2026-02-25'])]
    const heard: number[] = []
    const all = (due: Fen) => {
      heard.push(due)
      return due
    }
    expect(await inBulk([late, paid, prompt].map((household) => ({ household, amountFor: all })))).toBe(2)
    // 34 days after the seven of grace, at 5‰ of 30.40 yuan: 5.168 yuan, cut to 5.10.
    expect(heard).toEqual([3_040 + 510, 0, 3_040])
    expect(await database.read.countBy(BillTable, { state: 'open' })).toBe(0)
    expect(await reconcileLedger({ database })).toMatchObject({ balanced: true })
  })
})
