import { lockAccount } from '#core/accounts/lockAccount.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import type { Bill } from './bill.ts'
import { nothingToBill } from './billing.errors.ts'
import { issueBills } from './issueBills.ts'
import { loadTariffs } from './loadTariffs.ts'

/**
 * Bills one account's readings now, outside any run. @throws DomainError `account.unknown`, `bill.nothingToBill`,
 * `tariff.missing`
 */
export function issueBill(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  accountId: string,
): Promise<Bill> {
  return database.transaction(async (tx) => {
    const now = clock()
    const account = await lockAccount(tx, accountId)
    const book = await loadTariffs(tx)
    const [bill] = await issueBills(tx, [account], { through: dateOf(now), runId: null, book }, now)
    if (!bill) throw nothingToBill()
    const subject = { kind: 'bill', id: bill.id }
    const details = { amount: bill.amount }
    await recordAudit(tx, actor, { action: 'bill.issued', subject, accountId, unitId: account.unitId, details }, now)
    return bill
  })
}
