import { lockAccount } from '#core/accounts/lockAccount.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { TaxPlatform } from '#core/invoicing/taxPlatform.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { repeatIfTaken } from '#core/payments/repeatIfTaken.ts'
import { InvoiceTable } from '../issuing/invoice.table.ts'
import { invoiceUnknown } from '../issuing/invoices.errors.ts'
import { type RedForm, redFormLifeMs } from './redForm.ts'
import { RedFormTable } from './redForm.table.ts'
import { notIssued, redFormDiffers, redFormOpen, redNotOffered } from './redLetters.errors.ts'
import { redFormOpened } from './redLetters.events.ts'

const firstPollMs = 15_000

export interface RedFormToOpen {
  /** Chosen by the client: a ULID. */
  id: string
  invoiceId: string
  reason: string
}

/**
 * 红冲: opens the form by which an issued invoice is taken back. It has effect when the platform says that it is
 * confirmed; not confirmed within 72 hours, it lapses. The same id again answers the first form.
 * @throws DomainError `invoice.unknown`, `redForm.notIssued`, `redForm.open`, `redForm.differs`, `redForm.notOffered`
 */
export async function openRedForm(
  deps: { database: Database; clock: Clock; taxPlatform: TaxPlatform | null },
  actor: Actor,
  wanted: RedFormToOpen,
): Promise<RedForm> {
  const { database, clock, taxPlatform } = deps
  if (!taxPlatform) throw redNotOffered()
  const known = await database.read.findOneBy(InvoiceTable, { id: wanted.invoiceId })
  if (!known) throw invoiceUnknown()
  return repeatIfTaken(() =>
    database.transaction(async (tx) => {
      const now = clock()
      const account = await lockAccount(tx, known.accountId)
      const earlier = await tx.findOneBy(RedFormTable, { id: wanted.id })
      if (earlier) {
        if (earlier.invoiceId !== wanted.invoiceId || earlier.reason !== wanted.reason) throw redFormDiffers()
        return earlier
      }
      const invoice = await tx.findOneByOrFail(InvoiceTable, { id: wanted.invoiceId })
      if (invoice.state !== 'issued') throw notIssued()
      const open = await tx.findOneBy(RedFormTable, { invoiceId: invoice.id, state: 'open' })
      if (open) throw redFormOpen(open.id)
      const form: RedForm = {
        ...wanted,
        state: 'open',
        openedBy: actor.id,
        openedAt: now,
        lapsesAt: now + redFormLifeMs,
        endedAt: null,
        nextPollAt: now + firstPollMs,
        polls: 0,
      }
      await insertRows(tx, RedFormTable, [form])
      await publish(tx, redFormOpened, { redFormId: form.id }, now)
      const details = { number: invoice.number, redFormId: form.id, reason: form.reason }
      const act = {
        subject: { kind: 'invoice', id: invoice.id },
        accountId: account.id,
        unitId: account.unitId,
        details,
      }
      await recordAudit(tx, actor, { action: 'redForm.opened', ...act }, now)
      return form
    }),
  )
}
