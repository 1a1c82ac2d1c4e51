import type { NoticeTopic } from '#core/contract/notices.ts'

/** What people are told at one stage of something: the same words for everybody. */
export interface Message {
  id: string
  topic: NoticeTopic
  /** What has happened: `announced`, `changed`, `finished`. */
  kind: string
  subjectKind: 'outage' | 'workOrder'
  subjectId: string
  /** 1, 2, 3 … of its subject. */
  stage: number
  title: string
  body: string
  /** The text message, at most 1000 characters; null where there is none. */
  sms: string | null
  /** Goes out at night, too. */
  urgent: boolean
  createdAt: number
  /** What is being gone through to find the people: those told before, then accounts; `done` when all is written. */
  phase: 'told' | 'accounts' | 'done'
  /** The last of them that was gone through; empty before the first. */
  doneUpTo: string
  /** When a later stage took its place: what was not sent until then is not sent any more. */
  supersededAt: number | null
}

export type NoticeChannel = 'app' | 'sms'

/** `superseded`: a later stage came before it was sent. `failed`: tried as often as makes sense. */
export type NoticeState = 'due' | 'sent' | 'failed' | 'superseded'

/** One message for one person on one channel. */
export interface Notice {
  id: string
  messageId: string
  subjectId: string
  stage: number
  channel: NoticeChannel
  /** Of the app a resident's id, of text messages a telephone number. */
  recipient: string
  /** The resident it is for; null for a telephone number on file. */
  residentId: string | null
  /** An account that it concerns the person by. */
  accountId: string | null
  /** In the app it is sent by being there. */
  state: NoticeState
  urgent: boolean
  /** When it may be sent: later than it was written in quiet hours, or after a failure. */
  dueAt: number
  attempts: number
  /** While somebody sends it, when others may take it over. */
  leaseUntil: number | null
  lastError: string | null
  createdAt: number
  sentAt: number | null
  readAt: number | null
}

/** What a resident has chosen; without a row everything is wanted. */
export interface NoticePreference {
  residentId: string
  sms: boolean
  mutedTopics: readonly NoticeTopic[]
  changedAt: number
}
