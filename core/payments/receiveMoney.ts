import { lockAccount } from '#core/accounts/lockAccount.ts'
import { dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import type { Fen } from '#core/kernel/fen.ts'
import { findRow } from '#core/kernel/rows.ts'
import type { Numbers } from '#core/kernel/sequence.ts'
import { bookReceipt } from './bookReceipt.ts'
import type { Receipt } from './payment.ts'
import { PaymentTable, ReceiptTable } from './payment.table.ts'
import { paymentUnknown } from './payments.errors.ts'
import { repeatIfTaken } from './repeatIfTaken.ts'

export interface ReceiveMoneyDeps {
  database: Database
  clock: Clock
  numbers: Numbers
}

export interface MoneyTold {
  channel: string
  transactionId: string
  paymentId: string
  amount: Fen
}

/**
 * Books money that a channel says it has taken. Money that is there is always booked, also when the amount is another,
 * the payment was closed, or was paid before: then it becomes prepayment. The same transaction only once, however
 * often and from wherever it is told.
 * @throws DomainError `payment.unknown`
 */
export const receiveMoney = (deps: ReceiveMoneyDeps, told: MoneyTold): Promise<Receipt> =>
  repeatIfTaken(() => receive(deps, told))

async function receive({ database, clock, numbers }: ReceiveMoneyDeps, told: MoneyTold): Promise<Receipt> {
  const { channel, transactionId, paymentId } = told
  // Most repetitions end here, without a lock and without a number.
  const known = await findRow(database.read, ReceiptTable, { channel, transactionId })
  if (known) return known
  const number = await numbers.next('SK')
  return database.transaction(async (tx) => {
    const payment = await findRow(tx, PaymentTable, { id: paymentId, channel })
    if (!payment) throw paymentUnknown()
    const account = await lockAccount(tx, payment.accountId)
    const earlier = await findRow(tx, ReceiptTable, { channel, transactionId })
    if (earlier) return earlier
    const now = clock()
    await tx.query(`update payment set state = 'paid', nextPollAt = null where id = ?`, [paymentId])
    const actor = { kind: 'channel' as const, id: channel }
    const money = { ...told, number, subChannel: null, bookedOn: dateOf(now) }
    return bookReceipt(tx, actor, account, money, now)
  })
}
