import { accountUnknown } from '#core/accounts/account.errors.ts'
import { AccountTable } from '#core/accounts/account.table.ts'
import { lockAccount } from '#core/accounts/lockAccount.ts'
import { getDebt } from '#core/billing/getDebt.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { dateOf } from '#core/kernel/businessDate.ts'
import type { Fen } from '#core/kernel/fen.ts'
import { bookReceipt } from './bookReceipt.ts'
import { openDay } from './openDay.ts'
import type { Receipt } from './payment.ts'
import { ReceiptTable } from './payment.table.ts'
import { accountTakesNoPrepayment, serialDiffers } from './payments.errors.ts'
import type { ReceiveMoneyDeps } from './receiveMoney.ts'
import { repeatIfTaken } from './repeatIfTaken.ts'

/** The channel of the utility's own counters. */
export const ownCounter = 'counter'

export interface CounterMoney {
  /** The code of the partner whose counter it is, or `counter` for one's own: the channel of its receipts. */
  channel: string
  /** The counter's own number of the transaction; never used twice for different ones. */
  serial: string
  accountNumber: string
  amount: Fen
  /** The branch or window. */
  subChannel: string | null
}

/**
 * Books money that was taken at a counter. A repeated serial answers the first receipt. After the partner's end of the
 * day it belongs to the next day.
 * @throws DomainError `account.unknown`, `partner.serialDiffers`, `payment.accountClosed` when the account was closed and
 * owes less: nobody would use up what is left over
 */
export const receiveAtCounter = (deps: ReceiveMoneyDeps, actor: Actor, money: CounterMoney): Promise<Receipt> =>
  repeatIfTaken(() => receive(deps, actor, money))

async function receive({ database, clock, numbers }: ReceiveMoneyDeps, actor: Actor, money: CounterMoney) {
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
    if (account.closedOn !== null) {
      const { total } = await getDebt({ database: { read: tx }, clock }, account.id)
      if (amount > total) throw accountTakesNoPrepayment(total)
    }
    const now = clock()
    const bookedOn = await openDay(tx, channel, dateOf(now))
    const booked = { channel, transactionId: serial, paymentId: null, amount, subChannel, number, bookedOn }
    return bookReceipt(tx, actor, account, booked, now)
  })
}
