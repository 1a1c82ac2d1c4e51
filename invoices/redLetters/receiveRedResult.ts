import { lockAccount } from '#core/accounts/lockAccount.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { RedFormAnswer } from '#core/invoicing/taxPlatform.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import { InvoiceTable } from '../issuing/invoice.table.ts'
import { releaseBills } from '../issuing/invoicedBills.ts'
import { RedFormTable } from './redForm.table.ts'
import { redFormUnknown } from './redLetters.errors.ts'
import { invoiceReddened } from './redLetters.events.ts'

export type RedResult =
  | Extract<RedFormAnswer, { state: 'confirmed' }>
  | { state: 'lapsed' }
  | { state: 'refused'; reason: string }

/**
 * Writes down what became of a red form, however often it is told. Confirmed, it takes its invoice back: the bills are
 * free for another, and the money behind them for a refund. One that is confirmed after it had lapsed here has effect.
 * @throws DomainError `redForm.unknown`
 */
export async function receiveRedResult(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  formNumber: string,
  result: RedResult,
): Promise<void> {
  const known = await database.read.findOneBy(RedFormTable, { id: formNumber })
  if (!known) throw redFormUnknown()
  const { accountId } = await database.read.findOneByOrFail(InvoiceTable, { id: known.invoiceId })
  await database.transaction(async (tx) => {
    const now = clock()
    const account = await lockAccount(tx, accountId)
    const form = await tx.findOneByOrFail(RedFormTable, { id: formNumber })
    if (form.state === 'confirmed' || (form.state !== 'open' && result.state !== 'confirmed')) return
    await tx.update(RedFormTable, { id: form.id }, { state: result.state, endedAt: now, nextPollAt: null })
    if (result.state === 'confirmed') {
      const red = { state: 'red' as const, redNumber: result.redNumber, redAt: result.confirmedAt }
      await tx.update(InvoiceTable, { id: form.invoiceId }, red)
      await releaseBills(tx, { id: form.invoiceId, accountId })
      await publish(tx, invoiceReddened, { invoiceId: form.invoiceId, accountId }, now)
    }
    const subject = { kind: 'invoice', id: form.invoiceId }
    const details = {
      redFormId: form.id,
      ...(result.state === 'confirmed' && { redNumber: result.redNumber }),
      ...(result.state === 'refused' && { reason: result.reason }),
    }
    const act = { action: `redForm.${result.state}`, subject, accountId, unitId: account.unitId, details }
    await recordAudit(tx, actor, act, now)
  })
}
