import type { TaxPlatform } from '#core/invoicing/taxPlatform.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { isRefusal } from '#core/kernel/domainError.ts'
import type { Logger } from '#core/kernel/logger.ts'
import { pollRedForm } from '../redLetters/pollRedForm.ts'
import { RedFormTable } from '../redLetters/redForm.table.ts'
import type { Invoice } from './invoice.ts'
import { InvoiceTable } from './invoice.table.ts'
import { receiveInvoiceResult } from './receiveInvoiceResult.ts'
import { markIssuing, submitInvoice } from './submitInvoice.ts'

export interface PollInvoicesDeps {
  database: Database
  clock: Clock
  taxPlatform: TaxPlatform
  logger: Logger
}

const batch = 50
const firstMs = 15_000
const mostMs = 3_600_000

/**
 * Asks the platform about invoices and red forms whose callback has not come: 15 s after they were asked for, then ever
 * less often, hourly in the end, until there is an answer. What it has never heard of it is told again. `goesOn` is
 * asked before each. Resolves to how many it asked about.
 */
export async function pollInvoices(
  deps: PollInvoicesDeps,
  goesOn: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<number> {
  const now = deps.clock()
  const due = <Row extends { id: string }>(table: Parameters<typeof deps.database.read.find<Row>>[0]) =>
    deps.database.read
      .createQueryBuilder<Row>(table, 'p')
      .where('p.nextPollAt <= :now', { now })
      .orderBy('p.nextPollAt')
      .take(batch)
      .getMany()
  let asked = 0
  for (const invoice of await due(InvoiceTable)) {
    if (!(await goesOn())) return asked
    await attempt(deps, 'invoice', invoice, () => pollInvoice(deps, invoice))
    asked++
  }
  for (const form of await due(RedFormTable)) {
    if (!(await goesOn())) return asked
    await attempt(deps, 'red_form', form, () => pollRedForm(deps, form))
    asked++
  }
  return asked
}

async function pollInvoice(deps: PollInvoicesDeps, invoice: Invoice): Promise<void> {
  const answer = await deps.taxPlatform.query(invoice.id)
  if (answer.state === 'issued' || answer.state === 'failed') {
    return receiveInvoiceResult(deps, deps.taxPlatform, invoice.id, answer)
  }
  if (answer.state === 'unknown') await submitInvoice(deps, invoice)
  await deps.database.transaction((tx) => markIssuing(tx, invoice.id))
}

/** One that cannot be asked about must not keep the others, which are due after it, from their turn. */
async function attempt(
  { database, clock, logger }: PollInvoicesDeps,
  table: 'invoice' | 'red_form',
  row: { id: string; polls: number },
  ask: () => Promise<void>,
) {
  try {
    await ask()
  } catch (error) {
    const about = { table, id: row.id }
    if (isRefusal(error, 'taxPlatform.unavailable')) logger.warn(about, 'tax platform unavailable, will be asked again')
    else logger.error({ ...about, err: error }, 'answer of the tax platform could not be taken, will be asked again')
  }
  // Whoever has taken its answer, here or by the callback meanwhile, has set it to null.
  const pause = Math.min(firstMs * 2 ** row.polls, mostMs)
  await database.transaction((tx) =>
    tx.query(`update ${table} set nextPollAt = ?, polls = polls + 1 where id = ? and nextPollAt is not null`, [
      clock() + pause,
      row.id,
    ]),
  )
}
