import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne } from '#core/kernel/database.ts'
import { ResidentTable } from '#core/residents/resident.table.ts'
import { InvoiceTitleTable } from './invoiceTitle.table.ts'
import { titleUnknown } from './titles.errors.ts'

/**
 * Forgets a resident's title; of those left, the one that was saved last becomes the default. Invoices keep what was
 * written on them. @throws DomainError `invoiceTitle.unknown`
 */
export function deleteTitle(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  titleId: string,
): Promise<void> {
  return database.transaction(async (tx) => {
    const now = clock()
    await lockOne(tx, ResidentTable, { id: actor.id })
    const title = await tx.findOneBy(InvoiceTitleTable, { id: titleId, residentId: actor.id })
    if (!title) throw titleUnknown()
    await tx.delete(InvoiceTitleTable, { id: titleId })
    const [next] = await tx.find(InvoiceTitleTable, {
      where: { residentId: actor.id },
      order: { updatedAt: 'desc', id: 'desc' },
      take: 1,
    })
    if (title.isDefault && next) await tx.update(InvoiceTitleTable, { id: next.id }, { isDefault: true })
    const subject = { kind: 'invoiceTitle', id: titleId }
    await recordAudit(tx, actor, { action: 'invoiceTitle.deleted', subject }, now)
  })
}
