import { accountUnknown } from '#core/accounts/account.errors.ts'
import { AccountTable } from '#core/accounts/account.table.ts'
import { lockAccount } from '#core/accounts/lockAccount.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { type BusinessDate, addDays, dateOf } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import type { Fen } from '#core/kernel/fen.ts'
import { bookReceipt } from './bookReceipt.ts'
import type { Receipt } from './payment.ts'
import { PartnerDayTable, ReceiptTable } from './payment.table.ts'
import { serialDiffers } from './payments.errors.ts'
import type { ReceiveMoneyDeps } from './receiveMoney.ts'

export interface PartnerMoney {
  /** The partner's code: the channel of its receipts. */
  channel: string
  /** The partner's own number of the transaction; never used twice for different ones. */
  serial: string
  accountNumber: string
  amount: Fen
  /** The branch or counter. */
  subChannel: string | null
}

/**
 * Books money that a partner has taken at its counter. A repeated serial answers the first receipt. After the partner's
 * end of the day it belongs to the next day.
 * @throws DomainError `account.unknown`, `partner.serialDiffers`
 */
export async function receiveAtPartner(
  { database, clock, numbers }: ReceiveMoneyDeps,
  actor: Actor,
  money: PartnerMoney,
): Promise<Receipt> {
  const { channel, serial, accountNumber, amount, subChannel } = money
  const known = await database.read.findOneBy(AccountTable, { number: accountNumber })
  if (!known) throw accountUnknown()
  const number = await numbers.next('SK')
  return database.transaction(async (tx) => {
    const account = await lockAccount(tx, known.id)
    const earlier = await tx.findOneBy(ReceiptTable, { channel, transactionId: serial })
    if (earlier) {
      if (earlier.accountId !== account.id || earlier.amount !== amount) throw serialDiffers()
      return earlier
    }
    const now = clock()
    const bookedOn = await openDay(tx, channel, dateOf(now))
    const booked = { channel, transactionId: serial, paymentId: null, amount, subChannel, number, bookedOn }
    return bookReceipt(tx, actor, account, booked, now)
  })
}

/** A step: the first day from `today` on that the partner has not closed yet. */
export async function openDay(tx: Transaction, channel: string, today: BusinessDate): Promise<BusinessDate> {
  const closed = await tx.existsBy(PartnerDayTable, { channel, businessDate: today })
  return closed ? addDays(today, 1) : today
}
