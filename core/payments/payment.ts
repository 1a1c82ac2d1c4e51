import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Fen } from '#core/kernel/fen.ts'

/** What a resident means to pay. Its id is chosen by the client, so that asking twice is asking once. */
export interface Payment {
  id: string
  accountId: string
  residentId: string
  channel: string
  amount: Fen
  /** `closed`: nobody can pay it at the channel any more; money that comes all the same is booked all the same. */
  state: 'pending' | 'paid' | 'closed'
  createdAt: number
  /** Epoch ms after which the channel takes no money for it. */
  expiresAt: number
  /** When the channel is asked next what became of it; null once that is known. */
  nextPollAt: number | null
  polls: number
}

/** Money that came: a fact, booked once per channel and transaction, whatever became of the payment. */
export interface Receipt {
  id: string
  /** For people: `SK20261123-0042`. */
  number: string
  /** A payment channel's name, a partner's code, or `counter`. */
  channel: string
  /** The other side's own number: unique within the channel. */
  transactionId: string
  paymentId: string | null
  accountId: string
  amount: Fen
  toBills: Fen
  toLateFees: Fen
  toPrepayment: Fen
  /** The day whose end-of-day file it is in. */
  bookedOn: BusinessDate
  receivedAt: number
  /** Where in the other side's house it was taken: a branch, a counter. */
  subChannel: string | null
  /** Set when an invoice was issued for it: then a refund, not a reversal, is the way back. */
  invoicedAt: number | null
  reversedAt: number | null
}

/** 冲正: a receipt taken back by whoever took it. The receipt's row stays. */
export interface Reversal {
  id: string
  receiptId: string
  channel: string
  transactionId: string
  amount: Fen
  reason: string
  bookedOn: BusinessDate
  reversedAt: number
}

/** 扎帐: what a partner says of its day beside what the hub has. */
export interface PartnerDay {
  id: string
  channel: string
  businessDate: BusinessDate
  theirCount: number
  theirTotal: Fen
  ourCount: number
  ourTotal: Fen
  closedAt: number
}
