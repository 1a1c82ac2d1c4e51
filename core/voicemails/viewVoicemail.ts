import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { listed, listedColumns, listedFrom, type ListedRow, type ListedVoicemail } from './listVoicemails.ts'
import { requireVoicemailAt } from './requireVoicemail.ts'
import type { Voicemail } from './voicemail.ts'
import { voicemailUnknown } from './voicemails.errors.ts'

interface Deps {
  database: Database
  clock: Clock
}

export type ViewedVoicemail = ListedVoicemail & Pick<Voicemail, 'callId' | 'callerNumber'>

/** One message with the number to call back; that they looked is written down. @throws DomainError `voicemail.unknown` */
export async function viewVoicemail(
  deps: Deps,
  principal: StaffPrincipal,
  voicemailId: string,
): Promise<ViewedVoicemail> {
  const { database, clock } = deps
  await requireVoicemailAt(database.read, principal, 'voicemail.read', voicemailId)
  const shown = await showVoicemail(deps, voicemailId)
  const { unitId, accountId } = shown
  const act = {
    action: 'voicemail.viewed',
    subject: { kind: 'voicemail', id: voicemailId },
    unitId,
    ...(accountId !== null && { accountId }),
  }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, clock()))
  return shown
}

/** The same for who has just acted on it, which is no look. */
export async function showVoicemail({ database, clock }: Deps, voicemailId: string): Promise<ViewedVoicemail> {
  const [row]: (ListedRow & Pick<Voicemail, 'callId'>)[] = await database.read.query(
    `select ${listedColumns}, v.callId from ${listedFrom} where v.id = ?`,
    [voicemailId],
  )
  if (!row) throw voicemailUnknown()
  return { ...listed(row, clock()), callId: row.callId, callerNumber: row.callerNumber }
}
