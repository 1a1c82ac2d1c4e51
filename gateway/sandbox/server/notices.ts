import type { JournalRecord } from './journal.ts'

/** Something that the merchant is told until it says that it knows. */
export interface Notice {
  /** What it is about: the merchant's own number, by which its behaviour is looked up. */
  number: string
  notifyUrl: string
  /** What it says, beside its own id and the merchant. */
  content: Readonly<Record<string, unknown>> & { event: string }
}

export type NoticeOutcome = Extract<JournalRecord, { kind: 'noticeEnded' }>['outcome']
