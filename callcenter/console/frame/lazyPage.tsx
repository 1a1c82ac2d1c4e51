import { Skeleton } from 'antd'
import { type ComponentType, lazy, Suspense } from 'react'

/** The code of a page did not come: the hub was upgraded while the console was open, or the network is down. */
export class PageNotLoaded extends Error {
  constructor(cause: unknown) {
    super('a page did not load', { cause })
  }
}

/** A page whose code is loaded when it is first opened. */
export function lazyPage(load: () => Promise<ComponentType>): ComponentType {
  const Loaded = lazy(async () => {
    try {
      return { default: await load() }
    } catch (cause) {
      throw new PageNotLoaded(cause)
    }
  })
  return function LazyPage() {
    return (
      <Suspense fallback={<PageLoading />}>
        <Loaded />
      </Suspense>
    )
  }
}

const PageLoading = () => (
  <div className="page page-loading" aria-busy aria-label="正在打开">
    <Skeleton active paragraph={{ rows: 8 }} />
  </div>
)
