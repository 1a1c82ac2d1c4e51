import type { EntityManager } from 'typeorm'
import type { NoticeTopic } from '#core/contract/notices.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { noticeUnknown } from './notices.errors.ts'

export interface ListedNotice {
  id: string
  topic: NoticeTopic
  subject: { kind: 'outage' | 'workOrder'; id: string }
  title: string
  body: string
  createdAt: number
  readAt: number | null
}

/** A resident's notices in the app, newest first, 20 unless told otherwise; `before` is the last one seen. */
export async function listNotices(
  { database }: { database: Database },
  residentId: string,
  { before, limit = 20 }: { before?: string | undefined; limit?: number | undefined } = {},
): Promise<{ unread: number; notices: ListedNotice[] }> {
  const rows: (Omit<ListedNotice, 'subject'> & { subjectKind: 'outage' | 'workOrder'; subjectId: string })[] =
    await database.read.query(
      `select n.id, m.topic, m.subjectKind, m.subjectId, m.title, m.body, n.createdAt, n.readAt
         from notice n join message m on m.id = n.messageId
        where n.residentId = ? and n.channel = 'app' ${before === undefined ? '' : 'and n.id < ?'}
        order by n.id desc limit ?`,
      [residentId, ...(before === undefined ? [] : [before]), limit],
    )
  const notices = rows.map(({ subjectKind, subjectId, ...row }) => ({
    ...row,
    subject: { kind: subjectKind, id: subjectId },
  }))
  return { unread: await countUnread(database.read, residentId), notices }
}

export async function countUnread(manager: EntityManager, residentId: string): Promise<number> {
  const [row]: { unread: number }[] = await manager.query(
    `select count(*) as unread from notice where residentId = ? and channel = 'app' and readAt is null`,
    [residentId],
  )
  return Number(row?.unread ?? 0)
}

/** Marks a notice as read, or all up to it; resolves to how many are left. @throws DomainError `notice.unknown` */
export function markNoticesRead(
  { database, clock }: { database: Database; clock: Clock },
  residentId: string,
  { noticeId, earlier }: { noticeId: string; earlier: boolean },
): Promise<number> {
  return database.transaction(async (tx) => {
    const known: unknown[] = await tx.query(
      `select id from notice where id = ? and residentId = ? and channel = 'app'`,
      [noticeId, residentId],
    )
    if (known.length === 0) throw noticeUnknown()
    await tx.query(
      `update notice set readAt = ?
        where residentId = ? and channel = 'app' and id ${earlier ? '<=' : '='} ? and readAt is null`,
      [clock(), residentId, noticeId],
    )
    return countUnread(tx, residentId)
  })
}
