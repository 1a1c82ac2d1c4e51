import { Select } from 'antd'
import { Link } from 'react-router'
import { type OutageKind, OutageState } from '#core/contract/outages.ts'
import { moment } from '../../format/moment.ts'
import { useForget, useLive } from '../../hub/useAnswer.ts'
import { List } from '../../list/List.tsx'
import type { ListColumn } from '../../list/listColumn.ts'
import { among, useFilters } from '../../list/useFilters.ts'
import { type Row, usePages } from '../../list/usePages.ts'
import { Mark } from '../../look/Mark.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { outageKinds, outagesKey, outageStates, outageTones } from './outageWords.ts'

type Listed = Row<typeof outagesKey>

export const OutageMark = ({ state }: { state: OutageState }) => (
  <Mark tone={outageTones[state] ?? 'quiet'}>{outageStates[state]}</Mark>
)

const columns: ListColumn<Listed>[] = [
  {
    title: '编号',
    key: 'number',
    className: 'figures',
    render: (_, { id, number }) => <Link to={`/outages/${id}`}>{number}</Link>,
    sheet: { of: ({ number }) => number },
  },
  {
    title: '状态',
    dataIndex: 'state',
    render: (state: OutageState) => <OutageMark state={state} />,
    sheet: { of: ({ state }) => outageStates[state] },
  },
  {
    title: '类型',
    dataIndex: 'kind',
    render: (kind: OutageKind) => outageKinds[kind],
    sheet: { of: ({ kind }) => outageKinds[kind] },
  },
  { title: '范围', dataIndex: 'place', ellipsis: true, width: 280, sheet: { of: ({ place }) => place } },
  { title: '原因', dataIndex: 'reason', ellipsis: true, width: 220, sheet: { of: ({ reason }) => reason } },
  {
    title: '开始',
    dataIndex: 'plannedFrom',
    className: 'figures',
    render: moment,
    sheet: { kind: 'moment', of: ({ plannedFrom }) => plannedFrom },
  },
  {
    title: '恢复',
    key: 'to',
    className: 'figures',
    render: (_, { actualTo, plannedTo }) => (actualTo === null ? `预计 ${moment(plannedTo)}` : moment(actualTo)),
    sheet: { kind: 'moment', of: ({ actualTo, plannedTo }) => actualTo ?? plannedTo },
  },
  {
    title: '影响户数',
    key: 'affected',
    align: 'right',
    className: 'figures',
    render: (_, { affected, announcedAt }) => (announcedAt === null ? '未发布' : affected),
    sheet: { kind: 'number', of: ({ affected, announcedAt }) => (announcedAt === null ? null : affected) },
  },
  {
    title: '临时供水',
    dataIndex: 'alternativeSupply',
    ellipsis: true,
    width: 200,
    render: (text: string | null) => text ?? '—',
    sheet: { of: ({ alternativeSupply }) => alternativeSupply },
  },
]

export const OutagesPage = () => (
  <Page title="停水信息" needs="outage.read" aside={<PlanLink />}>
    <Outages />
  </Page>
)

function PlanLink() {
  const { may } = useSession()
  return may('outage.write') ? <Link to="/outages/new">新建停水</Link> : null
}

function Outages() {
  const { all, set } = useFilters()
  const forget = useForget()
  useLive('outage.changed', () => forget(outagesKey))
  const state = among(OutageState.options, all('state'))
  const pages = usePages(outagesKey, { state }, ({ number }) => number)
  return (
    <>
      <div className="filters">
        <Select
          mode="multiple"
          className="filter-wide"
          aria-label="状态"
          placeholder="全部状态"
          allowClear
          options={OutageState.options.map((value) => ({ value, label: outageStates[value] }))}
          value={state}
          onChange={(next) => set({ state: next })}
        />
      </div>
      <List
        name="停水信息"
        of={pages}
        columns={columns}
        empty="没有符合条件的停水；计划停水和抢修停水新建后列在这里"
        pageOf={({ id }) => `/outages/${id}`}
      />
    </>
  )
}
