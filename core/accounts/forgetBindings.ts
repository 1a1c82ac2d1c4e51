import { recordAudit } from '#core/audit/recordAudit.ts'
import { system } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Handler, on } from '#core/kernel/delivery.ts'
import { residentDeleted } from '#core/residents/residents.events.ts'
import { BindingTable } from './account.table.ts'

/**
 * Unbinds what a resident was bound to when they are forgotten. Failed proofs and codes that were sent stay: they guard
 * the account, whoever tries next.
 */
export const forgetBindings = ({ clock }: { clock: Clock }): Handler =>
  on(residentDeleted, 'accounts.forgetBindings', {
    async apply(tx, { residentId }) {
      const bound: { id: string; accountId: string; unitId: string }[] = await tx.query(
        'select b.id, b.accountId, a.unitId from binding b join account a on a.id = b.accountId where b.residentId = ?',
        [residentId],
      )
      for (const { id, accountId, unitId } of bound) {
        await tx.delete(BindingTable, { id })
        const act = { action: 'account.unbound', subject: { kind: 'binding', id }, accountId, unitId }
        await recordAudit(tx, system('forgetBindings'), act, clock())
      }
    },
  })
