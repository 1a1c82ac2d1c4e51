import { randomBytes } from 'node:crypto'
import { channelName, promptUrl } from './server.ts'

// What the hub does with its database for these requests, statement by statement and transaction by transaction,
// written by hand. A step yields a statement and gets its rows, so that one text serves both drivers.

export type Ask = readonly [sql: string, parameters: readonly unknown[]]
export type Steps<Result> = Generator<Ask, Result, unknown[]>

/** Runs steps on a database of its kind. */
export interface BareStore {
  read<Result>(steps: Steps<Result>): Promise<Result>
  transaction<Result>(steps: Steps<Result>): Promise<Result>
  /** The ending of a SELECT that locks. */
  readonly forUpdate: string
}

let chance = Buffer.alloc(0)
let taken = 0

/** As long as a ULID, and like it in sequence of time. */
function newId(now: number): string {
  if (taken + 8 > chance.length) [chance, taken] = [randomBytes(8_192), 0]
  taken += 8
  return now.toString(32).padStart(10, '0').toUpperCase() + chance.toString('hex', taken - 8, taken)
}

export interface BarePayment {
  id: string
  accountId: string
  channel: string
  amount: number
  residentId: string
}

export function* listBills(residentId: string, accountId: string): Steps<unknown[] | null> {
  const [bound] = yield [bindingSql, [residentId, accountId]]
  if (!bound) return null
  return yield [
    `select id, accountId, kind, state, fromDate, toDate, volume, amount, paid, feePaid, dueOn from bill
      where accountId = ? and state <> 'cancelled' order by toDate desc, id desc limit ?`,
    [accountId, 24],
  ]
}

const bindingSql =
  'select a.unitId from binding b join account a on a.id = b.accountId where b.residentId = ? and b.accountId = ?'

export function* startPayment(wanted: BarePayment, requestId: string): Steps<object | null> {
  const { id, accountId, channel, amount, residentId } = wanted
  const [bound] = (yield [bindingSql, [residentId, accountId]]) as { unitId: string }[]
  if (!bound) return null
  const [earlier] = yield ['select * from payment where id = ?', [id]]
  if (earlier) return null
  const now = Date.now()
  const expiresAt = now + 30 * 60_000
  yield [
    `insert into payment (id, accountId, residentId, channel, amount, state, createdAt, expiresAt, nextPollAt, polls)
      values (?,?,?,?,?,?,?,?,?,?)`,
    [id, accountId, residentId, channel, amount, 'pending', now, expiresAt, now + 15_000, 0],
  ]
  yield audit(now, ['resident', residentId, 'payment.started', 'payment', id, accountId, bound.unitId], {
    details: { channel, amount },
    requestId,
  })
  return {
    payment: { id, accountId, channel, amount, state: 'pending', createdAt: now, expiresAt },
    prompt: { kind: 'redirect', url: promptUrl(id) },
  }
}

export interface BareNotice {
  paymentId: string
  transactionId: string
  amount: number
}

const knownSql = 'select * from receipt where channel = ? and transactionId = ?'

export function* isBooked(transactionId: string): Steps<boolean> {
  return (yield [knownSql, [channelName, transactionId]]).length > 0
}

interface OpenBill {
  id: string
  amount: number
  paid: number
  feePaid: number
  feeMicro: number
  feeAccruedTo: string | null
  dueOn: string
}

