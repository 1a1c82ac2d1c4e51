import { createReadStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { Fen } from '#core/kernel/fen.ts'
import { StartError } from '#core/kernel/startError.ts'

/** What the vendor must not forget, one JSON line each; its state is what they say, applied in order. Times in epoch ms. */
export const JournalRecord = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('placed'),
    number: z.string(),
    amount: Fen,
    subject: z.string(),
    expiresAt: z.int(),
    notifyUrl: z.string(),
    /** Unguessable: whoever has it sees the cashier page. */
    token: z.string(),
  }),
  z.strictObject({ kind: z.literal('paid'), number: z.string(), transactionId: z.string(), paidAt: z.int() }),
  z.strictObject({ kind: z.literal('closed'), number: z.string(), at: z.int() }),
  z.strictObject({
    kind: z.literal('noticeEnded'),
    number: z.string(),
    outcome: z.enum(['acknowledged', 'lost', 'exhausted']),
  }),
  z.strictObject({
    kind: z.literal('invoiceAsked'),
    number: z.string(),
    what: z.enum(['invoice', 'redForm']),
    /** Of everything that was asked for, to know a repetition by. */
    fingerprint: z.string(),
    /** 0 for a red form. */
    gross: Fen,
    /** Of the invoice that is to be taken back; null for an invoice. */
    invoiceNumber: z.string().nullable(),
    notifyUrl: z.string(),
    askedAt: z.int(),
  }),
  z.strictObject({
    kind: z.literal('invoiceAnswered'),
    number: z.string(),
    /** The invoice's, or the red one's; null when there is none. */
    issued: z.string().nullable(),
    reason: z.string().nullable(),
    at: z.int(),
  }),
  z.strictObject({ kind: z.literal('sms'), id: z.string(), to: z.string(), text: z.string(), at: z.int() }),
])
export type JournalRecord = z.output<typeof JournalRecord>

export interface Journal {
  /** Hands every record of the file to `apply`, once, before anything is appended. @throws StartError when it is damaged */
  replay(apply: (record: JournalRecord) => void): Promise<void>
  append(record: JournalRecord): void
  /** Resolves when all that was appended before is on the disk; many callers share one fsync. */
  durable(): Promise<void>
  close(): Promise<void>
}

/** `onFailure` hears of a disk that does not take a record: memory is then ahead of it and the process must end. */
export async function openJournal(file: string, onFailure: (error: unknown) => void): Promise<Journal> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'a', 0o600)
  await syncFolder(dirname(file))
  const waiting: string[] = []
  let flushed: Promise<void> = Promise.resolve()

  async function flush() {
    const lines = waiting.splice(0)
    if (lines.length === 0) return
    try {
      await handle.appendFile(lines.join(''))
      await handle.datasync()
    } catch (error) {
      onFailure(error)
      throw error
    }
  }
  const durable = () => (flushed = flushed.then(flush))

  return {
    async replay(apply) {
      // A process that was killed may leave half a line, which nobody was answered about; the next record needs its own.
      await handle.truncate(await readRecords(file, apply))
    },
    append: (record) => void waiting.push(`${JSON.stringify(record)}\n`),
    durable,
    async close() {
      await durable()
      await handle.close()
    },
  }
}

/** Resolves to the bytes that whole lines take up. */
async function readRecords(file: string, apply: (record: JournalRecord) => void): Promise<number> {
  let line = 0
  let whole = 0
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk])
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      line += 1
      apply(parseRecord(rest.toString('utf8', 0, end), `${file}:${line}`))
      whole += end + 1
      rest = rest.subarray(end + 1)
    }
  }
  return whole
}

function parseRecord(text: string, place: string): JournalRecord {
  try {
    return JournalRecord.parse(JSON.parse(text))
  } catch {
    throw new StartError(`the journal is damaged at ${place}`)
  }
}

async function syncFolder(folder: string) {
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}
