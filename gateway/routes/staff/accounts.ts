import { findAccounts } from '#core/accounts/findAccounts.ts'
import { openAccount } from '#core/accounts/openAccount.ts'
import { requireAccountAt } from '#core/accounts/requireAccountAt.ts'
import { transferOwnership } from '#core/accounts/transferOwnership.ts'
import { viewAccount } from '#core/accounts/viewAccount.ts'
import { viewContacts } from '#core/calls/viewContacts.ts'
import type { staffAccountRoutes } from '#core/contract/accounts.ts'
import { requireRouteAt } from '#core/metering/requireRouteAt.ts'
import { listAccountOutages } from '#core/outages/listAccountOutages.ts'
import { requireUnitAt } from '#core/staff/requireUnitAt.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

export const staffAccounts: Handlers<typeof staffAccountRoutes, Deps> = {
  'GET /api/staff/accounts': ({ principal, query }, deps) => findAccounts(deps, principal, query.q),
  'GET /api/staff/accounts/:accountId': ({ principal, params }, deps) => viewAccount(deps, principal, params.accountId),
  'GET /api/staff/accounts/:accountId/contacts': ({ principal, params }, deps) =>
    viewContacts(deps, principal, params.accountId),
  'GET /api/staff/accounts/:accountId/outages': async ({ principal, params }, deps) => {
    await requireAccountAt(deps.database.read, principal, 'outage.read', params.accountId)
    return listAccountOutages(deps, params.accountId)
  },
  'POST /api/staff/accounts': async ({ principal, actor, body }, deps) => {
    const { name, phone, ...account } = body
    const { read } = deps.database
    await requireUnitAt(read, principal, 'account.write', account.unitId)
    if (account.routeId !== null) await requireRouteAt(read, principal, 'account.write', account.routeId)
    return openAccount(deps, actor, { ...account, customer: { name, phone } })
  },
  'POST /api/staff/accounts/:accountId/transfer': async ({ principal, actor, params, body }, deps) => {
    await requireAccountAt(deps.database.read, principal, 'account.write', params.accountId)
    await transferOwnership(deps, actor, { accountId: params.accountId, ...body })
  },
}
