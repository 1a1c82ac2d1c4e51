import { z } from 'zod'
import { fen, type Fen } from '#core/kernel/fen.ts'
import { Id } from '#core/kernel/id.ts'

/** Money that is being taken at the counter of an account. */
export interface CounterAttempt {
  /** The same for as long as one tries: what arrived is not booked twice. */
  serial: string
  /** Of which nobody knows whether it was booked. */
  unsure: Fen | null
}

const Kept = z.object({ serial: Id, unsure: z.int().positive() })
const place = (accountId: string) => `console.counter.${accountId}`

/**
 * What was sent and never answered: kept on this machine, so that neither a reload nor a browser that dies lets the same
 * money be booked under another serial.
 */
export function keptAttempt(storage: Storage, accountId: string): CounterAttempt | null {
  const text = storage.getItem(place(accountId))
  if (text === null) return null
  try {
    const { serial, unsure } = Kept.parse(JSON.parse(text))
    return { serial, unsure: fen(unsure) }
  } catch {
    // Whatever it is, this page did not write it.
    return null
  }
}

/** Null, and what was not yet sent, is not kept. */
export function keepAttempt(storage: Storage, accountId: string, attempt: CounterAttempt | null): void {
  if (attempt === null || attempt.unsure === null) storage.removeItem(place(accountId))
  else storage.setItem(place(accountId), JSON.stringify(attempt))
}
