import { z } from 'zod'

const milliseconds = z.int().min(0).max(86_400_000)

/** How the vendor tells the merchant of a payment or an invoice, with all that goes wrong between two companies. */
export const Behaviour = z.strictObject({
  /** Between a request for an invoice or a red form and its answer, ms. */
  decideAfterMs: milliseconds,
  /** It issues no invoice; a red form stays open until it lapses. */
  refuse: z.boolean(),
  /** Between what is told and the first notice, ms. */
  delayMs: milliseconds,
  /** Copies of every notice beside the one that is due. */
  duplicates: z.int().min(0).max(10),
  /** Between the copies, ms; 0 sends them together. */
  duplicateGapMs: milliseconds,
  /** The notice is never sent: the merchant has to ask. */
  lose: z.boolean(),
  /** The notice waits until a later payment's has been sent, at most `holdMs`. */
  outOfOrder: z.boolean(),
  holdMs: milliseconds,
  /** So many of the first attempts carry a signature that does not verify, as WeChat Pay's probes do. */
  wrongSignatures: z.int().min(0).max(100),
  /** How long the merchant may take to answer, ms. */
  answerWithinMs: milliseconds.min(1),
  /** Pauses before each further attempt, ms. */
  retryMs: z.array(milliseconds).max(30),
})
export type Behaviour = z.output<typeof Behaviour>

/** A part of a behaviour. */
export const BehaviourChange = Behaviour.partial()
export type BehaviourChange = z.output<typeof BehaviourChange>

/** Prompt and faithful; repeats at the intervals that WeChat Pay publishes. */
const usual: Behaviour = {
  decideAfterMs: 300,
  refuse: false,
  delayMs: 0,
  duplicates: 0,
  duplicateGapMs: 0,
  lose: false,
  outOfOrder: false,
  holdMs: 10_000,
  wrongSignatures: 0,
  answerWithinMs: 5_000,
  retryMs: [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600].map((s) => s * 1000),
}

export interface Behaviours {
  of(orderNumber: string): Behaviour
  /** Replaces what was said before of this order, or of all orders (null). */
  change(orderNumber: string | null, change: BehaviourChange): Behaviour
  forget(orderNumber: string): void
}

/** Changes live in memory only: they are the demonstrator's wish, not the bank's truth. */
export function createBehaviours(configured: BehaviourChange): Behaviours {
  let everywhere: BehaviourChange = {}
  const changes = new Map<string, BehaviourChange>()

  const of = (orderNumber: string) =>
    Behaviour.parse({ ...usual, ...configured, ...everywhere, ...changes.get(orderNumber) })

  return {
    of,
    change(orderNumber, change) {
      if (orderNumber === null) everywhere = change
      else changes.set(orderNumber, change)
      return of(orderNumber ?? '')
    },
    forget: (orderNumber) => void changes.delete(orderNumber),
  }
}
