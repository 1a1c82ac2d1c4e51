import type { Clock } from '#core/kernel/clock.ts'
import { type Database, skipLocked, type Transaction } from '#core/kernel/database.ts'
import { every, type Job } from '#core/kernel/job.ts'
import { placeholders } from '#core/kernel/rows.ts'
import { isQuiet } from './noticeRules.ts'
import type { SmsSender } from './smsSender.ts'

interface Deps {
  database: Database
  clock: Clock
  sms: SmsSender
}

const batch = 50
/** Requests to the operator at once. */
const atOnce = 10
/** Longer than a batch takes, however slowly the operator answers. */
const leaseMs = 120_000
/** Some eight hours of trying, by the backoff below. */
const mostAttempts = 16
const backoffMs = (attempts: number) => Math.min(2 ** attempts * 2_000, 3_600_000)

interface Claimed {
  id: string
  recipient: string
  attempts: number
  sms: string
}

/**
 * Sends the text messages that are due: those that cannot wait first, the others not in quiet hours. Each goes out under
 * its notice's id, by which the operator knows a repetition: when this process dies, the next one sends again what was
 * in hand. Ends when nothing is due, when a whole batch failed, or when `goesOn` says so. Resolves to how many were sent.
 */
export async function sendNotices(
  deps: Deps,
  goesOn: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<number> {
  let sent = 0
  while (await goesOn()) {
    const claimed = await claim(deps)
    if (claimed === 'nothing') break
    const failed = new Map<string, unknown>()
    for (let start = 0; start < claimed.length; start += atOnce)
      await Promise.all(claimed.slice(start, start + atOnce).map((notice) => sendOne(deps, notice, failed)))
    await writeDown(deps, claimed, failed)
    sent += claimed.length - failed.size
    // The operator is away: what is left would only be worn out.
    if (failed.size > 0 && failed.size === claimed.length) break
  }
  return sent
}

async function sendOne({ sms }: Deps, { id, recipient, sms: text }: Claimed, failed: Map<string, unknown>) {
  try {
    await sms.send({ to: recipient, text, id })
  } catch (error) {
    failed.set(id, error)
  }
}

const dueSql = `state = 'due' and urgent = ? and dueAt <= ? and (leaseUntil is null or leaseUntil <= ?)`

/** Takes a batch for two minutes. What a later stage has superseded meanwhile is put aside, and not sent. */
async function claim({ database, clock }: Deps): Promise<Claimed[] | 'nothing'> {
  const looked = clock()
  const classes = isQuiet(looked) ? [1] : [1, 0]
  for (const urgent of classes) {
    // Looking first costs a reader nothing; the transaction is for when there is something.
    const waiting = await database.read.query(`select id from notice where ${dueSql} limit 1`, [urgent, looked, looked])
    if (waiting.length === 0) continue
    return database.transaction((tx) => lease(tx, urgent, clock()))
  }
  return 'nothing'
}

async function lease(tx: Transaction, urgent: number, now: number): Promise<Claimed[] | 'nothing'> {
  const rows: (Omit<Claimed, 'sms'> & { messageId: string })[] = await tx.query(
    `select id, recipient, attempts, messageId from notice
      where ${dueSql} order by dueAt, id limit ${batch}${skipLocked(tx)}`,
    [urgent, now, now],
  )
  if (rows.length === 0) return 'nothing'
  const messageIds = [...new Set(rows.map((row) => row.messageId))]
  const messages: { id: string; sms: string | null; supersededAt: number | null }[] = await tx.query(
    `select id, sms, supersededAt from message where id in ${placeholders(messageIds)}`,
    messageIds,
  )
  const standing = new Map(messages.filter(({ supersededAt }) => supersededAt === null).map(({ id, sms }) => [id, sms]))
  const [claimed, aside, worn]: [Claimed[], string[], string[]] = [[], [], []]
  for (const { messageId, ...row } of rows) {
    const sms = standing.get(messageId)
    if (sms === undefined || sms === null) aside.push(row.id)
    // Its process died each time before it could say what failed.
    else if (row.attempts >= mostAttempts) worn.push(row.id)
    else claimed.push({ ...row, attempts: row.attempts + 1, sms })
  }
  await setState(tx, aside, 'superseded')
  await setState(tx, worn, 'failed')
  if (claimed.length > 0) {
    const ids = claimed.map(({ id }) => id)
    await tx.query(`update notice set attempts = attempts + 1, leaseUntil = ? where id in ${placeholders(ids)}`, [
      now + leaseMs,
      ...ids,
    ])
  }
  return claimed
}

async function setState(tx: Transaction, ids: readonly string[], state: 'superseded' | 'failed') {
  if (ids.length === 0) return
  await tx.query(`update notice set state = ?, leaseUntil = null where id in ${placeholders(ids)}`, [state, ...ids])
}

async function writeDown({ database, clock }: Deps, claimed: readonly Claimed[], failed: Map<string, unknown>) {
  const sent = claimed.filter(({ id }) => !failed.has(id)).map(({ id }) => id)
  if (claimed.length === 0) return
  await database.transaction(async (tx) => {
    const now = clock()
    if (sent.length > 0) {
      await tx.query(
        `update notice set state = 'sent', sentAt = ?, leaseUntil = null, lastError = null
          where id in ${placeholders(sent)}`,
        [now, ...sent],
      )
    }
    for (const { id, attempts } of claimed) {
      if (!failed.has(id)) continue
      await tx.query(
        `update notice set state = ?, dueAt = ?, leaseUntil = null, lastError = ? where id = ? and state = 'due'`,
        [
          attempts >= mostAttempts ? 'failed' : 'due',
          now + backoffMs(attempts),
          String(failed.get(id)).slice(0, 255),
          id,
        ],
      )
    }
  })
}

const lookMs = 2_000

/** The sender as a job that runs all the time, in one process at once. */
export const createSendJob = (deps: Deps): Job =>
  every('notices.send', lookMs, async ({ renew, signal }) => {
    await sendNotices(deps, async () => !signal.aborted && renew())
    signal.throwIfAborted()
  })
