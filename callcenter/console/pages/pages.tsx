import type { RouteObject } from 'react-router'
import { Home } from '../frame/Home.tsx'
import { lazyPage } from '../frame/lazyPage.tsx'
import { NoSuchPage } from '../frame/NoSuchPage.tsx'

/** What stands at which address; its code comes when it is first opened. */
export const pages: RouteObject[] = [
  { index: true, Component: Home },
  { path: 'call/:callId?', Component: lazyPage(async () => (await import('./call/CallPage.tsx')).CallPage) },
  {
    path: 'voicemails',
    Component: lazyPage(async () => (await import('./voicemails/VoicemailsPage.tsx')).VoicemailsPage),
  },
  {
    path: 'voicemails/:voicemailId',
    Component: lazyPage(async () => (await import('./voicemails/VoicemailPage.tsx')).VoicemailPage),
  },
  { path: 'calls', Component: lazyPage(async () => (await import('./calls/CallsPage.tsx')).CallsPage) },
  {
    path: 'calls/:callId',
    Component: lazyPage(async () => (await import('./calls/CallRecordPage.tsx')).CallRecordPage),
  },
  { path: 'board', Component: lazyPage(async () => (await import('./board/BoardPage.tsx')).BoardPage) },
  {
    path: 'workorders',
    Component: lazyPage(async () => (await import('./workorders/WorkOrdersPage.tsx')).WorkOrdersPage),
  },
  {
    path: 'workorders/new',
    Component: lazyPage(async () => (await import('./workorders/NewWorkOrderPage.tsx')).NewWorkOrderPage),
  },
  {
    path: 'workorders/:workOrderId',
    Component: lazyPage(async () => (await import('./workorders/WorkOrderPage.tsx')).WorkOrderPage),
  },
  { path: 'accounts', Component: lazyPage(async () => (await import('./accounts/AccountsPage.tsx')).AccountsPage) },
  {
    path: 'accounts/:accountId',
    Component: lazyPage(async () => (await import('./accounts/AccountPage.tsx')).AccountPage),
  },
  { path: 'outages', Component: lazyPage(async () => (await import('./outages/OutagesPage.tsx')).OutagesPage) },
  {
    path: 'outages/new',
    Component: lazyPage(async () => (await import('./outages/PlanOutagePage.tsx')).PlanOutagePage),
  },
  { path: 'outages/:outageId', Component: lazyPage(async () => (await import('./outages/OutagePage.tsx')).OutagePage) },
  {
    path: 'outages/:outageId/plan',
    Component: lazyPage(async () => (await import('./outages/PlanOutagePage.tsx')).PlanOutagePage),
  },
  { path: 'articles', Component: lazyPage(async () => (await import('./articles/ArticlesPage.tsx')).ArticlesPage) },
  {
    path: 'articles/edit',
    Component: lazyPage(async () => (await import('./articles/EditArticlesPage.tsx')).EditArticlesPage),
  },
  {
    path: 'articles/edit/new',
    Component: lazyPage(async () => (await import('./articles/EditArticlePage.tsx')).EditArticlePage),
  },
  {
    path: 'articles/edit/:articleId',
    Component: lazyPage(async () => (await import('./articles/EditArticlePage.tsx')).EditArticlePage),
  },
  {
    path: 'articles/:slug',
    Component: lazyPage(async () => (await import('./articles/ArticlesPage.tsx')).ArticlePage),
  },
  { path: 'reports', Component: lazyPage(async () => (await import('./reports/ReportsPage.tsx')).ReportsPage) },
  {
    path: 'work-reports',
    Component: lazyPage(async () => (await import('./work-reports/WorkReportsPage.tsx')).WorkReportsPage),
  },
  { path: 'receipts', Component: lazyPage(async () => (await import('./receipts/ReceiptsPage.tsx')).ReceiptsPage) },
  {
    path: 'receipts/partner-days',
    Component: lazyPage(async () => (await import('./receipts/PartnerDaysPage.tsx')).PartnerDaysPage),
  },
  {
    path: 'receipts/:receiptId',
    Component: lazyPage(async () => (await import('./receipts/ReceiptPage.tsx')).ReceiptPage),
  },
  {
    path: 'billing-runs',
    Component: lazyPage(async () => (await import('./billing-runs/BillingRunsPage.tsx')).BillingRunsPage),
  },
  {
    path: 'billing-runs/:runId',
    Component: lazyPage(async () => (await import('./billing-runs/BillingRunPage.tsx')).BillingRunPage),
  },
  { path: 'reviews', Component: lazyPage(async () => (await import('./reviews/ReviewsPage.tsx')).ReviewsPage) },
  { path: 'waivers', Component: lazyPage(async () => (await import('./waivers/WaiversPage.tsx')).WaiversPage) },
  { path: 'ledger', Component: lazyPage(async () => (await import('./ledger/LedgerPage.tsx')).LedgerPage) },
  { path: 'staff', Component: lazyPage(async () => (await import('./staff/StaffPage.tsx')).StaffPage) },
  { path: 'staff/units', Component: lazyPage(async () => (await import('./staff/UnitsPage.tsx')).UnitsPage) },
  { path: 'staff/roles', Component: lazyPage(async () => (await import('./staff/RolesPage.tsx')).RolesPage) },
  { path: 'audit', Component: lazyPage(async () => (await import('./audit/AuditPage.tsx')).AuditPage) },
  { path: 'outbox', Component: lazyPage(async () => (await import('./outbox/OutboxPage.tsx')).OutboxPage) },
  { path: 'settings', Component: lazyPage(async () => (await import('./settings/SettingsPage.tsx')).SettingsPage) },
  { path: 'tariffs', Component: lazyPage(async () => (await import('./tariffs/TariffsPage.tsx')).TariffsPage) },
  { path: 'partners', Component: lazyPage(async () => (await import('./partners/PartnersPage.tsx')).PartnersPage) },
  { path: 'me', Component: lazyPage(async () => (await import('./me/MePage.tsx')).MePage) },
  { path: '*', Component: NoSuchPage },
]
