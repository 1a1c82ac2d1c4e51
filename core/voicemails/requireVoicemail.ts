import type { EntityManager } from 'typeorm'
import type { Permission } from '#core/contract/permissions.ts'
import { lockOne, type Transaction } from '#core/kernel/database.ts'
import { holdsAt, type StaffPrincipal } from '#core/staff/principal.ts'
import type { Voicemail } from './voicemail.ts'
import { VoicemailTable } from './voicemail.table.ts'
import { voicemailUnknown } from './voicemails.errors.ts'

/**
 * Every read and write of a message by staff begins here. Resolves to the path of its unit.
 * @throws DomainError `voicemail.unknown`, also for one of a unit that is none of theirs
 */
export async function requireVoicemailAt(
  manager: EntityManager,
  principal: Pick<StaffPrincipal, 'grants'>,
  permission: Permission,
  voicemailId: string,
): Promise<string> {
  const [unit]: { path: string }[] = await manager.query(
    'select u.path from voicemail v join org_unit u on u.id = v.unitId where v.id = ?',
    [voicemailId],
  )
  if (!unit || !holdsAt(principal.grants, permission, unit.path)) throw voicemailUnknown()
  return unit.path
}

/** The same for who manages it, and nobody else changes it until the transaction ends. */
export async function lockVoicemailAt(
  tx: Transaction,
  principal: Pick<StaffPrincipal, 'grants'>,
  voicemailId: string,
): Promise<{ voicemail: Voicemail; unitPath: string }> {
  const voicemail = await lockOne(tx, VoicemailTable, { id: voicemailId })
  const unitPath = await requireVoicemailAt(tx, principal, 'voicemail.manage', voicemailId)
  if (!voicemail) throw voicemailUnknown()
  return { voicemail, unitPath }
}