/** Books money for the oldest open bill; resolves to false for a payment that nobody knows. */
export function* bookMoney(notice: BareNotice, number: string, forUpdate: string): Steps<boolean> {
  const { paymentId, transactionId, amount } = notice
  const [payment] = (yield ['select * from payment where id = ? and channel = ?', [paymentId, channelName]]) as {
    accountId: string
  }[]
  if (!payment) return false
  const { accountId } = payment
  const [account] = (yield [`select * from account where id = ?${forUpdate}`, [accountId]]) as {
    unitId: string
    prepayment: number
  }[]
  const [earlier] = yield [knownSql, [channelName, transactionId]]
  if (earlier || !account) return true
  const now = Date.now()
  const today = dateOf(now)
  yield [`update payment set state = 'paid', nextPollAt = null where id = ?`, [paymentId]]
  const id = newId(now)
  yield [
    `insert into receipt (id, number, channel, transactionId, paymentId, accountId, amount, toBills, toLateFees,
      toPrepayment, bookedOn, receivedAt, subChannel, invoicedAt, reversedAt) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
    [id, number, channelName, transactionId, paymentId, accountId, amount, 0, 0, 0, today, now, null, null, null],
  ]
  const toBills = yield* settle(accountId, amount, id, today, now)
  const toPrepayment = amount - toBills
  yield [
    'update receipt set toBills = ?, toLateFees = ?, toPrepayment = ? where id = ?',
    [toBills, 0, toPrepayment, id],
  ]
  if (toPrepayment > 0)
    yield ['update account set prepayment = ? where id = ?', [account.prepayment + toPrepayment, accountId]]
  const lines = (
    [
      ['cash', amount],
      ['receivable', -toBills],
      ['prepayment', -toPrepayment],
    ] as const
  ).filter(([, moved]) => moved !== 0)
  const entryId = newId(now)
  yield [
    `insert into ledger_line (id, entryId, kind, sourceId, ledger, accountId, amount, bookedOn)
      values ${lines.map(() => '(?,?,?,?,?,?,?,?)').join(',')}`,
    lines.flatMap(([ledger, moved]) => [newId(now), entryId, 'receipt', id, ledger, accountId, moved, today]),
  ]
  const shares = { toBills, toLateFees: 0, toPrepayment }
  const payload = { receiptId: id, accountId, paymentId, channel: channelName, amount, ...shares }
  yield [
    'insert into event (id, topic, payload, createdAt, fannedOutAt) values (?,?,?,?,?)',
    [newId(now), 'money.received', JSON.stringify(payload), now, null],
  ]
  yield audit(now, ['channel', channelName, 'money.received', 'receipt', id, accountId, account.unitId], {
    details: { channel: channelName, amount, transactionId, number },
    requestId: null,
  })
  return true
}

function* settle(accountId: string, amount: number, receiptId: string, today: string, now: number): Steps<number> {
  const bills = (yield [
    `select id, amount, paid, feePaid, feeMicro, feeAccruedTo, dueOn, tariffId from bill
      where accountId = ? and state = 'open' order by toDate, id`,
    [accountId],
  ]) as OpenBill[]
  let left = amount
  for (const bill of bills) {
    if (left === 0) break
    if (bill.dueOn < today) throw new Error('a bill of the benchmark is overdue')
    const principal = Math.min(left, bill.amount - bill.paid)
    const paid = bill.paid + principal
    yield [
      'update bill set paid = ?, feePaid = ?, feeMicro = ?, feeAccruedTo = ?, state = ? where id = ?',
      [paid, bill.feePaid, bill.feeMicro, bill.feeAccruedTo, paid === bill.amount ? 'settled' : 'open', bill.id],
    ]
    yield [
      `insert into settlement (id, accountId, billId, receiptId, principal, fee, settledOn, state)
        values (?,?,?,?,?,?,?,?)`,
      [newId(now), accountId, bill.id, receiptId, principal, 0, today, 'active'],
    ]
    left -= principal
  }
  return amount - left
}

/** Takes the next `count` numbers of a day; resolves to the last of them. */
export function* reserveNumbers(date: string, count: number, forUpdate: string): Steps<number> {
  const [row] = (yield [`select last from sequence where name = ? and onDate = ?${forUpdate}`, ['SK', date]]) as {
    last: number
  }[]
  const last = (row?.last ?? 0) + count
  if (row) yield ['update sequence set last = ? where name = ? and onDate = ?', [last, 'SK', date]]
  else yield ['insert into sequence (name, onDate, last) values (?,?,?)', ['SK', date, last]]
  return last
}

export const dateOf = (now: number): string => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)

function audit(now: number, who: readonly string[], more: { details: object; requestId: string | null }): Ask {
  return [
    `insert into audit (id, at, actorKind, actorId, action, subjectKind, subjectId, accountId, unitId, details, requestId)
      values (?,?,?,?,?,?,?,?,?,?,?)`,
    [newId(now), now, ...who, JSON.stringify(more.details), more.requestId],
  ]
}
