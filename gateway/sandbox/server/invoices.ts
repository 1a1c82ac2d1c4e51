import { createHash, randomInt } from 'node:crypto'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Fen } from '#core/kernel/fen.ts'
import type { Journal, JournalRecord } from './journal.ts'
import type { Notice, NoticeOutcome } from './notices.ts'

type AskedRecord = Extract<JournalRecord, { kind: 'invoiceAsked' }>

/** An invoice that was asked for, or a form (`redForm`) by which one is to be taken back. */
export interface Asked extends Omit<AskedRecord, 'kind'> {
  answer: { issued: string | null; reason: string | null; at: number } | null
  noticeEnded: boolean
}

export interface AskedContent {
  what: Asked['what']
  /** The merchant's own number. */
  number: string
  gross: Fen
  invoiceNumber: string | null
  notifyUrl: string
}

const formLifeMs = 72 * 3_600_000

export type Invoices = ReturnType<typeof createInvoices>

/** What a tax platform knows, in memory as the journal tells it. */
export function createInvoices(journal: Journal, now: Clock) {
  const byNumber = new Map<string, Asked>()
  const issued = new Set<string>()

  function apply(record: JournalRecord) {
    if (record.kind === 'invoiceAsked') {
      const { kind: _, ...content } = record
      byNumber.set(record.number, { ...content, answer: null, noticeEnded: false })
    } else if (record.kind === 'invoiceAnswered') {
      const asked = byNumber.get(record.number)
      if (!asked) return
      asked.answer = { issued: record.issued, reason: record.reason, at: record.at }
      if (record.issued !== null) issued.add(record.issued)
    } else if (record.kind === 'noticeEnded') {
      const asked = byNumber.get(record.number)
      if (asked) asked.noticeEnded = true
    }
  }

  function write(record: JournalRecord) {
    journal.append(record)
    apply(record)
  }

  function newNumber(on: BusinessDate): string {
    for (;;) {
      const digits = Array.from({ length: 15 }, () => randomInt(10)).join('')
      const number = `${on.slice(2, 4)}372${digits}`
      if (!issued.has(number)) return number
    }
  }

  return {
    apply,

    /** `body` is everything that was asked for: the same number with another is refused. Null: it is known already. */
    ask(content: AskedContent, body: Buffer): Asked | 'conflict' | 'invoiceUnknown' | null {
      const fingerprint = createHash('sha256').update(body).digest('base64')
      const known = byNumber.get(content.number)
      if (known) return known.fingerprint === fingerprint ? null : 'conflict'
      if (content.invoiceNumber !== null && !issued.has(content.invoiceNumber)) return 'invoiceUnknown'
      write({ kind: 'invoiceAsked', ...content, fingerprint, askedAt: now() })
      return byNumber.get(content.number) ?? 'conflict'
    },

    find: (what: Asked['what'], number: string): Asked | undefined => {
      const asked = byNumber.get(number)
      return asked?.what === what ? asked : undefined
    },
    has: (number: string): boolean => byNumber.has(number),

    /** Decides once; `reason` null is a yes. */
    answer(asked: Asked, reason: string | null) {
      if (asked.answer) return
      const at = now()
      const number = reason === null ? newNumber(dateOf(at)) : null
      write({ kind: 'invoiceAnswered', number: asked.number, issued: number, reason, at })
    },

    describe: (asked: Asked) => describe(asked, now()),

    endNotice(number: string, outcome: NoticeOutcome) {
      write({ kind: 'noticeEnded', number, outcome })
    },

    undecided: (): Asked[] => [...byNumber.values()].filter(({ answer }) => !answer),
    unnoticed: (): Asked[] => [...byNumber.values()].filter(({ answer, noticeEnded }) => answer && !noticeEnded),
  }
}

/** What became of it, as the merchant hears it. */
function describe(asked: Asked, now: number): Readonly<Record<string, unknown>> {
  const { what, number, gross, answer, askedAt } = asked
  if (what === 'redForm') {
    if (answer?.issued)
      return { formNumber: number, state: 'confirmed', redNumber: answer.issued, confirmedAt: answer.at }
    return { formNumber: number, state: now >= askedAt + formLifeMs ? 'lapsed' : 'open' }
  }
  if (!answer) return { requestNumber: number, state: 'issuing' }
  if (answer.issued === null) return { requestNumber: number, state: 'failed', reason: answer.reason }
  return { requestNumber: number, state: 'issued', number: answer.issued, issuedAt: answer.at, gross }
}

/** By which the merchant hears what became of it. */
export const noticeOfInvoice = (asked: Asked, now: number): Notice => ({
  number: asked.number,
  notifyUrl: asked.notifyUrl,
  content: { event: asked.what === 'invoice' ? 'invoice.answered' : 'redForm.answered', ...describe(asked, now) },
})
