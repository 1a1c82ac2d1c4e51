import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { changeVoicemail } from './changeVoicemail.ts'
import { lockVoicemailAt } from './requireVoicemail.ts'
import { voicemailStateWrong } from './voicemails.errors.ts'

/**
 * Nothing is left to do about a message; `note` says what came of it. The same again changes nothing.
 * @throws DomainError `voicemail.unknown`, `voicemail.stateWrong` when it was done otherwise
 */
export function closeVoicemail(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  { voicemailId, note }: { voicemailId: string; note: string | null },
): Promise<void> {
  return database.transaction(async (tx) => {
    const now = clock()
    const { voicemail } = await lockVoicemailAt(tx, principal, voicemailId)
    if (voicemail.state === 'done') {
      if (voicemail.doneBy === principal.staffId && voicemail.note === note) return
      throw voicemailStateWrong()
    }
    const done = { state: 'done' as const, note, doneAt: now, doneBy: principal.staffId }
    await changeVoicemail(tx, staffActor(principal), { ...voicemail, ...done }, 'closed', now)
  })
}
