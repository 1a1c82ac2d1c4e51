import type { EntityManager } from 'typeorm'
import { asOnFile, findAccountsByPhone } from '#core/accounts/findAccountsByPhone.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { VoicemailPurpose } from '#core/contract/voicemails.ts'
import { system } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne, type Transaction } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import { newId } from '#core/kernel/id.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import type { Numbers } from '#core/kernel/sequence.ts'
import { rootPath } from '#core/staff/staff.ts'
import { OrgUnitTable } from '#core/staff/staff.table.ts'
import { addWorkOrder } from '#core/workorders/addWorkOrder.ts'
import type { Voicemail } from './voicemail.ts'
import { VoicemailTable } from './voicemail.table.ts'
import { voicemailKept } from './voicemails.events.ts'

export interface Message {
  /** The recording's name: bringing it again keeps nothing more. */
  recording: string
  callId: string | null
  purpose: VoicemailPurpose
  /** As the exchange gives it; '' when withheld. */
  callerNumber: string
  /** What the call was about, where that is known; else the telephone on file says it. */
  accountId?: string | null
  takenAt: number
  lengthMs: number
  blobId: string
  mediaType: string
  playable: boolean
}

const keeper = system('voicemails.keep')

/**
 * Keeps a message whose sound is in the blob store already. One that was left to report a repair becomes a work order in
 * the same transaction. The same recording again answers the first message.
 */
export async function keepVoicemail(
  { database, clock, numbers }: { database: Database; clock: Clock; numbers: Numbers },
  message: Message,
): Promise<Voicemail> {
  const { recording } = message
  // Before numbers are spent on it.
  const earlier = await database.read.findOneBy(VoicemailTable, { recording })
  if (earlier) return earlier
  const number = await numbers.next('YY')
  const orderNumber = message.purpose === 'repair' ? await numbers.next('GD') : null
  return database.transaction(async (tx) => {
    const now = clock()
    const voicemail = newVoicemail(message, { number, ...(await whose(tx, message)) }, now)
    if (!(await insertIfAbsent(tx, VoicemailTable, voicemail))) {
      const kept = await lockOne(tx, VoicemailTable, { recording })
      if (!kept) throw new Error(`the message of the recording ${recording} vanished`)
      return kept
    }
    const workOrderId = orderNumber === null ? null : await reportRepair(tx, voicemail, orderNumber, now)
    const { id, unitId, accountId, purpose, lengthMs } = voicemail
    await publish(tx, voicemailKept, { voicemailId: id, purpose }, now)
    const act = {
      action: 'voicemail.kept',
      subject: { kind: 'voicemail', id },
      unitId,
      ...(accountId !== null && { accountId }),
      details: { number, purpose, lengthMs, workOrderId },
    }
    await recordAudit(tx, keeper, act, now)
    return { ...voicemail, workOrderId }
  })
}

/** The account that it is about, and the unit whose business it is. */
async function whose(manager: EntityManager, { accountId = null, callerNumber }: Message) {
  const known: { id: string; unitId: string }[] =
    accountId === null
      ? await findAccountsByPhone(manager, callerNumber)
      : await manager.query('select id, unitId from account where id = ?', [accountId])
  const [first] = known
  if (first && known.every(({ unitId }) => unitId === first.unitId))
    return { accountId: known.length === 1 ? first.id : null, unitId: first.unitId }
  const root = await manager.findOneByOrFail(OrgUnitTable, { path: rootPath })
  return { accountId: null, unitId: root.id }
}

async function reportRepair(tx: Transaction, voicemail: Voicemail, orderNumber: string, now: number): Promise<string> {
  const { id, number, accountId, unitId, callerNumber } = voicemail
  const report = {
    id: newId(now),
    kind: 'other' as const,
    accountId,
    place: accountId === null ? '来电留言，地点见录音' : null,
    position: null,
    description: `电话报修留言 ${number}，来电号码${callerNumber === '' ? '未显示' : ` ${callerNumber}`}，内容见录音`,
    contactPhone: callerNumber === '' ? null : callerNumber,
  }
  const order = await addWorkOrder(tx, keeper, report, { unitId, residentId: null, number: orderNumber }, now)
  await tx.query('update voicemail set workOrderId = ? where id = ?', [order.id, id])
  return order.id
}

const newVoicemail = (
  { callId, recording, purpose, callerNumber, lengthMs, blobId, mediaType, playable, takenAt }: Message,
  whoseItIs: Pick<Voicemail, 'number' | 'accountId' | 'unitId'>,
  now: number,
): Voicemail => ({
  id: newId(now),
  ...whoseItIs,
  callId,
  recording,
  purpose,
  callerNumber: asOnFile(callerNumber).slice(0, 64),
  lengthMs,
  blobId,
  mediaType,
  playable,
  state: 'new',
  assignedTo: null,
  workOrderId: null,
  note: null,
  takenAt,
  createdAt: now,
  assignedAt: null,
  doneAt: null,
  doneBy: null,
})
