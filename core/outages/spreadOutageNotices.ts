import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { recordAudit } from '#core/audit/recordAudit.ts'
import { system } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne, type Transaction } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import { Id } from '#core/kernel/id.ts'
import { holding, type Job, job } from '#core/kernel/job.ts'
import { insertRows, placeholders } from '#core/kernel/rows.ts'
import { newNotice, type Recipient } from '#core/notices/newNotice.ts'
import type { Message } from '#core/notices/notice.ts'
import { MessageTable, NoticeTable } from '#core/notices/notice.table.ts'
import { outageNoticesJob } from './openStage.ts'
import { OutageTable } from './outage.table.ts'
import { outageChanged } from './outages.events.ts'
import { recipientsOf } from './recipientsOf.ts'
import { toldBefore } from './toldBefore.ts'

interface Deps {
  database: Database
  clock: Clock
}

/**
 * Accounts, or people told before, in one transaction. On SQLite, where it keeps everybody from writing, some ten
 * milliseconds of work; on MySQL it keeps nobody, and waits for the disk less often.
 */
const batches = { sqlite: 100, mysql: 500 }

/**
 * Writes the notices of a stage, batch after batch, until all are there or `goesOn` says no. Each batch moves the
 * message's mark in the transaction that writes its notices: whoever goes on after a death leaves nobody out and tells
 * nobody twice. A stage that a later one has overtaken ends where it is; the later one finds whom it has not reached.
 */
export async function spreadOutageNotices(
  { database, clock }: Deps,
  messageId: string,
  goesOn: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<void> {
  const most = batches[database.kind]
  while (await goesOn()) {
    if ((await database.transaction((tx) => spreadBatch(tx, messageId, most, clock()))) === 'done') return
    await setImmediate()
  }
}

async function spreadBatch(tx: Transaction, messageId: string, most: number, now: number): Promise<Message['phase']> {
  const message = await lockOne(tx, MessageTable, { id: messageId })
  if (!message) throw new Error(`no message ${messageId}`)
  const moved = await moveOn(tx, message, most, now)
  if (moved === null) return 'done'
  await tx.update(MessageTable, { id: messageId }, moved)
  if (moved.phase === 'done') await finish(tx, message, now)
  return moved.phase
}

type Mark = Pick<Message, 'phase' | 'doneUpTo'>

/** One batch of the phase that the message is in. Null when it was done before. */
async function moveOn(tx: Transaction, message: Message, most: number, now: number): Promise<Mark | null> {
  if (message.phase === 'done') return null
  if (message.supersededAt !== null) return { phase: 'done', doneUpTo: '' }
  if (message.phase === 'accounts') {
    const accountIds = await nextAccounts(tx, message, most)
    await write(tx, message, await recipientsOf(tx, accountIds, message.topic), now)
    await markReached(tx, message, accountIds)
    const last = accountIds.at(-1)
    return accountIds.length < most || last === undefined
      ? { phase: 'done', doneUpTo: '' }
      : { phase: 'accounts', doneUpTo: last }
  }
  const { people, doneUpTo } = await toldBefore(tx, message, most, now)
  // A change concerns everybody affected, also who was to be told and was not yet. That it is over concerns who knows of it.
  const concerned = message.kind === 'changed' ? people : people.filter(({ told }) => told)
  await write(
    tx,
    message,
    concerned.map(({ told: _, ...recipient }) => recipient),
    now,
  )
  if (people.length === most) return { phase: 'told', doneUpTo }
  return { phase: message.kind === 'changed' ? 'accounts' : 'done', doneUpTo: '' }
}

/** Accounts whose people no earlier stage has come to. */
async function nextAccounts(tx: Transaction, { subjectId, doneUpTo }: Message, most: number): Promise<string[]> {
  const rows: { accountId: string }[] = await tx.query(
    `select accountId from outage_affected
      where outageId = ? and accountId > ? and reachedIn is null order by accountId limit ${most}`,
    [subjectId, doneUpTo],
  )
  return rows.map(({ accountId }) => accountId)
}

async function markReached(tx: Transaction, { subjectId, stage }: Message, accountIds: readonly string[]) {
  if (accountIds.length === 0) return
  await tx.query(
    `update outage_affected set reachedIn = ? where outageId = ? and accountId in ${placeholders(accountIds)}`,
    [stage, subjectId, ...accountIds],
  )
}

/** Notices for those who have none of this stage yet: somebody with several accounts is told once. */
async function write(tx: Transaction, message: Message, recipients: readonly Recipient[], now: number) {
  if (recipients.length === 0) return
  const names = recipients.map(({ recipient }) => recipient)
  const there: Pick<Recipient, 'channel' | 'recipient'>[] = await tx.query(
    `select channel, recipient from notice
      where subjectId = ? and stage = ? and channel in ('app', 'sms') and recipient in ${placeholders(names)}`,
    [message.subjectId, message.stage, ...names],
  )
  const known = new Set(there.map(({ channel, recipient }) => `${channel} ${recipient}`))
  const missing = recipients.filter(({ channel, recipient }) => !known.has(`${channel} ${recipient}`))
  await insertRows(
    tx,
    NoticeTable,
    missing.map((recipient) => newNotice(message, recipient, now)),
  )
}

async function finish(tx: Transaction, message: Message, now: number) {
  const outage = await tx.findOneByOrFail(OutageTable, { id: message.subjectId })
  const counted: { channel: string; notices: number }[] = await tx.query(
    'select channel, count(*) as notices from notice where messageId = ? group by channel',
    [message.id],
  )
  const { id, unitId, state } = outage
  await publish(tx, outageChanged, { outageId: id, state }, now)
  const notices = Object.fromEntries(counted.map(({ channel, notices: count }) => [channel, Number(count)]))
  const details = { stage: message.stage, kind: message.kind, ...notices }
  const act = { action: 'outage.noticesWritten', subject: { kind: 'outage', id }, unitId, details }
  await recordAudit(tx, system(outageNoticesJob), act, now)
}

/** The stage as a job of the scheduler: the lease is renewed between batches, and whoever loses it stops. */
export const createOutageNoticesJob = (deps: Deps): Job =>
  job(outageNoticesJob, z.object({ messageId: Id }), async ({ messageId }, context) => {
    await spreadOutageNotices(deps, messageId, holding(context))
    context.signal.throwIfAborted()
  })
