import { accountRoutes, staffAccountRoutes } from './accounts.ts'
import { billingRoutes, staffBillingRoutes } from './billing.ts'
import { meteringRoutes } from './metering.ts'
import { outboxRoutes } from './outbox.ts'
import { partnerRoutes } from './partner.ts'
import { partnerAdminRoutes } from './partners.ts'
import { paymentRoutes, staffPaymentRoutes } from './payments.ts'
import { residentRoutes } from './residents.ts'
import { staffRoutes } from './staff.ts'

/** Everything that can be asked of the hub over HTTP. A route that is not here does not exist. */
export const contract = {
  ...residentRoutes,
  ...accountRoutes,
  ...billingRoutes,
  ...paymentRoutes,
  ...partnerRoutes,
  ...staffRoutes,
  ...staffAccountRoutes,
  ...meteringRoutes,
  ...staffBillingRoutes,
  ...staffPaymentRoutes,
  ...partnerAdminRoutes,
  ...outboxRoutes,
}
export type HubContract = typeof contract
