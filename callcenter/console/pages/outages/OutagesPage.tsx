import { Select, type TableColumnsType } from 'antd'
import { type OutageKind, OutageState } from '#core/contract/outages.ts'
import { moment } from '../../format/moment.ts'
import { useForget, useLive } from '../../hub/useAnswer.ts'
import { List } from '../../list/List.tsx'
import { among, useFilters } from '../../list/useFilters.ts'
import { type Row, usePages } from '../../list/usePages.ts'
import { Mark } from '../../look/Mark.tsx'
import { Page } from '../../look/Page.tsx'

const key = 'GET /api/staff/outages'
type Listed = Row<typeof key>

const kinds: Record<OutageKind, string> = { planned: '计划停水', emergency: '抢修停水' }
const states: Record<OutageState, string> = {
  draft: '草稿',
  announced: '已发布',
  changed: '已变更',
  restored: '已恢复',
  cancelled: '已取消',
}

const columns: TableColumnsType<Listed> = [
  { title: '编号', dataIndex: 'number', className: 'figures' },
  {
    title: '状态',
    dataIndex: 'state',
    render: (state: OutageState) => (
      <Mark tone={state === 'announced' || state === 'changed' ? 'danger' : 'quiet'}>{states[state]}</Mark>
    ),
  },
  { title: '类型', dataIndex: 'kind', render: (kind: OutageKind) => kinds[kind] },
  { title: '范围', dataIndex: 'place', ellipsis: true, width: 280 },
  { title: '原因', dataIndex: 'reason', ellipsis: true, width: 220 },
  { title: '开始', dataIndex: 'plannedFrom', className: 'figures', render: moment },
  {
    title: '恢复',
    key: 'to',
    className: 'figures',
    render: (_, { actualTo, plannedTo }) => (actualTo === null ? `预计 ${moment(plannedTo)}` : moment(actualTo)),
  },
  { title: '影响户数', dataIndex: 'affected', align: 'right', className: 'figures' },
  {
    title: '临时供水',
    dataIndex: 'alternativeSupply',
    ellipsis: true,
    width: 200,
    render: (text: string | null) => text ?? '—',
  },
]

export const OutagesPage = () => (
  <Page title="停水信息" needs="outage.read">
    <Outages />
  </Page>
)

function Outages() {
  const { all, set } = useFilters()
  const forget = useForget()
  useLive('outage.changed', () => forget(key))
  const state = among(OutageState.options, all('state'))
  const pages = usePages(key, { state }, ({ number }) => number)
  return (
    <>
      <div className="filters">
        <Select
          mode="multiple"
          className="filter-wide"
          aria-label="状态"
          placeholder="全部状态"
          allowClear
          options={OutageState.options.map((value) => ({ value, label: states[value] }))}
          value={state}
          onChange={(next) => set({ state: next })}
        />
      </div>
      <List name="停水信息" of={pages} columns={columns} empty="没有符合条件的停水" />
    </>
  )
}
