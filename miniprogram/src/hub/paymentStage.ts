import type { PaymentState } from './contract.ts'

/** A payment as this phone remembers it. The hub alone knows what became of it. */
export interface Attempt {
  /** Chosen here, so that asking twice is asking once. */
  id: string
  accountId: string
  accountNumber: string
  /** Fen. */
  amount: number
  channel: string
  /** What it is for, in words: `2026 年 9 月水费`. */
  purpose: string
  startedAt: number
  /** The way to the cashier was shown: money may have been paid from then on. */
  shown: boolean
  /** The person said that they do not want to pay after all. Money may come all the same. */
  givenUp: boolean
  /** The hub has said what became of it. */
  decided: boolean
}

/**
 * What a person sees of a payment. `waiting` is for the bank's word; `cancelled` is the person's own word and `closed`
 * the hub's: its time is over. In `failed` nothing was paid, and trying again goes on with the same payment.
 */
export type Stage = 'paying' | 'waiting' | 'slow' | 'paid' | 'cancelled' | 'failed' | 'closed'

/** After so long without an answer nobody should have to keep looking. */
const patienceMs = 20_000

export function stageOf(seen: {
  /** Null where this phone does not know the payment. */
  attempt: Attempt | null
  /** The hub's word, null while it was not heard. */
  heard: PaymentState | null
  /** Starting it was refused, or did not come through. */
  refused: boolean
  /** How long this page has waited, ms. */
  waitedMs: number
}): Stage {
  const { attempt, heard, refused, waitedMs } = seen
  if (heard?.payment.state === 'paid') return 'paid'
  if (heard?.payment.state === 'closed') return 'closed'
  if (attempt?.givenUp) return 'cancelled'
  if (refused) return 'failed'
  if (attempt && !attempt.shown) return 'paying'
  return waitedMs >= patienceMs ? 'slow' : 'waiting'
}

/** How long to wait before the hub is asked again, ms; null after five minutes: then a person asks by hand. */
export function nextAskMs(waitedMs: number): number | null {
  if (waitedMs < 10_000) return 1_000
  if (waitedMs < 60_000) return 3_000
  return waitedMs < 300_000 ? 10_000 : null
}
