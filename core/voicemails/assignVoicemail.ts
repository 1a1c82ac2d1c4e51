import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { grantsOf } from '#core/staff/grantsOf.ts'
import { holdsAt, type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { changeVoicemail } from './changeVoicemail.ts'
import { lockVoicemailAt } from './requireVoicemail.ts'
import { voicemailAssignedMeanwhile, voicemailStaffElsewhere, voicemailStateWrong } from './voicemails.errors.ts'

/**
 * Gives a message to somebody who may read it, oneself or another; null puts it back. `from` is who had it when the
 * principal decided: of two who take one at the same moment, one has it. Again, it changes nothing.
 * @throws DomainError `voicemail.unknown`, `voicemail.stateWrong`, `voicemail.assignedMeanwhile`,
 * `voicemail.staffElsewhere`
 */
export function assignVoicemail(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  { voicemailId, staffId, from }: { voicemailId: string; staffId: string | null; from: string | null },
): Promise<void> {
  return database.transaction(async (tx) => {
    const now = clock()
    const { voicemail, unitPath } = await lockVoicemailAt(tx, principal, voicemailId)
    const { state, assignedTo } = voicemail
    if (state === 'done') throw voicemailStateWrong()
    if (assignedTo === staffId) return
    if (assignedTo !== from) throw voicemailAssignedMeanwhile(assignedTo)
    if (staffId !== null) await requireReader(tx, staffId, unitPath)
    const given = {
      state: staffId === null ? ('new' as const) : ('assigned' as const),
      assignedTo: staffId,
      assignedAt: staffId === null ? null : now,
    }
    await changeVoicemail(tx, staffActor(principal), { ...voicemail, ...given }, 'assigned', now)
  })
}

async function requireReader(tx: Transaction, staffId: string, unitPath: string) {
  if (!holdsAt(await grantsOf(tx, staffId), 'voicemail.read', unitPath)) throw voicemailStaffElsewhere()
}
