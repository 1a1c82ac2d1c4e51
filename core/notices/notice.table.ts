import { EntitySchema } from 'typeorm'
import { code, flag, id, integer, json, optional, refTo, text } from '#core/kernel/columns.ts'
import type { Message, Notice, NoticePreference } from './notice.ts'

const paragraph = { type: 'text' } as const

export const MessageTable = new EntitySchema<Message>({
  name: 'message',
  columns: {
    id,
    topic: code,
    kind: code,
    subjectKind: code,
    subjectId: code,
    stage: integer,
    title: text,
    body: paragraph,
    sms: optional(paragraph),
    urgent: flag,
    createdAt: integer,
    phase: code,
    doneUpTo: text,
    supersededAt: optional(integer),
  },
  uniques: [{ name: 'message_once', columns: ['subjectKind', 'subjectId', 'stage'] }],
})

export const NoticeTable = new EntitySchema<Notice>({
  name: 'notice',
  columns: {
    id,
    messageId: refTo('notice', 'messageId', 'message'),
    subjectId: code,
    stage: integer,
    channel: code,
    recipient: code,
    residentId: optional(refTo('notice', 'residentId', 'resident')),
    accountId: optional(refTo('notice', 'accountId', 'account')),
    state: code,
    urgent: flag,
    dueAt: integer,
    attempts: integer,
    leaseUntil: optional(integer),
    lastError: optional(text),
    createdAt: integer,
    sentAt: optional(integer),
    readAt: optional(integer),
  },
  uniques: [{ name: 'notice_once', columns: ['subjectId', 'channel', 'recipient', 'stage'] }],
  indices: [
    { name: 'notice_due', columns: ['state', 'urgent', 'dueAt'] },
    { name: 'notice_message', columns: ['messageId', 'channel', 'state'] },
    { name: 'notice_resident', columns: ['residentId', 'channel', 'id'] },
    { name: 'notice_account', columns: ['accountId'] },
  ],
})

export const NoticePreferenceTable = new EntitySchema<NoticePreference>({
  name: 'notice_preference',
  columns: {
    residentId: { ...refTo('notice_preference', 'residentId', 'resident'), primary: true },
    sms: flag,
    mutedTopics: json,
    changedAt: integer,
  },
})

export const noticeTables = [MessageTable, NoticeTable, NoticePreferenceTable]
