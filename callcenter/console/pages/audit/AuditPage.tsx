import { Button, Input, Select, Tag } from 'antd'
import { Link } from 'react-router'
import { addDays, businessDate, startOf } from '#core/kernel/businessDate.ts'
import { moment } from '../../format/moment.ts'
import { useSettled } from '../../frame/useSettled.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import { DateRange } from '../../list/DateRange.tsx'
import { List } from '../../list/List.tsx'
import type { ListColumn } from '../../list/listColumn.ts'
import { dateIn, useFilters } from '../../list/useFilters.ts'
import { usePages } from '../../list/usePages.ts'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { actionWord, actionWords, actorKinds, type Entry, subjectPath, subjectWord } from './auditWords.ts'
import '../../list/cells.css'

const actions = Object.entries(actionWords).map(([value, label]) => ({ value, label }))

export const AuditPage = () => (
  <Page title="审计" needs="audit.read">
    <Audit />
  </Page>
)

type Set = ReturnType<typeof useFilters>['set']

const actorOf = ({ actorKind, actorName }: Entry) =>
  actorName === null ? actorKinds[actorKind] : `${actorName}（${actorKinds[actorKind]}）`

const columnsOf = (set: Set): ListColumn<Entry>[] => [
  {
    title: '时间',
    dataIndex: 'at',
    className: 'figures',
    render: moment,
    sheet: { kind: 'moment', of: ({ at }) => at },
  },
  { title: '操作人', key: 'actor', render: (_, entry) => actorOf(entry), sheet: { of: actorOf } },
  { title: '操作', dataIndex: 'action', render: actionWord, sheet: { of: ({ action }) => actionWord(action) } },
  {
    title: '对象',
    key: 'subject',
    render: (_, entry) => {
      const path = subjectPath(entry)
      const word = subjectWord(entry.subjectKind)
      return (
        <>
          {path === undefined ? word : <Link to={path}>{word}</Link>}{' '}
          <Button
            type="link"
            size="small"
            onClick={() => set({ subjectKind: entry.subjectKind, subjectId: entry.subjectId })}
          >
            只看此对象
          </Button>
        </>
      )
    },
    sheet: { of: ({ subjectKind }) => subjectWord(subjectKind) },
  },
  {
    title: '户号',
    key: 'account',
    className: 'figures',
    render: (_, { accountId, accountNumber }) =>
      accountNumber === null ? '—' : <Link to={`/accounts/${accountId}`}>{accountNumber}</Link>,
    sheet: { of: ({ accountNumber }) => accountNumber },
  },
  {
    title: '参考编号',
    dataIndex: 'requestId',
    className: 'figures',
    render: (id: string | null) => (id === null ? '—' : id.slice(0, 8).toUpperCase()),
    sheet: { of: ({ requestId }) => requestId },
  },
  {
    title: '原始记录',
    key: 'details',
    render: (_, { details }) =>
      details === null ? (
        '—'
      ) : (
        <details>
          <summary>查看</summary>
          <pre className="written">{JSON.stringify(details, null, 1)}</pre>
        </details>
      ),
    sheet: { of: ({ details }) => (details === null ? null : JSON.stringify(details)) },
  },
]

function Audit() {
  const { may } = useSession()
  const { one, set } = useFilters()
  const staff = useAnswer('GET /api/staff/staff', { query: { limit: 200 } }, { enabled: may('staff.read') })
  const [from, to] = [dateIn(one('from')), dateIn(one('to'))]
  const account = /^\d{6,12}$/.exec(useSettled((one('account') ?? '').trim(), 250))?.[0]
  const [actorId, subjectKind, subjectId, action] = [one('actor'), one('subjectKind'), one('subjectId'), one('action')]
  const query = {
    ...(from !== undefined && { from: startOf(businessDate(from)) }),
    ...(to !== undefined && { to: startOf(addDays(businessDate(to), 1)) }),
    ...(actorId !== undefined && { actorKind: 'staff', actorId }),
    ...(action !== undefined && { action }),
    ...(subjectKind !== undefined && subjectId !== undefined && { subjectKind, subjectId }),
    ...(account !== undefined && { accountNumber: account }),
  }
  const pages = usePages('GET /api/staff/audit', query, ({ id }) => id)
  return (
    <>
      <div className="filters">
        <DateRange from={from} to={to} onChange={(start, end) => set({ from: start, to: end })} />
        {may('staff.read') && (
          <Select
            className="filter"
            aria-label="操作人"
            placeholder="全部操作人"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={actorId ?? null}
            options={(staff.data ?? []).map(({ id, name, login }) => ({ value: id, label: `${name} ${login}` }))}
            onChange={(id: string | null | undefined) => set({ actor: id ?? undefined })}
          />
        )}
        <Select
          className="filter"
          aria-label="操作"
          placeholder="全部操作"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={action ?? null}
          options={actions}
          onChange={(next: string | null | undefined) => set({ action: next ?? undefined })}
        />
        <Input
          className="filter figures"
          aria-label="户号"
          placeholder="户号"
          inputMode="numeric"
          allowClear
          maxLength={12}
          value={one('account') ?? ''}
          onChange={({ target }) => set({ account: target.value })}
        />
        {subjectKind !== undefined && subjectId !== undefined && (
          <Tag closable onClose={() => set({ subjectKind: undefined, subjectId: undefined })}>
            只看一个对象：{subjectWord(subjectKind)}
          </Tag>
        )}
      </div>
      <List
        name="审计记录"
        of={pages}
        columns={columnsOf(set)}
        empty="没有符合条件的记录；每次操作和查看都会记在这里"
      />
    </>
  )
}
