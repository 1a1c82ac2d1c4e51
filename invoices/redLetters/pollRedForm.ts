import type { TaxPlatform } from '#core/invoicing/taxPlatform.ts'
import { system } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { receiveRedResult } from './receiveRedResult.ts'
import type { RedForm } from './redForm.ts'
import { submitRedForm } from './submitRedForm.ts'

/**
 * Asks what became of a form. It lapses here only when the platform was asked after its time and does not say otherwise:
 * it may have been confirmed in the last minute. @throws DomainError `taxPlatform.unavailable`
 */
export async function pollRedForm(
  deps: { database: Database; clock: Clock; taxPlatform: TaxPlatform },
  form: RedForm,
): Promise<void> {
  const asked = deps.clock()
  const answer = await deps.taxPlatform.queryRedForm(form.id)
  if (answer.state === 'confirmed') {
    return receiveRedResult(deps, { kind: 'channel', id: deps.taxPlatform.name }, form.id, answer)
  }
  if (answer.state === 'lapsed' || asked >= form.lapsesAt) {
    return receiveRedResult(deps, system('invoices.poll'), form.id, { state: 'lapsed' })
  }
  if (answer.state === 'unknown') await submitRedForm(deps, form)
}
