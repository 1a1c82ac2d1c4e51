import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import type { Account } from './account.ts'
import { AccountTable, BindingCodeTable, BindingTable, CustomerTable } from './account.table.ts'
import { lockAccount } from './lockAccount.ts'

/**
 * 过户: the account gets another customer, alone in a household of its own, so its tiers begin anew; whoever was bound
 * to it no longer is, and codes that are under way bind nobody. What is owed stays with the account.
 * @throws DomainError `account.unknown`
 */
export function transferOwnership(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  transfer: { accountId: string; name: string; phone: string | null; population: number },
): Promise<Account> {
  const { accountId, population, ...person } = transfer
  return database.transaction(async (tx) => {
    const now = clock()
    const account = await lockAccount(tx, accountId)
    const customerId = newId(now)
    await tx.insert(CustomerTable, { id: customerId, ...person, createdAt: now })
    const changed = { customerId, population, householdId: newId(now), lowIncomeUntil: null }
    await tx.update(AccountTable, { id: account.id }, changed)
    await tx.delete(BindingTable, { accountId: account.id })
    await tx.update(BindingCodeTable, { accountId: account.id }, { expiresAt: now })
    const subject = { kind: 'account', id: account.id }
    const details = { from: account.customerId, to: customerId }
    const act = { action: 'account.transferred', subject, accountId: account.id, unitId: account.unitId, details }
    await recordAudit(tx, actor, act, now)
    return { ...account, ...changed }
  })
}
