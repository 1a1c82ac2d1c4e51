import type { UseQueryResult } from '@tanstack/react-query'
import { Button, Empty, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { HubRefusal, sentenceOf } from '../hub/hubRefusal.ts'

interface AnsweredProps<T> {
  of: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch' | 'isFetching'>
  /** What would be here, and how it comes; shown when `isEmpty`. */
  empty?: ReactNode
  isEmpty?: (data: T) => boolean
  /** Lines of the skeleton, as many as the content will need. */
  lines?: number
  children: (data: T) => ReactNode
}

/** What a question was answered, or in which of the other states it is: being asked, refused, nothing there. */
export function Answered<T>({ of, empty, isEmpty, lines = 4, children }: AnsweredProps<T>) {
  const { data, error } = of
  if (data === undefined && error)
    return <Refused error={error} onRetry={() => void of.refetch()} busy={of.isFetching} />
  if (data === undefined) return <Skeleton active title={false} paragraph={{ rows: lines }} />
  if (isEmpty?.(data) === true) return <Nothing>{empty}</Nothing>
  return (
    <>
      {error && <StaleLine error={error} onRetry={() => void of.refetch()} busy={of.isFetching} />}
      {children(data)}
    </>
  )
}

export const Nothing = ({ children }: { children: ReactNode }) => (
  <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={children} />
)

interface RefusedProps {
  error: Error
  onRetry: () => void
  busy?: boolean
}

/** What happened, what can be done about it, and the number by which colleagues find it. */
export function Refused({ error, onRetry, busy = false }: RefusedProps) {
  if (error instanceof HubRefusal && error.status === 403) return <NotAllowed />
  return (
    <div className="refused" role="alert">
      <p className="refused-what">{sentenceOf(error)}</p>
      <Reference error={error} />
      <Button onClick={onRetry} loading={busy}>
        重试
      </Button>
    </div>
  )
}

const StaleLine = ({ error, onRetry, busy }: RefusedProps) => (
  <p className="line line-warning" role="status">
    没能更新，下面是之前的内容：{sentenceOf(error)}{' '}
    <Button size="small" type="link" onClick={onRetry} loading={busy ?? false}>
      重试
    </Button>
  </p>
)

export function Reference({ error }: { error: Error }) {
  if (!(error instanceof HubRefusal) || error.requestId === null) return null
  return <p className="soft">参考编号 {error.requestId.slice(0, 8).toUpperCase()}，向系统管理员反映时请提供</p>
}

export const NotAllowed = () => (
  <div className="refused">
    <p className="refused-what">您没有查看此页的权限</p>
    <p className="soft">如工作需要，请向班长或系统管理员申请。</p>
    <Link to="/">回到首页</Link>
  </div>
)

/** Of an act that was refused, beside its button. */
export const RefusedLine = ({ error }: { error: Error | null }) =>
  error && (
    <div className="line line-danger" role="alert">
      {sentenceOf(error)}
      <Reference error={error} />
    </div>
  )
