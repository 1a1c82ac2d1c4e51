import type { EntityManager } from 'typeorm'
import type { Database } from '#core/kernel/database.ts'
import type { InvoiceTitle } from './invoiceTitle.ts'
import { InvoiceTitleTable } from './invoiceTitle.table.ts'
import { titleUnknown } from './titles.errors.ts'

/** A resident's saved titles, the default first, then the one saved last. */
export const listTitles = ({ database }: { database: Database }, residentId: string): Promise<InvoiceTitle[]> =>
  database.read.find(InvoiceTitleTable, {
    where: { residentId },
    order: { isDefault: 'desc', updatedAt: 'desc', id: 'desc' },
  })

/** A query, or a step when given a transaction. @throws DomainError `invoiceTitle.unknown` also for somebody else's */
export async function requireTitle(manager: EntityManager, residentId: string, titleId: string): Promise<InvoiceTitle> {
  const title = await manager.findOneBy(InvoiceTitleTable, { id: titleId, residentId })
  if (!title) throw titleUnknown()
  return title
}
