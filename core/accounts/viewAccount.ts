import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import type { Meter } from '#core/metering/meter.ts'
import { MeterTable } from '#core/metering/metering.table.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import type { Account } from './account.ts'
import { AccountTable, BindingTable, CustomerTable } from './account.table.ts'
import { requireAccountAt } from './requireAccountAt.ts'

export interface ViewedAccount extends Account {
  name: string
  phone: string | null
  /** Newest first. */
  meters: Meter[]
  /** How many residents are bound to it. */
  residents: number
}

/** One account with personal data, for staff; that they looked is written down. @throws DomainError `account.unknown` */
export async function viewAccount(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  accountId: string,
): Promise<ViewedAccount> {
  const { read } = database
  await requireAccountAt(read, principal, 'account.read', accountId)
  const account = await read.findOneByOrFail(AccountTable, { id: accountId })
  const { name, phone } = await read.findOneByOrFail(CustomerTable, { id: account.customerId })
  const meters = await read.find(MeterTable, { where: { accountId }, order: { id: 'desc' } })
  const residents = await read.countBy(BindingTable, { accountId })
  const act = {
    action: 'account.viewed',
    subject: { kind: 'account', id: accountId },
    accountId,
    unitId: account.unitId,
  }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, clock()))
  return { ...account, name, phone, meters, residents }
}
