import { type Transaction, lockOne } from '#core/kernel/database.ts'
import { accountUnknown } from './account.errors.ts'
import type { Account } from './account.ts'
import { AccountTable } from './account.table.ts'

/**
 * A step: takes the account's row, and with it the right to move its money, until the transaction ends. Whoever bills,
 * books or reverses does this first. @throws DomainError `account.unknown`
 */
export async function lockAccount(tx: Transaction, accountId: string): Promise<Account> {
  const account = await lockOne(tx, AccountTable, { id: accountId })
  if (!account) throw accountUnknown()
  return account
}
