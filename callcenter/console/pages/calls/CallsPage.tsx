import { Input, Select, Tag } from 'antd'
import { Link } from 'react-router'
import { CallKind, CallOutcome, callOutcomes } from '#core/contract/calls.ts'
import { duration, moment } from '../../format/moment.ts'
import { callKinds, callPhases, maskedPhone, outcomeTone } from '../../format/words.ts'
import { DateRange } from '../../list/DateRange.tsx'
import { List } from '../../list/List.tsx'
import type { ListColumn } from '../../list/listColumn.ts'
import { among, dateIn, useFilters } from '../../list/useFilters.ts'
import { type Row, usePages } from '../../list/usePages.ts'
import { Mark } from '../../look/Mark.tsx'
import { Page } from '../../look/Page.tsx'

const key = 'GET /api/staff/calls'
type Record = Row<typeof key>

const kinds = CallKind.options.map((value) => ({ value, label: callKinds[value] }))
const outcomes = CallOutcome.options.map((value) => ({ value, label: callOutcomes[value] }))

export const OutcomeTag = ({ outcome, phase }: Pick<Record, 'outcome' | 'phase'>) =>
  outcome === null ? (
    <Mark tone="info">{callPhases[phase]}</Mark>
  ) : (
    <Mark tone={outcomeTone[outcome] ?? 'quiet'}>{callOutcomes[outcome]}</Mark>
  )

const waited = ({ queuedAt, answeredAt, endedAt }: Record) => {
  const until = answeredAt ?? endedAt
  return queuedAt === null || until === null ? null : until - queuedAt
}
const talked = ({ answeredAt, endedAt }: Record) =>
  answeredAt === null || endedAt === null ? null : endedAt - answeredAt
const lengthOf = (ms: number | null) => (ms === null ? '—' : duration(ms))

const columns: ListColumn<Record>[] = [
  {
    title: '开始时间',
    key: 'startedAt',
    render: (_, { id, startedAt }) => (
      <Link to={`/calls/${id}`} className="figures">
        {moment(startedAt)}
      </Link>
    ),
    sheet: { kind: 'moment', of: ({ startedAt }) => startedAt },
  },
  {
    title: '类型',
    dataIndex: 'kind',
    render: (kind: Record['kind']) => callKinds[kind],
    sheet: { of: ({ kind }) => callKinds[kind] },
  },
  {
    title: '对方号码',
    dataIndex: 'number',
    className: 'figures',
    render: maskedPhone,
    sheet: { of: ({ number }) => maskedPhone(number) },
  },
  {
    title: '户号',
    dataIndex: 'accountNumber',
    className: 'figures',
    render: (number: string | null) => number ?? '—',
    sheet: { of: ({ accountNumber }) => accountNumber },
  },
  {
    title: '结果',
    key: 'outcome',
    render: (_, row) => <OutcomeTag outcome={row.outcome} phase={row.phase} />,
    sheet: { of: ({ outcome, phase }) => (outcome === null ? callPhases[phase] : callOutcomes[outcome]) },
  },
  {
    title: '话务员',
    dataIndex: 'staffName',
    render: (name: string | null) => name ?? '—',
    sheet: { of: ({ staffName }) => staffName },
  },
  {
    title: '等待',
    key: 'waited',
    align: 'right',
    className: 'figures',
    render: (_, row) => lengthOf(waited(row)),
    sheet: { kind: 'length', of: waited },
  },
  {
    title: '通话',
    key: 'talked',
    align: 'right',
    className: 'figures',
    render: (_, row) => lengthOf(talked(row)),
    sheet: { kind: 'length', of: talked },
  },
]

export function CallsPage() {
  return (
    <Page title="通话记录" needs="call.read">
      <Calls />
    </Page>
  )
}

function Calls() {
  const { one, all, set } = useFilters()
  const query = {
    from: dateIn(one('from')),
    to: dateIn(one('to')),
    kind: among(CallKind.options, all('kind')),
    outcome: among(CallOutcome.options, all('outcome')),
    accountId: one('accountId'),
    number: one('number')?.replace(/\D/g, '').slice(0, 32) || undefined,
  }
  const pages = usePages(key, query, ({ id }) => id)
  return (
    <>
      <div className="filters">
        <DateRange from={query.from} to={query.to} onChange={(from, to) => set({ from, to })} />
        <Select
          mode="multiple"
          className="filter"
          aria-label="类型"
          placeholder="全部类型"
          allowClear
          options={kinds}
          value={query.kind}
          onChange={(kind) => set({ kind })}
        />
        <Select
          mode="multiple"
          className="filter-wide"
          aria-label="结果"
          placeholder="全部结果"
          allowClear
          options={outcomes}
          value={query.outcome}
          onChange={(outcome) => set({ outcome })}
        />
        <Input
          className="filter"
          aria-label="对方号码"
          placeholder="对方号码"
          allowClear
          inputMode="tel"
          maxLength={32}
          defaultValue={one('number') ?? ''}
          onPressEnter={({ currentTarget }) => set({ number: currentTarget.value })}
          onBlur={({ target }) => set({ number: target.value })}
          onClear={() => set({ number: undefined })}
        />
        {query.accountId !== undefined && (
          <Tag closable onClose={() => set({ accountId: undefined })}>
            只看一户
          </Tag>
        )}
      </div>
      <List
        name="通话记录"
        of={pages}
        columns={columns}
        pageOf={({ id }) => `/calls/${id}`}
        empty="没有符合条件的通话；每通来电、回拨和外呼结束后都会列在这里"
      />
    </>
  )
}
