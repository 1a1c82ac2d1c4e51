import { Select, Switch, type TableColumnsType, Tag } from 'antd'
import { Link } from 'react-router'
import { WorkOrderKind, workOrderKinds, WorkOrderState } from '#core/contract/workorders.ts'
import { moment } from '../../format/moment.ts'
import { workOrderStates } from '../../format/words.ts'
import { useForget, useLive } from '../../hub/useAnswer.ts'
import { List } from '../../list/List.tsx'
import { among, useFilters } from '../../list/useFilters.ts'
import { type Row, usePages } from '../../list/usePages.ts'
import type { Tone } from '../../look/Line.tsx'
import { Mark } from '../../look/Mark.tsx'
import { Page } from '../../look/Page.tsx'

const key = 'GET /api/staff/work-orders'
type Listed = Row<typeof key>

const tones: Partial<Record<WorkOrderState, Tone>> = {
  reported: 'warning',
  reopened: 'danger',
  dispatched: 'info',
  accepted: 'info',
  finished: 'success',
}
export const WorkOrderTag = ({ state }: { state: WorkOrderState }) => (
  <Mark tone={tones[state] ?? 'quiet'}>{workOrderStates[state]}</Mark>
)

const columns: TableColumnsType<Listed> = [
  {
    title: '编号',
    key: 'number',
    className: 'figures',
    render: (_, { id, number }) => <Link to={`/workorders/${id}`}>{number}</Link>,
  },
  { title: '状态', dataIndex: 'state', render: (state: WorkOrderState) => <WorkOrderTag state={state} /> },
  { title: '类别', dataIndex: 'kind', render: (kind: WorkOrderKind) => workOrderKinds[kind] },
  { title: '地点', dataIndex: 'place', ellipsis: true, width: 240 },
  { title: '情况', dataIndex: 'description', ellipsis: true, width: 260 },
  { title: '部门', dataIndex: 'unitName' },
  { title: '处理人', dataIndex: 'staffName', render: (name: string | null) => name ?? '—' },
  { title: '受理时间', dataIndex: 'createdAt', className: 'figures', render: moment },
]

export const WorkOrdersPage = () => (
  <Page title="工单查询" needs="workorder.read">
    <WorkOrders />
  </Page>
)

function WorkOrders() {
  const { one, all, set } = useFilters()
  const forget = useForget()
  useLive('workorder.changed', () => forget(key))
  const state = among(WorkOrderState.options, all('state'))
  const kind = among(WorkOrderKind.options, all('kind'))
  const accountId = one('accountId')
  const mine = one('mine') === 'true'
  const pages = usePages(
    key,
    { state, kind, ...(accountId !== undefined && { accountId }), ...(mine && { mine }) },
    ({ number }) => number,
  )
  return (
    <>
      <div className="filters">
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
        <Select
          mode="multiple"
          className="filter"
          aria-label="类别"
          placeholder="全部类别"
          allowClear
          options={WorkOrderKind.options.map((value) => ({ value, label: workOrderKinds[value] }))}
          value={kind}
          onChange={(next) => set({ kind: next })}
        />
        <label>
          <Switch size="small" checked={mine} onChange={(on) => set({ mine: on ? 'true' : undefined })} /> 只看我的
        </label>
        {accountId !== undefined && (
          <Tag closable onClose={() => set({ accountId: undefined })}>
            只看一户
          </Tag>
        )}
      </div>
      <List name="工单" of={pages} columns={columns} empty="没有符合条件的工单；来电、小程序和留言报修后会出现在这里" />
    </>
  )
}
