import type { z } from 'zod'
import { findAccountsByPhone } from '#core/accounts/findAccountsByPhone.ts'
import { maskName, maskPhone, maskPremises } from '#core/accounts/mask.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import { getDebt } from '#core/billing/getDebt.ts'
import type { CallerAccount, CallerPage } from '#core/contract/calls.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { holdsAt, type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { listWorkOrders } from '#core/workorders/listWorkOrders.ts'
import { callNotYours, callUnknown } from './calls.errors.ts'
import { listContacts } from './listContacts.ts'
import { findCall } from './liveCalls.ts'
import { outagesAt } from './outagesAt.ts'

interface Deps {
  database: Database
  clock: Clock
}

/**
 * Who is calling, for an agent who was rung for the call. Names and addresses are masked until the agent has answered,
 * and where the agent may not read accounts. That they looked is written down.
 * @throws DomainError `calls.unknown`, `calls.notYours`
 */
export async function viewCaller(
  deps: Deps,
  principal: StaffPrincipal,
  callId: string,
): Promise<z.input<typeof CallerPage>> {
  const { database, clock } = deps
  const call = await findCall(deps, callId)
  if (!call) throw callUnknown(callId)
  const own: { answeredAt: number | null }[] = await database.read.query(
    'select answeredAt from call_leg where callId = ? and staffId = ?',
    [callId, principal.staffId],
  )
  const supervises = principal.grants.some(({ permissions }) => permissions.includes('call.supervise'))
  if (own.length === 0 && !supervises) throw callNotYours()
  const answered = supervises || own.some(({ answeredAt }) => answeredAt !== null)

  const byPhone = (await findAccountsByPhone(database.read, call.number)).map(({ id }) => id)
  const ids = [...new Set([...(call.accountId === null ? [] : [call.accountId]), ...byPhone])]
  const accounts = await Promise.all(
    ids.map((accountId) =>
      shownAccount(deps, principal, { accountId, knownBy: byPhone.includes(accountId) ? 'phone' : 'keys', answered }),
    ),
  )
  const act = { action: 'call.callerViewed', subject: { kind: 'call', id: callId }, details: { accountIds: ids } }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, clock()))
  return {
    callId,
    number: call.number,
    accounts,
    contacts: await listContacts(deps, { accountIds: ids, number: call.number, exceptCallId: call.id }),
  }
}

async function shownAccount(
  deps: Deps,
  principal: StaffPrincipal,
  { accountId, knownBy, answered }: { accountId: string; knownBy: 'phone' | 'keys'; answered: boolean },
): Promise<z.input<typeof CallerAccount>> {
  const [row]: AccountRow[] = await deps.database.read.query(
    `select a.number, a.premises, a.prepayment, c.name, c.phone, u.path from account a
       join customer c on c.id = a.customerId join org_unit u on u.id = a.unitId where a.id = ?`,
    [accountId],
  )
  if (!row) throw new Error(`no account ${accountId}`)
  const masked = !answered || !holdsAt(principal.grants, 'account.read', row.path)
  const debt = await getDebt(deps, accountId)
  const [outages, orders] = await Promise.all([
    outagesAt(deps, accountId),
    listWorkOrders(deps, principal, { accountId, state: ['reported', 'dispatched', 'accepted', 'reopened'] }),
  ])
  const { number, name, phone, premises, prepayment } = row
  return {
    id: accountId,
    number,
    name: masked ? maskName(name) : name,
    phone: phone === null || !masked ? phone : maskPhone(phone),
    premises: masked ? maskPremises(premises) : premises,
    masked,
    knownBy,
    arrears: {
      bills: debt.bills.length,
      outstanding: debt.outstanding,
      lateFee: debt.lateFee,
      total: debt.total,
    },
    prepayment: fen(Number(prepayment)),
    outages,
    workOrders: orders.map(({ id, kind, state, place, description, createdAt, finishedAt, stars, number: order }) => ({
      id,
      number: order,
      kind,
      state,
      place,
      description,
      createdAt: Number(createdAt),
      finishedAt: finishedAt === null ? null : Number(finishedAt),
      stars: stars === null ? null : Number(stars),
    })),
  }
}

interface AccountRow {
  number: string
  premises: string
  prepayment: string | number
  name: string
  phone: string | null
  path: string
}
