import { findAccounts } from '#core/accounts/findAccounts.ts'
import type { Permission } from '#core/contract/permissions.ts'
import type { searchRoutes } from '#core/contract/search.ts'
import { searchOutages } from '#core/outages/searchOutages.ts'
import { findReceiptsByNumber } from '#core/payments/findReceiptsByNumber.ts'
import { searchWorkOrders } from '#core/workorders/searchWorkOrders.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

/** Letters before a number say that it is none of an account: nobody's accounts are looked through for it. */
const isOtherNumber = (typed: string) => /^(GD|SK|TS)\d/i.test(typed)

/** `138 0000 0001` is a number in groups. */
const joined = (typed: string) => (/^[\d\s]+$/.test(typed) ? typed.replace(/\s/g, '') : typed)

export const staffSearch: Handlers<typeof searchRoutes, Deps> = {
  'GET /api/staff/search': async ({ principal, query }, deps) => {
    const q = joined(query.q)
    const may = (permission: Permission) => principal.grants.some(({ permissions }) => permissions.includes(permission))
    const [accounts, workOrders, receipts, outages] = await Promise.all([
      may('account.read') && !isOtherNumber(q) ? findAccounts(deps, principal, q) : [],
      may('workorder.read') ? searchWorkOrders(deps, principal, q) : [],
      may('payment.read') ? findReceiptsByNumber(deps, principal, q) : [],
      may('outage.read') ? searchOutages(deps, principal, q) : [],
    ])
    return { accounts, workOrders, receipts, outages }
  },
}
