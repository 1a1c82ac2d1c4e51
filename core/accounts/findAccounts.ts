import { recordAudit } from '#core/audit/recordAudit.ts'
import type { UsageClass } from '#core/billing/tariff.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { scopeOf, unitIn } from '#core/staff/scope.ts'
import { maskPhone } from './mask.ts'

export interface FoundAccount {
  id: string
  number: string
  name: string
  phone: string | null
  premises: string
  usageClass: UsageClass
  arrears: Fen
}

const most = 50

/**
 * Accounts that fit what somebody typed: the beginning of an account number, a telephone or meter number in full, or a
 * part of a name or address; at most fifty, by number, of the units in which the principal may read accounts. That they
 * looked for it is written down: names and addresses are in what they get.
 */
export async function findAccounts(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  typed: string,
): Promise<FoundAccount[]> {
  const scope = unitIn(scopeOf(principal, 'account.read'), 'a.unitId')
  const digits = /^\d+$/.test(typed)
  // An index serves each of these but the last two, which only words get to.
  const fits = digits
    ? `(a.number >= ? and a.number < ?) or a.customerId in (select id from customer where phone = ?)
       or a.id in (select accountId from meter where serialNumber = ?)`
    : `instr(a.premises, ?) > 0 or a.customerId in (select id from customer where instr(name, ?) > 0)
       or a.id in (select accountId from meter where serialNumber = ?)`
  const fitting = digits ? [typed, `${typed}:`, typed, typed] : [typed, typed, typed]
  const rows: FoundAccount[] = await database.read.query(
    `select a.id, a.number, c.name, c.phone, a.premises, a.usageClass,
            (select coalesce(sum(b.amount - b.paid), 0) from bill b where b.accountId = a.id and b.state = 'open') as arrears
       from account a join customer c on c.id = a.customerId
      where ${scope.sql} and (${fits}) order by a.number limit ${most}`,
    [...scope.parameters, ...fitting],
  )
  const act = {
    action: 'account.searched',
    subject: { kind: 'search', id: 'account' },
    details: { typed, found: rows.length },
  }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, clock()))
  return rows.map((row) => ({
    ...row,
    phone: row.phone === null ? null : maskPhone(row.phone),
    arrears: fen(Number(row.arrears)),
  }))
}
