import type { Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { bindingTooManyTries } from './account.errors.ts'
import { BindingFailureTable } from './account.table.ts'

/** Within `windowMs`, one person may fail so often, and one account may be tried so often by whomsoever. */
const most = { perResident: 5, perAccount: 10 }
const windowMs = 24 * 3_600_000

/**
 * A step: how many more tries this person has at this account.
 * @throws DomainError `binding.tooManyTries` when none is left
 */
export async function triesLeft(
  tx: Transaction,
  residentId: string,
  accountNumber: string,
  now: number,
): Promise<number> {
  const since = now - windowMs
  const [mine, onAccount] = await Promise.all([
    oldest(tx, 'residentId', residentId, since),
    oldest(tx, 'accountNumber', accountNumber, since),
  ])
  const left = Math.min(most.perResident - mine.failures, most.perAccount - onAccount.failures)
  if (left <= 0) {
    const first = Math.min(mine.first ?? now, onAccount.first ?? now)
    throw bindingTooManyTries(Math.ceil((first + windowMs - now) / 1000))
  }
  return left
}

async function oldest(tx: Transaction, column: 'residentId' | 'accountNumber', value: string, since: number) {
  const [row]: { failures: number; first: number | null }[] = await tx.query(
    `select count(*) as failures, min(at) as first from binding_failure where ${column} = ? and at > ?`,
    [value, since],
  )
  return row ?? { failures: 0, first: null }
}

/** A step: a failed try counts, also against whoever guesses at this account next. */
export async function recordFailure(
  tx: Transaction,
  residentId: string,
  accountNumber: string,
  now: number,
): Promise<void> {
  await tx.insert(BindingFailureTable, { id: newId(now), residentId, accountNumber, at: now })
}
