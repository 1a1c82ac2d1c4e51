import { newId } from '#core/kernel/id.ts'
import type { Message, Notice, NoticeChannel } from './notice.ts'
import { heldUntil } from './noticeRules.ts'

/** Whom a message reaches, and how. */
export interface Recipient {
  channel: NoticeChannel
  /** A resident's id, or a telephone number. */
  recipient: string
  residentId: string | null
  accountId: string | null
}

/** A message's copy for one recipient. In the app it is there at once; by SMS it waits for the sender. */
export function newNotice(message: Message, to: Recipient, now: number): Notice {
  const inApp = to.channel === 'app'
  return {
    id: newId(now),
    messageId: message.id,
    subjectId: message.subjectId,
    stage: message.stage,
    ...to,
    state: inApp ? 'sent' : 'due',
    urgent: message.urgent,
    dueAt: inApp || message.urgent ? now : heldUntil(now),
    attempts: 0,
    leaseUntil: null,
    lastError: null,
    createdAt: now,
    sentAt: inApp ? now : null,
    readAt: null,
  }
}
