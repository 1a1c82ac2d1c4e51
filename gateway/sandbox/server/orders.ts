import { randomBytes, randomInt } from 'node:crypto'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Fen } from '#core/kernel/fen.ts'
import type { Journal, JournalRecord } from './journal.ts'
import type { Notice, NoticeOutcome } from './notices.ts'

/** What the merchant says of an order; saying it again under the same number must say the same. */
export interface OrderContent {
  /** The merchant's own number. */
  number: string
  amount: Fen
  subject: string
  expiresAt: number
  notifyUrl: string
}

export interface Payment {
  transactionId: string
  paidAt: number
}

export interface Order extends OrderContent {
  token: string
  payment: Payment | null
  closed: boolean
  /** Nobody will be told of the payment (again). */
  noticeEnded: boolean
}

export type PaidOrder = Order & { payment: Payment }

export const isPaid = (order: Order): order is PaidOrder => order.payment !== null

export type Orders = ReturnType<typeof createOrders>

/** All orders, in memory as the journal tells them. Changes are durable only once `journal.durable()` has resolved. */
export function createOrders(journal: Journal, now: Clock) {
  const byNumber = new Map<string, Order>()
  const byToken = new Map<string, Order>()

  function apply(record: JournalRecord) {
    if (record.kind === 'placed') {
      const { kind: _, ...content } = record
      const order = { ...content, payment: null, closed: false, noticeEnded: false }
      byNumber.set(order.number, order)
      byToken.set(order.token, order)
    } else if (record.kind === 'paid' || record.kind === 'closed' || record.kind === 'noticeEnded') {
      const order = byNumber.get(record.number)
      if (!order) return
      if (record.kind === 'paid') order.payment = { transactionId: record.transactionId, paidAt: record.paidAt }
      if (record.kind === 'closed') order.closed = true
      if (record.kind === 'noticeEnded') order.noticeEnded = true
    }
  }

  function write(record: JournalRecord) {
    journal.append(record)
    apply(record)
  }

  function stateOf(order: Order): 'waiting' | 'paid' | 'closed' {
    if (isPaid(order)) return 'paid'
    return order.closed || order.expiresAt <= now() ? 'closed' : 'waiting'
  }

  return {
    apply,
    stateOf,

    place(content: OrderContent): Order | 'conflict' | 'expired' {
      const known = byNumber.get(content.number)
      if (known) return sameContent(known, content) ? known : 'conflict'
      if (content.expiresAt <= now()) return 'expired'
      const token = randomBytes(32).toString('base64url')
      write({ kind: 'placed', ...content, token })
      return byNumber.get(content.number) ?? 'conflict'
    },

    find: (number: string): Order | undefined => byNumber.get(number),
    findByToken: (token: string): Order | undefined => byToken.get(token),

    /** Answers the order when this call paid it; null when it was paid before or takes no money any more. */
    pay(order: Order): PaidOrder | null {
      if (stateOf(order) !== 'waiting') return null
      const paidAt = now()
      write({ kind: 'paid', number: order.number, transactionId: newTransactionId(paidAt), paidAt })
      return isPaid(order) ? order : null
    },

    /** A paid order stays paid. */
    close(order: Order) {
      if (!isPaid(order) && !order.closed) write({ kind: 'closed', number: order.number, at: now() })
    },

    endNotice(number: string, outcome: NoticeOutcome) {
      write({ kind: 'noticeEnded', number, outcome })
    },

    paidOn: (date: BusinessDate): PaidOrder[] =>
      [...byNumber.values()]
        .filter(isPaid)
        .filter((order) => dateOf(order.payment.paidAt) === date)
        .toSorted((a, b) => a.payment.paidAt - b.payment.paidAt),

    /** Paid, and the merchant has not said that it knows. */
    unnoticed: (): PaidOrder[] => [...byNumber.values()].filter(isPaid).filter((order) => !order.noticeEnded),
  }
}

/** By which the merchant hears that an order was paid. */
export const noticeOf = ({ number, amount, payment, notifyUrl }: PaidOrder): Notice => ({
  number,
  notifyUrl,
  content: { event: 'order.paid', orderNumber: number, ...payment, amount },
})

const sameContent = (a: OrderContent, b: OrderContent) =>
  a.amount === b.amount && a.subject === b.subject && a.expiresAt === b.expiresAt && a.notifyUrl === b.notifyUrl

/** `SBX`, the day, 16 digits. */
function newTransactionId(paidAt: number): string {
  const digits = () => String(randomInt(10 ** 8)).padStart(8, '0')
  return `SBX${dateOf(paidAt).replaceAll('-', '')}${digits()}${digits()}`
}
