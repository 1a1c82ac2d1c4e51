import { asOnFile } from '#core/accounts/findAccountsByPhone.ts'
import { AccountTable } from '#core/accounts/account.table.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne, type Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { ProofFailureTable } from './call.table.ts'

/**
 * Within `windowMs`, one telephone may fail so often, and one account may be tried so often by whomsoever: as when an
 * account is bound. Whoever withholds the number counts as one with all others who do.
 */
const most = { callerNumber: 5, accountNumber: 10 }
const windowMs = 24 * 3_600_000

export interface Proof {
  /** Null: not proven, be it that there is no such account. */
  accountId: string | null
  /** Nothing is proven by this telephone, or for this account, any more: not even by what is right. */
  exhausted: boolean
}

/**
 * The account that a caller has keyed in, proven by the last four digits of the telephone on file. Guesses are counted
 * over all calls, those at one account one after the other.
 */
export async function proveAccount(
  { database, clock }: { database: Database; clock: Clock },
  { callerNumber, accountNumber, phoneTail }: { callerNumber: string; accountNumber: string; phoneTail: string },
): Promise<Proof> {
  const caller = asOnFile(callerNumber)
  return database.transaction(async (tx) => {
    const now = clock()
    const account = await lockOne(tx, AccountTable, { number: accountNumber })
    const left = Math.min(
      await triesLeft(tx, 'callerNumber', caller, now),
      await triesLeft(tx, 'accountNumber', accountNumber, now),
    )
    if (left <= 0) return { accountId: null, exhausted: true }
    if (account?.closedOn === null && (await isTailOf(tx, account.customerId, phoneTail)))
      return { accountId: account.id, exhausted: false }
    await tx.insert(ProofFailureTable, { id: newId(now), callerNumber: caller, accountNumber, at: now })
    return { accountId: null, exhausted: left === 1 }
  })
}

async function triesLeft(tx: Transaction, column: keyof typeof most, value: string, now: number): Promise<number> {
  const [row]: { failures: string | number }[] = await tx.query(
    `select count(*) as failures from proof_failure where ${column} = ? and at > ?`,
    [value, now - windowMs],
  )
  return most[column] - Number(row?.failures ?? 0)
}

async function isTailOf(tx: Transaction, customerId: string, phoneTail: string): Promise<boolean> {
  if (!/^\d{4}$/.test(phoneTail)) return false
  const [row]: { phone: string | null }[] = await tx.query('select phone from customer where id = ?', [customerId])
  return row?.phone?.endsWith(phoneTail) === true
}
