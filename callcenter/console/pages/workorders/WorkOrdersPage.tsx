import { Segmented, Select, Skeleton, Switch, Tag } from 'antd'
import { lazy, Suspense } from 'react'
import { Link } from 'react-router'
import { WorkOrderKind, WorkOrderState } from '#core/contract/workorders.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import { workOrderStates } from '../../format/words.ts'
import { useForget, useLive } from '../../hub/useAnswer.ts'
import { DateRange } from '../../list/DateRange.tsx'
import { among, dateIn, useFilters } from '../../list/useFilters.ts'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { useUnits } from '../../session/useUnits.ts'
import { KindFilter, UnitFilter } from './filters.tsx'
import { WorkOrderBoard } from './WorkOrderBoard.tsx'
import { WorkOrderList } from './WorkOrderList.tsx'
import { workOrdersKey } from './workOrderWords.ts'
import './workOrders.css'

// Whoever looks at no map does not load what draws it.
const WorkOrderMap = lazy(async () => ({ default: (await import('./WorkOrderMap.tsx')).WorkOrderMap }))

const views = [
  { value: 'list', label: '列表' },
  { value: 'board', label: '看板' },
  { value: 'map', label: '地图' },
]

export const WorkOrdersPage = () => (
  <Page title="工单查询" needs="workorder.read" aside={<NewLink />}>
    <WorkOrders />
  </Page>
)

function NewLink() {
  const { may } = useSession()
  return may('workorder.write') ? <Link to="/workorders/new">新建工单</Link> : null
}

function WorkOrders() {
  const { one, all, set } = useFilters()
  const forget = useForget()
  useLive('workorder.changed', () => forget(workOrdersKey))
  const units = useUnits('workorder.read')
  const state = among(WorkOrderState.options, all('state'))
  const kind = among(WorkOrderKind.options, all('kind'))
  const accountId = one('accountId')
  const unitId = one('unit')
  const mine = one('mine') === 'true'
  const late = one('late') === 'true'
  const from = dateIn(one('from'))
  const to = dateIn(one('to'))
  const view = views.find(({ value }) => value === one('view'))?.value ?? 'list'
  const query = {
    kind,
    ...(accountId !== undefined && { accountId }),
    ...(unitId !== undefined && { unitId }),
    ...(mine && { mine }),
    ...(late && { late }),
    ...(from !== undefined && { from: businessDate(from) }),
    ...(to !== undefined && { to: businessDate(to) }),
  }
  return (
    <>
      <div className="filters">
        <Segmented
          aria-label="显示方式"
          options={views}
          value={view}
          onChange={(next) => set({ view: next === 'list' ? undefined : next })}
        />
        {view === 'list' && (
          <Select
            mode="multiple"
            className="filter-wide"
            aria-label="状态"
            placeholder="全部状态"
            allowClear
            options={WorkOrderState.options.map((value) => ({ value, label: workOrderStates[value] }))}
            value={state}
            onChange={(next) => set({ state: next })}
          />
        )}
        <KindFilter value={kind} onChange={(next) => set({ kind: next })} />
        <UnitFilter units={units} value={unitId} onChange={(next) => set({ unit: next })} />
        <DateRange from={from} to={to} onChange={(begin, end) => set({ from: begin, to: end })} />
        <label>
          <Switch size="small" checked={mine} onChange={(on) => set({ mine: on ? 'true' : undefined })} /> 只看我的
        </label>
        <label>
          <Switch size="small" checked={late} onChange={(on) => set({ late: on ? 'true' : undefined })} /> 只看已超时
        </label>
        {accountId !== undefined && (
          <Tag closable onClose={() => set({ accountId: undefined })}>
            只看一户
          </Tag>
        )}
      </div>
      {view === 'list' && <WorkOrderList query={{ ...query, state }} />}
      {view === 'board' && <WorkOrderBoard query={query} />}
      {view === 'map' && (
        <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 12 }} />}>
          <WorkOrderMap query={query} />
        </Suspense>
      )}
    </>
  )
}
