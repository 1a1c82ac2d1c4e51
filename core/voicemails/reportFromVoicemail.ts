import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import type { Numbers } from '#core/kernel/sequence.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { requireUnitAt } from '#core/staff/requireUnitAt.ts'
import { addWorkOrder, type NewWorkOrder } from '#core/workorders/addWorkOrder.ts'
import { WorkOrderStepTable } from '#core/workorders/workOrder.table.ts'
import { workOrderDiffers } from '#core/workorders/workorders.errors.ts'
import { changeVoicemail } from './changeVoicemail.ts'
import { lockVoicemailAt, requireVoicemailAt } from './requireVoicemail.ts'
import { voicemailReported } from './voicemails.errors.ts'

/**
 * Makes a work order of a message, for a unit at which the principal may; with that the message is done. Under the same
 * id again it changes nothing.
 * @throws DomainError `voicemail.unknown`, `voicemail.reported` when it became another work order, `account.unknown`,
 * `staff.unitUnknown`, `staff.forbidden`, `workOrder.differs`
 */
export async function reportFromVoicemail(
  { database, clock, numbers }: { database: Database; clock: Clock; numbers: Numbers },
  principal: StaffPrincipal,
  { voicemailId, unitId, ...report }: Omit<NewWorkOrder, 'position'> & { voicemailId: string; unitId: string },
): Promise<void> {
  // Before a number is spent on it.
  await requireVoicemailAt(database.read, principal, 'voicemail.manage', voicemailId)
  await requireUnitAt(database.read, principal, 'workorder.write', unitId)
  const number = await numbers.next('GD')
  await database.transaction(async (tx) => {
    const now = clock()
    const actor = staffActor(principal)
    const { voicemail } = await lockVoicemailAt(tx, principal, voicemailId)
    if (voicemail.workOrderId === report.id) return
    if (voicemail.workOrderId !== null) throw voicemailReported(voicemail.workOrderId)
    await requireUnitAt(tx, principal, 'workorder.write', unitId)
    await requireUnused(tx, report.id)
    const caller = voicemail.callerNumber === '' ? null : voicemail.callerNumber
    const taken = { ...report, position: null, contactPhone: report.contactPhone ?? caller }
    const order = await addWorkOrder(tx, actor, taken, { unitId, residentId: null, number }, now)
    const done = voicemail.state === 'done' ? {} : { state: 'done' as const, doneAt: now, doneBy: principal.staffId }
    await changeVoicemail(tx, actor, { ...voicemail, ...done, workOrderId: order.id }, 'reported', now)
  })
}

/** A work order's first step has its id. */
async function requireUnused(tx: Transaction, orderId: string) {
  if (await tx.existsBy(WorkOrderStepTable, { id: orderId })) throw workOrderDiffers()
}
