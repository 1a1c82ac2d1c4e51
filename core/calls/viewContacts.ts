import type { z } from 'zod'
import { AccountTable } from '#core/accounts/account.table.ts'
import { requireAccountAt } from '#core/accounts/requireAccountAt.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Contact } from '#core/contract/calls.ts'
import type { Permission } from '#core/contract/permissions.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { type ContactChannel, listContacts } from './listContacts.ts'

const needs: readonly [ContactChannel, Permission][] = [
  ['call', 'call.read'],
  ['voicemail', 'voicemail.read'],
  ['workOrder', 'workorder.read'],
  ['notice', 'account.read'],
]

/**
 * The newest fifty contacts with an account, on the channels that the principal may look into. That they looked is
 * written down.
 * @throws DomainError `account.unknown`
 */
export async function viewContacts(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  accountId: string,
): Promise<z.input<typeof Contact>[]> {
  await requireAccountAt(database.read, principal, 'account.read', accountId)
  const channels = needs
    .filter(([, permission]) => principal.grants.some(({ permissions }) => permissions.includes(permission)))
    .map(([channel]) => channel)
  const contacts = await listContacts({ database }, { accountIds: [accountId], channels, most: 50 })
  const { unitId } = await database.read.findOneByOrFail(AccountTable, { id: accountId })
  const act = { action: 'account.contactsViewed', subject: { kind: 'account', id: accountId }, accountId, unitId }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, clock()))
  return contacts
}
