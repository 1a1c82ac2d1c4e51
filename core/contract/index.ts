import { accountRoutes, staffAccountRoutes } from './accounts.ts'
import { billingRoutes, staffBillingRoutes } from './billing.ts'
import { exportRoutes } from './exports.ts'
import { staffHotlineRoutes } from './hotline.ts'
import { staffCallRoutes } from './calls.ts'
import { invoiceRoutes, staffInvoiceRoutes } from './invoices.ts'
import { knowledgeRoutes, staffKnowledgeRoutes } from './knowledge.ts'
import { meteringRoutes } from './metering.ts'
import { noticeRoutes } from './notices.ts'
import { outageRoutes, staffOutageRoutes } from './outages.ts'
import { outboxRoutes } from './outbox.ts'
import { partnerRoutes } from './partner.ts'
import { partnerAdminRoutes } from './partners.ts'
import { paymentRoutes, staffPaymentRoutes } from './payments.ts'
import { residentRoutes } from './residents.ts'
import { searchRoutes } from './search.ts'
import { staffSeatRoutes } from './seats.ts'
import { staffWorkOrderRoutes } from './staffWorkOrders.ts'
import { staffRoutes } from './staff.ts'
import { staffUploadRoutes, uploadRoutes } from './uploads.ts'
import { staffVoicemailRoutes } from './voicemails.ts'
import { workOrderReportRoutes } from './workOrderReports.ts'
import { workOrderRoutes } from './workorders.ts'

/** Everything that can be asked of the hub over HTTP. A route that is not here does not exist. */
export const contract = {
  ...residentRoutes,
  ...accountRoutes,
  ...billingRoutes,
  ...paymentRoutes,
  ...invoiceRoutes,
  ...outageRoutes,
  ...noticeRoutes,
  ...workOrderRoutes,
  ...uploadRoutes,
  ...knowledgeRoutes,
  ...partnerRoutes,
  ...staffRoutes,
  ...staffAccountRoutes,
  ...meteringRoutes,
  ...staffBillingRoutes,
  ...staffPaymentRoutes,
  ...staffInvoiceRoutes,
  ...staffOutageRoutes,
  ...staffWorkOrderRoutes,
  ...workOrderReportRoutes,
  ...staffUploadRoutes,
  ...staffSeatRoutes,
  ...staffCallRoutes,
  ...staffVoicemailRoutes,
  ...staffHotlineRoutes,
  ...staffKnowledgeRoutes,
  ...partnerAdminRoutes,
  ...outboxRoutes,
  ...searchRoutes,
  ...exportRoutes,
}
export type HubContract = typeof contract
