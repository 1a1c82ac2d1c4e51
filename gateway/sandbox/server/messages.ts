import { createHash } from 'node:crypto'
import type { Clock } from '#core/kernel/clock.ts'
import type { Journal, JournalRecord } from './journal.ts'

export interface Message {
  /** The sender's own number, by which a repetition is known. */
  id: string
  to: string
  text: string
  at: number
}

const keptMessages = 1000

export type Messages = ReturnType<typeof createMessages>

/** Text messages "delivered". Of old ones only the id and a fingerprint stay in memory, so that they cannot come twice. */
export function createMessages(journal: Journal, now: Clock) {
  const latest: Message[] = []
  const fingerprints = new Map<string, string>()

  function apply(record: JournalRecord) {
    if (record.kind !== 'sms') return
    const { kind: _, ...message } = record
    fingerprints.set(message.id, fingerprint(message))
    latest.push(message)
    if (latest.length > keptMessages) latest.shift()
  }

  return {
    apply,

    deliver(message: Omit<Message, 'at'>): 'delivered' | 'repeated' | 'conflict' {
      const known = fingerprints.get(message.id)
      if (known !== undefined) return known === fingerprint(message) ? 'repeated' : 'conflict'
      const record = { kind: 'sms' as const, ...message, at: now() }
      journal.append(record)
      apply(record)
      return 'delivered'
    },

    /** Oldest first; of one number, or of all. */
    list: (to?: string): Message[] => latest.filter((message) => to === undefined || message.to === to),
  }
}

const fingerprint = (message: Omit<Message, 'at'>) =>
  createHash('sha256')
    .update(JSON.stringify([message.to, message.text]))
    .digest('base64')
    .slice(0, 16)
