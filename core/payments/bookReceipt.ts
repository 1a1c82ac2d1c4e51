import type { Account } from '#core/accounts/account.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import { settleBills } from '#core/billing/settleBills.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { post } from '#core/ledger/post.ts'
import type { Receipt } from './payment.ts'
import { ReceiptTable } from './payment.table.ts'
import { moneyReceived } from './payments.events.ts'
import { receiptEntry } from './receiptEntry.ts'

export interface Money {
  channel: string
  transactionId: string
  paymentId: string | null
  amount: Fen
  subChannel: string | null
  /** For people, from the sequence `SK`; taken before the transaction. */
  number: string
  /** The day in whose file it is; the day of `now` unless that is closed. */
  bookedOn: BusinessDate
}

/**
 * A step, under the account's lock: books money that is there: oldest bill first, each with its late fee, the rest
 * becomes prepayment. The caller has made sure that this transaction of the channel was not booked before. `now` is
 * epoch ms.
 * @throws RangeError when the amount is not positive
 */
export async function bookReceipt(
  tx: Transaction,
  actor: Actor,
  account: Pick<Account, 'id' | 'unitId' | 'prepayment'>,
  money: Money,
  now: number,
): Promise<Receipt> {
  const { amount, channel, paymentId } = money
  if (amount <= 0) throw new RangeError(`money that is none: ${amount}`)
  const accountId = account.id
  const today = dateOf(now)
  const id = newId(now)
  const receipt: Receipt = {
    id,
    ...money,
    accountId,
    toBills: fen(0),
    toLateFees: fen(0),
    toPrepayment: fen(0),
    receivedAt: now,
    invoicedAt: null,
    reversedAt: null,
  }
  await insertRows(tx, ReceiptTable, [receipt])
  const {
    toBills,
    toLateFees,
    rest: toPrepayment,
  } = await settleBills(tx, { accountId, amount, receiptId: id }, today, now)
  const shares = { toBills, toLateFees, toPrepayment }
  await tx.query('update receipt set toBills = ?, toLateFees = ?, toPrepayment = ? where id = ?', [
    toBills,
    toLateFees,
    toPrepayment,
    id,
  ])
  if (toPrepayment !== 0) {
    await tx.query('update account set prepayment = ? where id = ?', [
      fen(account.prepayment + toPrepayment),
      accountId,
    ])
  }
  const booked = { ...receipt, ...shares }
  await post(tx, [receiptEntry(booked)], now)
  await publish(tx, moneyReceived, { receiptId: id, accountId, paymentId, channel, amount, ...shares }, now)
  const details = { channel, amount, transactionId: money.transactionId, number: money.number }
  const subject = { kind: 'receipt', id }
  await recordAudit(tx, actor, { action: 'money.received', subject, accountId, unitId: account.unitId, details }, now)
  return booked
}
