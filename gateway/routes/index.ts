import { articles, staffArticles } from './knowledge.ts'
import { partnerCounter } from './partner/counter.ts'
import { residentAccounts } from './resident/accounts.ts'
import { residentBilling } from './resident/billing.ts'
import { residentInvoices } from './resident/invoices.ts'
import { residentNotices } from './resident/notices.ts'
import { residentOutages } from './resident/outages.ts'
import { residentPayments } from './resident/payments.ts'
import { residentSessions } from './resident/sessions.ts'
import { residentUploads } from './resident/uploads.ts'
import { residentWorkOrders } from './resident/workorders.ts'
import { staffAccounts } from './staff/accounts.ts'
import { staffBilling } from './staff/billing.ts'
import { staffHotline } from './staff/hotline.ts'
import { staffExports } from './staff/exports.ts'
import { staffCalls } from './staff/calls.ts'
import { staffInvoices } from './staff/invoices.ts'
import { staffMetering } from './staff/metering.ts'
import { staffOfHub } from './staff/staff.ts'
import { staffOutbox } from './staff/outbox.ts'
import { staffPartners } from './staff/partners.ts'
import { staffPayments } from './staff/payments.ts'
import { staffOutages } from './staff/outages.ts'
import { staffSearch } from './staff/search.ts'
import { staffSeats } from './staff/seats.ts'
import { staffUploads } from './staff/uploads.ts'
import { staffVoicemails } from './staff/voicemails.ts'
import { staffWorkOrders } from './staff/workorders.ts'

/** The handler of every route of the contract. */
export const handlers = {
  ...residentSessions,
  ...residentAccounts,
  ...residentBilling,
  ...residentPayments,
  ...residentInvoices,
  ...residentOutages,
  ...residentNotices,
  ...residentWorkOrders,
  ...residentUploads,
  ...articles,
  ...partnerCounter,
  ...staffOfHub,
  ...staffAccounts,
  ...staffMetering,
  ...staffBilling,
  ...staffPayments,
  ...staffInvoices,
  ...staffOutages,
  ...staffWorkOrders,
  ...staffUploads,
  ...staffSeats,
  ...staffCalls,
  ...staffVoicemails,
  ...staffHotline,
  ...staffArticles,
  ...staffPartners,
  ...staffOutbox,
  ...staffSearch,
  ...staffExports,
}
