import type { TaxPlatform } from '#core/invoicing/taxPlatform.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { InvoiceTable } from '../issuing/invoice.table.ts'
import { receiveRedResult } from './receiveRedResult.ts'
import type { RedForm } from './redForm.ts'

/** Tells the platform of a form; telling it again does no harm. @throws DomainError `taxPlatform.unavailable` */
export async function submitRedForm(
  deps: { database: Database; clock: Clock; taxPlatform: TaxPlatform },
  form: RedForm,
): Promise<void> {
  if (form.state !== 'open') return
  const { number } = await deps.database.read.findOneByOrFail(InvoiceTable, { id: form.invoiceId })
  if (number === null) throw new Error(`a red form for the invoice ${form.invoiceId}, which has no number`)
  const { taxPlatform } = deps
  const taken = await taxPlatform.openRedForm({ formNumber: form.id, invoiceNumber: number, reason: form.reason })
  if (taken.state === 'refused') await receiveRedResult(deps, { kind: 'channel', id: taxPlatform.name }, form.id, taken)
}
