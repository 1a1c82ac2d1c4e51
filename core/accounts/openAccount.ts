import { recordAudit } from '#core/audit/recordAudit.ts'
import type { UsageClass } from '#core/billing/tariff.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { routeUnknown } from '#core/billing/billing.errors.ts'
import { dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { OrgUnitTable } from '#core/staff/staff.table.ts'
import { accountNumberTaken, accountRouteElsewhere } from './account.errors.ts'
import type { Account, Customer } from './account.ts'
import { AccountTable, CustomerTable } from './account.table.ts'

export interface NewAccount {
  number: string
  customer: { name: string; phone: string | null }
  unitId: string
  routeId: string | null
  premises: string
  usageClass: UsageClass
  population: number
}

/**
 * Opens an account for a new customer, without a meter yet.
 * @throws DomainError `account.numberTaken`, `route.unknown`, `account.routeElsewhere` when neither the route's unit nor
 * the account's lies below the other
 */
export function openAccount(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  wanted: NewAccount,
): Promise<Account> {
  const { customer: person, ...rest } = wanted
  return database.transaction(async (tx) => {
    const now = clock()
    const { routeId } = wanted
    if (routeId !== null) await requireRouteOf(tx, routeId, wanted.unitId)
    const customer: Customer = { id: newId(now), ...person, createdAt: now }
    const id = newId(now)
    const account: Account = {
      id,
      ...rest,
      customerId: customer.id,
      householdId: id,
      lowIncomeUntil: null,
      openedOn: dateOf(now),
      closedOn: null,
      prepayment: fen(0),
    }
    await tx.insert(CustomerTable, customer)
    if (!(await insertIfAbsent(tx, AccountTable, account))) throw accountNumberTaken(wanted.number)
    const subject = { kind: 'account', id }
    await recordAudit(tx, actor, { action: 'account.opened', subject, accountId: id, unitId: account.unitId }, now)
    return account
  })
}

async function requireRouteOf(tx: Transaction, routeId: string, unitId: string) {
  const [route]: { path: string }[] = await tx.query(
    'select u.path from reading_route r join org_unit u on u.id = r.unitId where r.id = ?',
    [routeId],
  )
  if (!route) throw routeUnknown()
  const { path } = await tx.findOneByOrFail(OrgUnitTable, { id: unitId })
  if (!path.startsWith(route.path) && !route.path.startsWith(path)) throw accountRouteElsewhere()
}
