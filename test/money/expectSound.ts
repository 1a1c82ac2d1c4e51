import { expect } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import { EventTable } from '#core/kernel/event.ts'
import { reconcileLedger } from '#core/ledger/reconcileLedger.ts'
import { ReceiptTable } from '#core/payments/payment.table.ts'

/** Rows that there must never be, by what is wrong with them. */
const faults = {
  'prepayment below zero': 'select id from account where prepayment < 0',
  'bill paid beyond its amount': 'select id from bill where paid > amount or paid < 0 or feePaid < 0',
  'bill whose state is not what was paid': `select id from bill
    where (state = 'settled' and paid <> amount) or (state = 'open' and paid = amount)`,
  'prepayment beside an open bill': `select a.id from account a join bill b on b.accountId = a.id
    where a.prepayment > 0 and b.state = 'open'`,
  'receipt whose shares are not its amount':
    'select id from receipt where toBills + toLateFees + toPrepayment <> amount',
  'transaction booked twice': 'select min(id) as id from receipt group by channel, transactionId having count(*) > 1',
  'number given twice': 'select min(id) as id from receipt group by number having count(*) > 1',
}

/** The books balance, and agree with accounts, bills, receipts and events. */
export async function expectSound(database: Database): Promise<void> {
  expect(await reconcileLedger({ database })).toMatchObject({ balanced: true, drifts: [] })
  for (const [fault, sql] of Object.entries(faults)) {
    expect.soft(await database.read.query(sql), fault).toEqual([])
  }
  const events = await database.read.findBy(EventTable, { topic: 'money.received' })
  const announced = events.map(({ payload }) => (payload as { receiptId: string }).receiptId)
  const receipts = await database.read.find(ReceiptTable, { select: { id: true } })
  expect.soft(announced.toSorted(), 'an event for each receipt').toEqual(receipts.map(({ id }) => id).toSorted())
}
