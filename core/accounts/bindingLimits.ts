import { type Transaction, forUpdate, lockOne } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { residentUnknown } from '#core/residents/residents.errors.ts'
import { bindingTooManyTries } from './account.errors.ts'
import type { Account } from './account.ts'
import { AccountTable, BindingFailureTable } from './account.table.ts'

/** Within `windowMs`, one person may fail so often, and one account may be tried so often by whomsoever. */
const most = { residentId: 5, accountNumber: 10 }
const windowMs = 24 * 3_600_000

/**
 * A step: guesses of one person, and guesses at one account, wait for each other, so that those sent together are
 * counted one after the other; and the account does not change hands meanwhile. Resolves to the account, to null where
 * there is none that could be bound. First the account, then the person: whoever moves money locks in that sequence.
 * @throws DomainError `resident.unknown` for one who is forgotten, and whose last access token still proves them
 */
export async function lockGuess(tx: Transaction, residentId: string, accountNumber: string): Promise<Account | null> {
  const account = await lockOne(tx, AccountTable, { number: accountNumber })
  const known: unknown[] = await tx.query(
    `select id from resident where id = ? and deletedAt is null${forUpdate(tx)}`,
    [residentId],
  )
  if (known.length === 0) throw residentUnknown()
  return account?.closedOn === null ? account : null
}

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
  const mine = await failuresOf(tx, 'residentId', residentId, now)
  const onAccount = await failuresOf(tx, 'accountNumber', accountNumber, now)
  if (mine.left > 0 && onAccount.left > 0) return Math.min(mine.left, onAccount.left)
  const freeAgain = Math.max(...[mine, onAccount].map(({ left, first }) => (left > 0 ? now : first + windowMs)))
  throw bindingTooManyTries(Math.ceil((freeAgain - now) / 1000))
}

async function failuresOf(tx: Transaction, column: keyof typeof most, value: string, now: number) {
  const [row]: { failures: number; first: number | null }[] = await tx.query(
    `select count(*) as failures, min(at) as first from binding_failure where ${column} = ? and at > ?`,
    [value, now - windowMs],
  )
  return { left: most[column] - (row?.failures ?? 0), first: row?.first ?? now }
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
