import { EntitySchema } from 'typeorm'
import type { Actor } from '#core/kernel/actor.ts'
import { code, id, integer, json, optional, text } from '#core/kernel/columns.ts'

/** One act, written with it in one transaction, never changed. */
export interface AuditEntry {
  id: string
  at: number
  actorKind: Actor['kind']
  actorId: string
  /** Dotted, past tense: `payment.started`, `account.viewed`. */
  action: string
  subjectKind: string
  subjectId: string
  /** The account it concerns, so that an account's whole life can be read. */
  accountId: string | null
  /** The organisation unit whose business it is; null for everybody's. */
  unitId: string | null
  /** What a reader needs to understand it, and no secret. */
  details: Readonly<Record<string, unknown>> | null
  requestId: string | null
}

export const AuditTable = new EntitySchema<AuditEntry>({
  name: 'audit',
  columns: {
    id,
    at: integer,
    actorKind: code,
    actorId: code,
    action: code,
    subjectKind: code,
    subjectId: code,
    accountId: optional(code),
    unitId: optional(code),
    details: optional(json),
    requestId: optional(text),
  },
  indices: [
    { name: 'audit_at', columns: ['at'] },
    { name: 'audit_account', columns: ['accountId', 'at'] },
    { name: 'audit_actor', columns: ['actorKind', 'actorId', 'at'] },
    { name: 'audit_subject', columns: ['subjectKind', 'subjectId', 'at'] },
  ],
})
