import { requireAccountAt } from '#core/accounts/requireAccountAt.ts'
import { accountOfBill, accountOfWaiver } from '#core/billing/accountOfBill.ts'
import { billUnknown } from '#core/billing/billing.errors.ts'
import { cancelBill } from '#core/billing/cancelBill.ts'
import { getDebt } from '#core/billing/getDebt.ts'
import { issueBill } from '#core/billing/issueBill.ts'
import { issueExtraBill } from '#core/billing/issueExtraBill.ts'
import { findBill, listBills } from '#core/billing/listBills.ts'
import { findBillingRun, listBillingRuns } from '#core/billing/listBillingRuns.ts'
import { listTariffs } from '#core/billing/listTariffs.ts'
import { listWaivers } from '#core/billing/listWaivers.ts'
import { previewBillingRun } from '#core/billing/previewBillingRun.ts'
import { publishTariff } from '#core/billing/publishTariff.ts'
import { startBillingRun } from '#core/billing/startBillingRun.ts'
import { type Tariff, tariffWarnings } from '#core/billing/tariff.ts'
import { decideWaiver, proposeWaiver } from '#core/billing/waiveLateFee.ts'
import type { staffBillingRoutes } from '#core/contract/billing.ts'
import { requireRouteAt } from '#core/metering/requireRouteAt.ts'
import { requirePermissionAt, type StaffPrincipal } from '#core/staff/principal.ts'
import { rootPath } from '#core/staff/staff.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

const warningsOf = (tariff: Tariff) => tariffWarnings(tariff).map((warning) => warning.sentence)

export const staffBilling: Handlers<typeof staffBillingRoutes, Deps> = {
  'GET /api/staff/accounts/:accountId/bills': async ({ principal, params }, deps) => {
    await requireAccountAt(deps.database.read, principal, 'bill.read', params.accountId)
    return listBills(deps, params.accountId)
  },
  'GET /api/staff/accounts/:accountId/bills/:billId': async ({ principal, params }, deps) => {
    await requireAccountAt(deps.database.read, principal, 'bill.read', params.accountId)
    const bill = await findBill(deps, params.accountId, params.billId)
    if (!bill) throw billUnknown()
    return bill
  },
  'GET /api/staff/accounts/:accountId/debt': async ({ principal, params }, deps) => {
    await requireAccountAt(deps.database.read, principal, 'bill.read', params.accountId)
    return getDebt(deps, params.accountId)
  },
  'POST /api/staff/accounts/:accountId/bills': async ({ principal, actor, params }, deps) => {
    await requireAccountAt(deps.database.read, principal, 'billingRun.start', params.accountId)
    return issueBill(deps, actor, params.accountId)
  },
  'POST /api/staff/accounts/:accountId/extra-bills': async ({ principal, actor, params, body }, deps) => {
    await requireAccountAt(deps.database.read, principal, 'bill.correct', params.accountId)
    return issueExtraBill(deps, actor, { accountId: params.accountId, ...body })
  },
  'POST /api/staff/bills/:billId/cancellation': async ({ principal, actor, params, body }, deps) => {
    const { read } = deps.database
    await requireAccountAt(read, principal, 'bill.correct', await accountOfBill(read, params.billId))
    await cancelBill(deps, actor, { billId: params.billId, ...body })
  },
  'POST /api/staff/bills/:billId/waivers': async ({ principal, actor, params, body }, deps) => {
    const { read } = deps.database
    await requireAccountAt(read, principal, 'lateFee.propose', await accountOfBill(read, params.billId))
    return proposeWaiver(deps, actor, { billId: params.billId, ...body })
  },
  'GET /api/staff/waivers': ({ principal, query }, deps) => listWaivers(deps, principal, query.state),
  'POST /api/staff/waivers/:waiverId/decision': async ({ principal, actor, params, body }, deps) => {
    const { read } = deps.database
    await requireAccountAt(read, principal, 'lateFee.approve', await accountOfWaiver(read, params.waiverId))
    return decideWaiver(deps, actor, { waiverId: params.waiverId, approve: body.approve })
  },
  'GET /api/staff/tariffs': async (_, deps) =>
    (await listTariffs(deps)).map(({ definition, publishedAt }) => ({
      tariff: definition,
      publishedAt,
      warnings: warningsOf(definition),
    })),
  'POST /api/staff/tariffs': async ({ principal, actor, body }, deps) => {
    // A price is the whole city's.
    requirePermissionAt(principal, 'tariff.write', rootPath)
    const { id } = await publishTariff(deps, actor, body)
    return { id, warnings: warningsOf(body) }
  },
  'GET /api/staff/billing-runs': ({ principal }, deps) => listBillingRuns(deps, principal),
  'GET /api/staff/billing-runs/:runId': ({ principal, params }, deps) => findBillingRun(deps, principal, params.runId),
  'POST /api/staff/billing-run-previews': async ({ principal, body }, deps) => {
    await requireMayBill(deps, principal, body.routeId)
    return previewBillingRun(deps, body)
  },
  'POST /api/staff/billing-runs': async ({ principal, actor, body }, deps) => {
    await requireMayBill(deps, principal, body.routeId)
    return startBillingRun(deps, actor, body)
  },
}

/** The whole city is for who may bill at the root. */
async function requireMayBill({ database }: Deps, principal: StaffPrincipal, routeId: string | null) {
  if (routeId === null) requirePermissionAt(principal, 'billingRun.start', rootPath)
  else await requireRouteAt(database.read, principal, 'billingRun.start', routeId)
}
