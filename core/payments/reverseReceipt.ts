import type { Account } from '#core/accounts/account.ts'
import { lockAccount } from '#core/accounts/lockAccount.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import { settleFromPrepayment } from '#core/billing/settleFromPrepayment.ts'
import { undoSettlements } from '#core/billing/undoSettlements.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { post } from '#core/ledger/post.ts'
import { isClosed, keepDaysOpen } from './openDay.ts'
import type { Receipt, Reversal } from './payment.ts'
import { ReceiptTable, ReversalTable } from './payment.table.ts'
import {
  receiptUnknown,
  reversalAlready,
  reversalAmountDiffers,
  reversalDayClosed,
  reversalInvoiced,
  reversalNotNewest,
  reversalNotSameDay,
  serialDiffers,
} from './payments.errors.ts'
import { receiptReversed } from './payments.events.ts'
import { repeatIfTaken } from './repeatIfTaken.ts'

interface Deps {
  database: Database
  clock: Clock
}

export interface ReversalWanted {
  /** Whoever took the money: a partner reverses only its own. */
  channel: string
  /** The serial of the receipt that is to be taken back. */
  original: string
  /** The reversal's own serial; repeated, it answers the first reversal. */
  serial: string
  amount: Fen
  reason: string
}

/**
 * 冲正: takes a receipt back: same day, same amount, by whoever took it, not yet invoiced, the account's newest first.
 * Its bills are open again; what became prepayment is taken from there, and where later bills have used that up, they
 * are open again, too.
 * @throws DomainError `receipt.unknown`, `partner.serialDiffers`, `reversal.*`
 */
export const reverseReceipt = (deps: Deps, actor: Actor, wanted: ReversalWanted): Promise<Reversal> =>
  repeatIfTaken(() => reverseOnce(deps, actor, wanted))

async function reverseOnce({ database, clock }: Deps, actor: Actor, wanted: ReversalWanted): Promise<Reversal> {
  const { channel, original } = wanted
  const known = await database.read.findOneBy(ReceiptTable, { channel, transactionId: original })
  if (!known) throw receiptUnknown()
  return database.transaction(async (tx) => {
    const now = clock()
    const account = await lockAccount(tx, known.accountId)
    const earlier = await tx.findOneBy(ReversalTable, { channel, transactionId: wanted.serial })
    if (earlier) {
      if (earlier.receiptId !== known.id || earlier.amount !== wanted.amount) throw serialDiffers()
      return earlier
    }
    const receipt = await tx.findOneByOrFail(ReceiptTable, { id: known.id })
    await refuseIrreversible(tx, receipt, wanted, now)
    return reverse(tx, actor, account, receipt, wanted, now)
  })
}

async function refuseIrreversible(tx: Transaction, receipt: Receipt, wanted: ReversalWanted, now: number) {
  if (receipt.reversedAt !== null) throw reversalAlready()
  if (receipt.amount !== wanted.amount) throw reversalAmountDiffers()
  if (dateOf(receipt.receivedAt) !== dateOf(now)) throw reversalNotSameDay()
  if (receipt.invoicedAt !== null) throw reversalInvoiced()
  await keepDaysOpen(tx, receipt.channel)
  if (await isClosed(tx, receipt.channel, receipt.bookedOn)) throw reversalDayClosed()
  const [newer]: { number: string }[] = await tx.query(
    'select number from receipt where accountId = ? and id > ? and reversedAt is null order by id desc limit 1',
    [receipt.accountId, receipt.id],
  )
  if (newer) throw reversalNotNewest(newer.number)
}

async function reverse(
  tx: Transaction,
  actor: Actor,
  account: Account,
  receipt: Receipt,
  wanted: ReversalWanted,
  now: number,
): Promise<Reversal> {
  // In the same day's file as the receipt, also when that is tomorrow's already.
  const { bookedOn } = receipt
  const accountId = account.id
  const undone = await undoSettlements(tx, account, receipt.id, dateOf(now), now)
  const amounts = {
    cash: fen(-receipt.amount),
    receivable: undone.principal,
    'revenue.lateFee': undone.fee,
    prepayment: fen(receipt.amount - undone.principal - undone.fee),
  }
  const id = newId(now)
  await post(tx, [{ kind: 'reversal', sourceId: id, accountId, bookedOn, amounts }], now)
  const prepayment = fen(undone.prepayment - amounts.prepayment)
  await tx.query('update account set prepayment = ? where id = ?', [prepayment, accountId])
  // What is left of it pays the bills that are open again.
  await settleFromPrepayment(tx, [{ id: accountId, prepayment }], dateOf(now), now)
  await tx.update(ReceiptTable, { id: receipt.id }, { reversedAt: now })
  const { channel, amount } = receipt
  const reversal: Reversal = {
    id,
    receiptId: receipt.id,
    channel,
    transactionId: wanted.serial,
    amount,
    reason: wanted.reason,
    bookedOn,
    reversedAt: now,
  }
  await tx.insert(ReversalTable, reversal)
  await publish(tx, receiptReversed, { receiptId: receipt.id, accountId, channel, amount }, now)
  const details = { channel, amount, number: receipt.number, reason: wanted.reason }
  const subject = { kind: 'receipt', id: receipt.id }
  await recordAudit(tx, actor, { action: 'receipt.reversed', subject, accountId, unitId: account.unitId, details }, now)
  return reversal
}
