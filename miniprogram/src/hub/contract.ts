import type { accountRoutes } from '@contract/accounts.ts'
import type { billingRoutes } from '@contract/billing.ts'
import type { client } from '@contract/client.ts'
import type { invoiceRoutes } from '@contract/invoices.ts'
import type { knowledgeRoutes } from '@contract/knowledge.ts'
import type { noticeRoutes } from '@contract/notices.ts'
import type { outageRoutes } from '@contract/outages.ts'
import type { paymentRoutes } from '@contract/payments.ts'
import type { residentRoutes } from '@contract/residents.ts'
import type { AnswerOf } from '@contract/route.ts'
import type { uploadRoutes } from '@contract/uploads.ts'
import type { workOrderRoutes } from '@contract/workorders.ts'

/** What a resident may ask of the hub. */
export type ResidentContract = typeof residentRoutes &
  typeof accountRoutes &
  typeof billingRoutes &
  Omit<typeof paymentRoutes, 'POST /api/channels/sandbox/notices'> &
  typeof invoiceRoutes &
  typeof outageRoutes &
  typeof noticeRoutes &
  typeof knowledgeRoutes &
  typeof uploadRoutes &
  typeof workOrderRoutes

/** `call('GET /api/resident/accounts')`, typed by the contract. Rejects with a `HubError`. */
export type Call = ReturnType<typeof client<ResidentContract>>

export type Answer<Key extends keyof ResidentContract> = AnswerOf<ResidentContract[Key]>

export type Account = Answer<'GET /api/resident/accounts'>[number]
export type Bill = Answer<'GET /api/resident/accounts/:accountId/bills'>[number]
export type BillDetail = Answer<'GET /api/resident/accounts/:accountId/bills/:billId'>
export type PriceLine = BillDetail['priceLines'][number]
export type Debt = Answer<'GET /api/resident/accounts/:accountId/debt'>
export type Receipt = Answer<'GET /api/resident/accounts/:accountId/receipts'>[number]
export type PaymentState = Answer<'GET /api/resident/payments/:paymentId'>
export type Tariff = Answer<'GET /api/tariffs'>[number]
export type Tokens = Answer<'POST /api/resident/sessions/refresh'>
export type PlaceOutage = Answer<'GET /api/resident/outages'>[number]
export type CityOutage = Answer<'GET /api/outages'>[number]
export type Notice = Answer<'GET /api/resident/notices'>['notices'][number]
export type WorkOrder = Answer<'GET /api/resident/work-orders/:workOrderId'>
export type WorkOrderKind = WorkOrder['kind']
export type WorkOrderState = WorkOrder['state']
export type WorkOrderAct = WorkOrder['steps'][number]['act']
export type Invoice = Answer<'GET /api/resident/invoices/:invoiceId'>
export type InvoiceTitle = Answer<'GET /api/resident/invoice-titles'>[number]
export type BillToInvoice = Answer<'GET /api/resident/accounts/:accountId/bills-to-invoice'>[number]
