import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { schedule } from '#core/kernel/schedule.ts'
import type { Message } from '#core/notices/notice.ts'
import { MessageTable } from '#core/notices/notice.table.ts'
import { topicRules } from '#core/notices/noticeRules.ts'
import { type Outage, type OutageAct, stateAfter } from './outage.ts'
import { outageChanged } from './outages.events.ts'
import { outageStageDiffers, outageStateWrong } from './outages.errors.ts'
import { type StageKind, stageText } from './outageTexts.ts'
import { OutageTable } from './outage.table.ts'

/** The job that writes the notices of a stage, whichever process does it; its key is the message's id. */
export const outageNoticesJob = 'outages.notify'

/** Where the people of a stage are looked for first. */
const firstPhase: Readonly<Record<StageKind, Message['phase']>> = {
  announced: 'accounts',
  changed: 'told',
  restored: 'told',
  cancelled: 'told',
}

/** @throws DomainError `outage.stateWrong` */
export function requireAct(outage: Outage, act: OutageAct): Outage['state'] {
  const state = stateAfter(outage.state, act)
  if (state === null) throw outageStateWrong(outage.state)
  return state
}

/**
 * Whether this stage was opened before under the id that the client chose: then there is nothing left to do.
 * @throws DomainError `outage.stageDiffers` when the id was used for something else
 */
export async function isRepeated(tx: Transaction, outage: Outage, kind: StageKind, stageId: string): Promise<boolean> {
  const earlier = await tx.findOneBy(MessageTable, { id: stageId })
  if (!earlier) return false
  if (earlier.subjectId !== outage.id || earlier.kind !== kind) throw outageStageDiffers()
  return true
}

/**
 * A step, under the outage's lock: stores what has become of it, and has everybody told who is to know. From now on
 * nothing more of earlier stages goes out.
 */
export async function openStage(
  tx: Transaction,
  actor: Actor,
  outage: Outage,
  { kind, stageId }: { kind: StageKind; stageId: string },
  now: number,
): Promise<Outage> {
  const next: Outage = { ...outage, stage: outage.stage + 1 }
  const { id, ...columns } = next
  await tx.update(OutageTable, { id }, columns)
  await tx.query(
    `update message set supersededAt = ? where subjectKind = 'outage' and subjectId = ? and supersededAt is null`,
    [now, id],
  )
  const topic = `outage.${next.kind}` as const
  const message: Message = {
    id: stageId,
    topic,
    kind,
    subjectKind: 'outage',
    subjectId: id,
    stage: next.stage,
    ...stageText(kind, next),
    urgent: topicRules[topic].urgent,
    createdAt: now,
    phase: firstPhase[kind],
    doneUpTo: '',
    supersededAt: null,
  }
  await insertRows(tx, MessageTable, [message])
  await schedule(tx, { name: outageNoticesJob, jobKey: stageId, payload: { messageId: stageId }, dueAt: now }, now)
  await publish(tx, outageChanged, { outageId: id, state: next.state }, now)
  const { number, place, plannedFrom, plannedTo, reason, affected, unitId } = next
  const details = { number, place, plannedFrom, plannedTo, reason, affected }
  await recordAudit(tx, actor, { action: `outage.${kind}`, subject: { kind: 'outage', id }, unitId, details }, now)
  return next
}
