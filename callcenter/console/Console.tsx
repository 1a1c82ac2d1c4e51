import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { useState } from 'react'
import { createBrowserRouter, Outlet, RouterProvider } from 'react-router'
import { Frame } from './frame/Frame.tsx'
import { Home } from './frame/Home.tsx'
import { NoSuchPage } from './frame/NoSuchPage.tsx'
import { createHub } from './hub/hub.ts'
import { HubRefusal } from './hub/hubRefusal.ts'
import { createLive } from './hub/live.ts'
import { HubContext } from './hub/useHub.ts'
import { theme } from './look/theme.ts'
import { AccountPage } from './pages/accounts/AccountPage.tsx'
import { AccountsPage } from './pages/accounts/AccountsPage.tsx'
import { ArticlePage, ArticlesPage } from './pages/articles/ArticlesPage.tsx'
import { EditArticlePage } from './pages/articles/EditArticlePage.tsx'
import { EditArticlesPage } from './pages/articles/EditArticlesPage.tsx'
import { AuditPage } from './pages/audit/AuditPage.tsx'
import { BillingRunPage } from './pages/billing-runs/BillingRunPage.tsx'
import { BillingRunsPage } from './pages/billing-runs/BillingRunsPage.tsx'
import { BoardPage } from './pages/board/BoardPage.tsx'
import { CallPage } from './pages/call/CallPage.tsx'
import { CallRecordPage } from './pages/calls/CallRecordPage.tsx'
import { CallsPage } from './pages/calls/CallsPage.tsx'
import { OutagePage } from './pages/outages/OutagePage.tsx'
import { OutagesPage } from './pages/outages/OutagesPage.tsx'
import { PlanOutagePage } from './pages/outages/PlanOutagePage.tsx'
import { OutboxPage } from './pages/outbox/OutboxPage.tsx'
import { PartnerDaysPage } from './pages/receipts/PartnerDaysPage.tsx'
import { ReceiptPage } from './pages/receipts/ReceiptPage.tsx'
import { ReceiptsPage } from './pages/receipts/ReceiptsPage.tsx'
import { ReportsPage } from './pages/reports/ReportsPage.tsx'
import { ReviewsPage } from './pages/reviews/ReviewsPage.tsx'
import { RolesPage } from './pages/staff/RolesPage.tsx'
import { StaffPage } from './pages/staff/StaffPage.tsx'
import { VoicemailPage } from './pages/voicemails/VoicemailPage.tsx'
import { VoicemailsPage } from './pages/voicemails/VoicemailsPage.tsx'
import { NewWorkOrderPage } from './pages/workorders/NewWorkOrderPage.tsx'
import { WorkOrderPage } from './pages/workorders/WorkOrderPage.tsx'
import { WorkOrdersPage } from './pages/workorders/WorkOrdersPage.tsx'
import { PasswordPage } from './session/PasswordPage.tsx'
import { SessionGate } from './session/SessionGate.tsx'
import { SoftphoneProvider } from './softphone/SoftphoneProvider.tsx'

const pages = [
  { index: true, Component: Home },
  { path: 'call/:callId?', Component: CallPage },
  { path: 'voicemails', Component: VoicemailsPage },
  { path: 'voicemails/:voicemailId', Component: VoicemailPage },
  { path: 'calls', Component: CallsPage },
  { path: 'calls/:callId', Component: CallRecordPage },
  { path: 'board', Component: BoardPage },
  { path: 'workorders', Component: WorkOrdersPage },
  { path: 'workorders/new', Component: NewWorkOrderPage },
  { path: 'workorders/:workOrderId', Component: WorkOrderPage },
  { path: 'accounts', Component: AccountsPage },
  { path: 'accounts/:accountId', Component: AccountPage },
  { path: 'outages', Component: OutagesPage },
  { path: 'outages/new', Component: PlanOutagePage },
  { path: 'outages/:outageId', Component: OutagePage },
  { path: 'outages/:outageId/plan', Component: PlanOutagePage },
  { path: 'articles', Component: ArticlesPage },
  { path: 'articles/edit', Component: EditArticlesPage },
  { path: 'articles/edit/new', Component: EditArticlePage },
  { path: 'articles/edit/:articleId', Component: EditArticlePage },
  { path: 'articles/:slug', Component: ArticlePage },
  { path: 'reports', Component: ReportsPage },
  { path: 'receipts', Component: ReceiptsPage },
  { path: 'receipts/partner-days', Component: PartnerDaysPage },
  { path: 'receipts/:receiptId', Component: ReceiptPage },
  { path: 'billing-runs', Component: BillingRunsPage },
  { path: 'billing-runs/:runId', Component: BillingRunPage },
  { path: 'reviews', Component: ReviewsPage },
  { path: 'staff', Component: StaffPage },
  { path: 'staff/roles', Component: RolesPage },
  { path: 'audit', Component: AuditPage },
  { path: 'outbox', Component: OutboxPage },
  { path: 'password', Component: PasswordPage },
  { path: '*', Component: NoSuchPage },
]

const Inside = () => (
  <SessionGate>
    <SoftphoneProvider>
      <Outlet />
    </SoftphoneProvider>
  </SessionGate>
)

const routes = [{ Component: Inside, children: [{ Component: Frame, children: pages }] }]

/** All of the console. `nonce` is what the page's policy lets styles in by. */
export function Console({ nonce }: { nonce: string }) {
  const [hub] = useState(() => ({ ...createHub(), live: createLive() }))
  const [queries] = useState(createQueries)
  const [router] = useState(() => createBrowserRouter(routes, { basename: '/console' }))
  return (
    <ConfigProvider locale={zhCN} theme={theme} csp={{ nonce }} button={{ autoInsertSpace: false }}>
      <App>
        <HubContext value={hub}>
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </HubContext>
      </App>
    </ConfigProvider>
  )
}

const meKey = 'GET /api/staff/me'

function createQueries(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      // The session has ended, here or elsewhere: the log-in is shown by what asks who one is.
      onError(error, { queryKey }) {
        const ended = error instanceof HubRefusal && error.status === 401
        if (ended && queryKey[0] !== meKey) void queries.invalidateQueries({ queryKey: [meKey] })
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && error instanceof HubRefusal && error.passing,
        retryDelay: 1_000,
      },
    },
  })
  return queries
}
