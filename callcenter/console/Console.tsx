import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { useState } from 'react'
import { createBrowserRouter, type RouteObject, RouterProvider } from 'react-router'
import { lazyPage } from './frame/lazyPage.tsx'
import { ConsoleBroke, PageBroke } from './frame/PageBroke.tsx'
import { createHub } from './hub/hub.ts'
import { HubRefusal } from './hub/hubRefusal.ts'
import { createLive } from './hub/live.ts'
import { HubContext } from './hub/useHub.ts'
import { theme } from './look/theme.ts'
import { pages } from './pages/pages.tsx'
import { SessionGate } from './session/SessionGate.tsx'

const Desk = lazyPage(async () => (await import('./frame/Desk.tsx')).Desk)

const Inside = () => (
  <SessionGate>
    <Desk />
  </SessionGate>
)

const routes: RouteObject[] = [
  {
    Component: Inside,
    ErrorBoundary: ConsoleBroke,
    // Within the frame: a page that breaks takes no call with it.
    children: [{ ErrorBoundary: PageBroke, children: pages }],
  },
]

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
