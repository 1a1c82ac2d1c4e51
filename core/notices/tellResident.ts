import type { NoticeTopic } from '#core/contract/notices.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { newNotice } from './newNotice.ts'
import type { Message } from './notice.ts'
import { MessageTable, NoticeTable } from './notice.table.ts'
import { topicRules } from './noticeRules.ts'
import { preferencesOf, wantsTopic } from './preferences.ts'

export interface Telling {
  topic: NoticeTopic
  kind: string
  subjectKind: Message['subjectKind']
  subjectId: string
  /** Counts up within the subject, so that the same is not told twice. */
  stage: number
  title: string
  body: string
}

/** A step: puts a notice into one resident's notice centre, unless they have unsubscribed from its topic. */
export async function tellResident(
  tx: Transaction,
  { residentId, accountId = null }: { residentId: string; accountId?: string | null },
  telling: Telling,
  now: number,
): Promise<void> {
  if (!wantsTopic(await preferencesOf(tx, residentId), telling.topic)) return
  const message: Message = {
    id: newId(now),
    ...telling,
    sms: null,
    urgent: topicRules[telling.topic].urgent,
    createdAt: now,
    phase: 'done',
    doneUpTo: '',
    supersededAt: null,
  }
  await insertRows(tx, MessageTable, [message])
  const recipient = { channel: 'app' as const, recipient: residentId, residentId, accountId }
  await insertRows(tx, NoticeTable, [newNotice(message, recipient, now)])
}
