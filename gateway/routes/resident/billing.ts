import { requireBinding } from '#core/accounts/requireBinding.ts'
import { billUnknown } from '#core/billing/billing.errors.ts'
import { getDebt } from '#core/billing/getDebt.ts'
import { findBill, listBills } from '#core/billing/listBills.ts'
import { tariffsOn } from '#core/billing/listTariffs.ts'
import { previewBill } from '#core/billing/previewBill.ts'
import type { billingRoutes } from '#core/contract/billing.ts'
import { dateOf } from '#core/kernel/businessDate.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

export const residentBilling: Handlers<typeof billingRoutes, Deps> = {
  'GET /api/tariffs': (_, deps) => tariffsOn(deps, dateOf(deps.clock())),
  'GET /api/resident/accounts/:accountId/bills': async ({ principal, params }, deps) => {
    await requireBinding(deps.database.read, principal.residentId, params.accountId)
    return listBills(deps, params.accountId)
  },
  'GET /api/resident/accounts/:accountId/bills/:billId': async ({ principal, params }, deps) => {
    await requireBinding(deps.database.read, principal.residentId, params.accountId)
    const bill = await findBill(deps, params.accountId, params.billId)
    if (!bill) throw billUnknown()
    return bill
  },
  'GET /api/resident/accounts/:accountId/debt': async ({ principal, params }, deps) => {
    await requireBinding(deps.database.read, principal.residentId, params.accountId)
    return getDebt(deps, params.accountId)
  },
  'POST /api/resident/accounts/:accountId/bill-previews': async ({ principal, params, body }, deps) => {
    await requireBinding(deps.database.read, principal.residentId, params.accountId)
    return previewBill(deps, params.accountId, body.volume)
  },
}
