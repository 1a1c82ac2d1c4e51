import { accountUnknown } from '#core/accounts/account.errors.ts'
import { AccountTable, CustomerTable } from '#core/accounts/account.table.ts'
import { maskName, maskPremises } from '#core/accounts/mask.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import { type AccountDebt, getDebt } from '#core/billing/getDebt.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import type { Fen } from '#core/kernel/fen.ts'

export interface CounterDebt {
  accountNumber: string
  /** Masked: enough for a clerk to ask «is this you?». */
  name: string
  premises: string
  prepayment: Fen
  debt: AccountDebt
}

/** What a partner's clerk sees of an account before money is taken; that they asked is written down. @throws DomainError `account.unknown` */
export async function askDebt(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  accountNumber: string,
): Promise<CounterDebt> {
  const account = await database.read.findOneBy(AccountTable, { number: accountNumber })
  if (!account || account.closedOn !== null) throw accountUnknown()
  const { name } = await database.read.findOneByOrFail(CustomerTable, { id: account.customerId })
  const debt = await getDebt({ database, clock }, account.id)
  const subject = { kind: 'account', id: account.id }
  const act = {
    action: 'debt.asked',
    subject,
    accountId: account.id,
    unitId: account.unitId,
    details: { total: debt.total },
  }
  await database.transaction((tx) => recordAudit(tx, actor, act, clock()))
  return {
    accountNumber,
    name: maskName(name),
    premises: maskPremises(account.premises),
    prepayment: account.prepayment,
    debt,
  }
}
