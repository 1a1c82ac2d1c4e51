import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import type { Voicemail } from './voicemail.ts'
import { VoicemailTable } from './voicemail.table.ts'
import { voicemailChanged } from './voicemails.events.ts'

/** A step, under the message's lock: stores what has become of it, with audit and event. */
export async function changeVoicemail(
  tx: Transaction,
  actor: Actor,
  changed: Voicemail,
  action: 'assigned' | 'closed' | 'reported',
  now: number,
): Promise<void> {
  const { id, ...columns } = changed
  await tx.update(VoicemailTable, { id }, columns)
  await publish(tx, voicemailChanged, { voicemailId: id, state: changed.state }, now)
  const { number, state, assignedTo, workOrderId, accountId, unitId } = changed
  const act = {
    action: `voicemail.${action}`,
    subject: { kind: 'voicemail', id },
    unitId,
    ...(accountId !== null && { accountId }),
    details: { number, state, assignedTo, workOrderId },
  }
  await recordAudit(tx, actor, act, now)
}
