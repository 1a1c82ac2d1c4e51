import { lockAccount } from '#core/accounts/lockAccount.ts'
import type { Account } from '#core/accounts/account.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import { fen } from '#core/kernel/fen.ts'
import { litres } from '#core/kernel/litres.ts'
import { post } from '#core/ledger/post.ts'
import { releaseReadings } from '#core/metering/releaseReadings.ts'
import { storeUsed } from './accumulate.ts'
import type { Bill } from './bill.ts'
import { billCancelled, billInvoiced, billNotNewest, billUnknown } from './billing.errors.ts'
import { billCancelledEvent } from './billing.events.ts'
import { BillTable, SettlementTable } from './billing.table.ts'
import { billEntry } from './makeBill.ts'
import { settleFromPrepayment } from './settleFromPrepayment.ts'

/**
 * Takes a wrong bill back, the newest first, for the readings behind it must still be open to correction. Its readings
 * wait to be billed anew, or are rejected; its water leaves the accumulation; what was paid for it becomes prepayment,
 * which pays other open bills.
 * @throws DomainError `bill.unknown`, `bill.cancelled`, `bill.notNewest`, `bill.invoiced`
 */
export function cancelBill(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  wanted: { billId: string; reason: string; readings: 'keep' | 'reject' },
): Promise<void> {
  return database.transaction(async (tx) => {
    const now = clock()
    const today = dateOf(now)
    const known = await tx.findOneBy(BillTable, { id: wanted.billId })
    if (!known) throw billUnknown()
    const account = await lockAccount(tx, known.accountId)
    const bill = await tx.findOneByOrFail(BillTable, { id: wanted.billId })
    await refuseUncancellable(tx, bill)
    await tx.update(BillTable, { id: bill.id }, { state: 'cancelled' })
    await releaseReadings(tx, bill.id, wanted.readings)
    const back = bill.parts.map((part) => ({ ...part, litres: litres(-part.litres) }))
    await storeUsed(tx, back)
    const prepayment = await releaseMoney(tx, account, bill, today, now)
    await settleFromPrepayment(tx, [{ id: account.id, prepayment }], today, now)
    await publish(tx, billCancelledEvent, { billId: bill.id, accountId: account.id }, now)
    const subject = { kind: 'bill', id: bill.id }
    const details = { reason: wanted.reason, amount: bill.amount, readings: wanted.readings }
    await recordAudit(
      tx,
      actor,
      { action: 'bill.cancelled', subject, accountId: account.id, unitId: account.unitId, details },
      now,
    )
  })
}

async function refuseUncancellable(tx: Transaction, bill: Bill) {
  if (bill.state === 'cancelled') throw billCancelled()
  const [newer]: { id: string }[] = await tx.query(
    `select id from bill where accountId = ? and state <> 'cancelled' and kind = 'reading'
      and (toDate > ? or (toDate = ? and id > ?)) order by toDate desc, id desc limit 1`,
    [bill.accountId, bill.toDate, bill.toDate, bill.id],
  )
  if (newer && bill.kind === 'reading') throw billNotNewest(newer.id)
  const invoiced: unknown[] = await tx.query(
    `select 1 from invoiced_bill where billId = ?
     union all select 1 from settlement s join receipt r on r.id = s.receiptId
      where s.billId = ? and s.state = 'active' and r.invoicedAt is not null limit 1`,
    [bill.id, bill.id],
  )
  if (invoiced.length > 0) throw billInvoiced()
}

/** Resolves to the account's prepayment after it. */
async function releaseMoney(tx: Transaction, account: Account, bill: Bill, today: BusinessDate, now: number) {
  const released = fen(bill.paid + bill.feePaid)
  const prepayment = fen(account.prepayment + released)
  await tx.update(SettlementTable, { billId: bill.id, state: 'active' }, { state: 'released' })
  if (released !== 0) await tx.query('update account set prepayment = ? where id = ?', [prepayment, account.id])
  const entry = billEntry(bill, today, -1)
  const money = {
    receivable: fen(bill.paid),
    'revenue.lateFee': bill.feePaid,
    prepayment: fen(-released),
  }
  await post(tx, [entry, { ...entry, amounts: money }], now)
  return prepayment
}
