import type { Transaction } from '#core/kernel/database.ts'
import { placeholders } from '#core/kernel/rows.ts'
import type { Recipient } from '#core/notices/newNotice.ts'
import type { Message, NoticeChannel } from '#core/notices/notice.ts'

/** Somebody for whom an earlier stage has a notice. */
export interface Earlier extends Recipient {
  /** Whether they may know of it: something was sent to them, or was tried and nobody can say what came of it. */
  told: boolean
}

/**
 * A step: the next people for whom earlier stages of the message's subject have notices, by channel and recipient. What
 * of these is not out yet will never be: this stage takes its place.
 */
export async function toldBefore(
  tx: Transaction,
  { subjectId, stage, doneUpTo }: Message,
  most: number,
  now: number,
): Promise<{ people: Earlier[]; doneUpTo: string }> {
  const [channel = '', recipient = ''] = doneUpTo.split(' ')
  const found: { channel: NoticeChannel; recipient: string }[] = await tx.query(
    `select distinct channel, recipient from notice
      where subjectId = ? and stage < ? and (channel > ? or (channel = ? and recipient > ?))
      order by channel, recipient limit ${most}`,
    [subjectId, stage, channel, channel, recipient],
  )
  const people: Earlier[] = []
  for (const [kind, group] of Map.groupBy(found, (row) => row.channel)) {
    const names = group.map((row) => row.recipient)
    const where = `subjectId = ? and stage < ? and channel = ? and recipient in ${placeholders(names)}`
    const which = [subjectId, stage, kind, ...names]
    // Before looking who was told: whoever is just sending one of these has it locked, and is waited for.
    await tx.query(
      `update notice set state = 'superseded', leaseUntil = null
        where ${where} and state = 'due' and (leaseUntil is null or leaseUntil <= ?)`,
      [...which, now],
    )
    const rows: (Omit<Earlier, 'told' | 'channel'> & { told: number })[] = await tx.query(
      `select recipient, max(residentId) as residentId, max(accountId) as accountId,
              max(case when state = 'sent' or (state <> 'failed' and attempts > 0) then 1 else 0 end) as told
         from notice where ${where} group by recipient order by recipient`,
      which,
    )
    people.push(...rows.map((row) => ({ ...row, channel: kind, told: Number(row.told) === 1 })))
  }
  const last = found.at(-1)
  return { people, doneUpTo: last ? `${last.channel} ${last.recipient}` : doneUpTo }
}
