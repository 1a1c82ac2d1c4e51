import type { Fen } from '#core/kernel/fen.ts'

/** Where residents' money comes from: WeChat Pay, Alipay, the sandbox. Implemented by the gateway, called by commands. */
export interface PaymentChannel {
  /** `sandbox`, `wechat`, …: the first half of a receipt's unique key. */
  readonly name: string
  /**
   * Tells the channel of a payment, under the payment's id; again with the same id answers the same order.
   * @throws DomainError `channel.unavailable` when it cannot be reached or refuses
   */
  start(order: ChannelOrder): Promise<PaymentPrompt>
  /** What the channel knows of a payment. @throws DomainError `channel.unavailable` */
  query(paymentId: string): Promise<ChannelState>
  /** Closes an order that nobody shall pay any more; resolves to what it is then. @throws DomainError `channel.unavailable` */
  close(paymentId: string): Promise<ChannelState>
}

export interface ChannelOrder {
  paymentId: string
  amount: Fen
  /** What the payer reads at the channel, Chinese. */
  subject: string
  /** Epoch ms after which the channel takes no money for it. */
  expiresAt: number
}

/** What the resident's client needs to let the person pay. */
export interface PaymentPrompt {
  kind: 'redirect'
  url: string
}

export type ChannelState =
  | { state: 'unknown' | 'waiting' | 'closed' }
  | { state: 'paid'; transactionId: string; amount: Fen; paidAt: number }
