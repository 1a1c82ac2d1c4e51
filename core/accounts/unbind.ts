import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne } from '#core/kernel/database.ts'
import { bindingUnknown } from './account.errors.ts'
import { AccountTable, BindingTable } from './account.table.ts'

/** The resident no longer sees the account; others who are bound to it do. @throws DomainError `binding.unknown` */
export async function unbind(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  accountId: string,
): Promise<void> {
  await database.transaction(async (tx) => {
    const binding = await lockOne(tx, BindingTable, { residentId: actor.id, accountId })
    if (!binding) throw bindingUnknown()
    await tx.delete(BindingTable, { id: binding.id })
    const { unitId } = await tx.findOneByOrFail(AccountTable, { id: accountId })
    await recordAudit(
      tx,
      actor,
      { action: 'account.unbound', subject: { kind: 'binding', id: binding.id }, accountId, unitId },
      clock(),
    )
  })
}
