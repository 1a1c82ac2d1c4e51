import type { Actor } from '#core/kernel/actor.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { AuditTable } from './audit.table.ts'

export interface Act {
  action: string
  subject: { kind: string; id: string }
  accountId?: string
  unitId?: string
  details?: Readonly<Record<string, unknown>>
}

/** A step: writes down who did what, in the transaction that does it. `at` is epoch ms. */
export async function recordAudit(tx: Transaction, actor: Actor, act: Act, at: number): Promise<void> {
  const { action, subject, accountId = null, unitId = null, details = null } = act
  await insertRows(tx, AuditTable, [
    {
      id: newId(at),
      at,
      actorKind: actor.kind,
      actorId: actor.id,
      action,
      subjectKind: subject.kind,
      subjectId: subject.id,
      accountId,
      unitId,
      details,
      requestId: actor.requestId ?? null,
    },
  ])
}
