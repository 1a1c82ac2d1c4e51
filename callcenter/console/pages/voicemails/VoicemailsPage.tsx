import { Select, Switch } from 'antd'
import { Link } from 'react-router'
import { VoicemailPurpose, VoicemailState } from '#core/contract/voicemails.ts'
import { duration, moment } from '../../format/moment.ts'
import { useForget, useLive } from '../../hub/useAnswer.ts'
import { List } from '../../list/List.tsx'
import type { ListColumn } from '../../list/listColumn.ts'
import { among, useFilters } from '../../list/useFilters.ts'
import { type Row, usePages } from '../../list/usePages.ts'
import { Mark } from '../../look/Mark.tsx'
import { Page } from '../../look/Page.tsx'
import { voicemailPurposes, voicemailStates } from './voicemailWords.ts'

const key = 'GET /api/staff/voicemails'
type Listed = Row<typeof key>

export const StateTag = ({ state, overdue }: Pick<Listed, 'state' | 'overdue'>) => (
  <>
    <Mark tone={state === 'done' ? 'quiet' : state === 'new' ? 'warning' : 'info'}>{voicemailStates[state]}</Mark>
    {overdue && <Mark tone="danger">已超时</Mark>}
  </>
)

const columns: ListColumn<Listed>[] = [
  {
    title: '编号',
    key: 'number',
    className: 'figures',
    render: (_, { id, number }) => <Link to={`/voicemails/${id}`}>{number}</Link>,
    sheet: { of: ({ number }) => number },
  },
  {
    title: '留言时间',
    dataIndex: 'takenAt',
    className: 'figures',
    render: moment,
    sheet: { kind: 'moment', of: ({ takenAt }) => takenAt },
  },
  {
    title: '状态',
    key: 'state',
    render: (_, row) => <StateTag state={row.state} overdue={row.overdue} />,
    sheet: { of: ({ state, overdue }) => `${voicemailStates[state]}${overdue ? '，已超时' : ''}` },
  },
  {
    title: '类型',
    dataIndex: 'purpose',
    render: (purpose: VoicemailPurpose) => voicemailPurposes[purpose],
    sheet: { of: ({ purpose }) => voicemailPurposes[purpose] },
  },
  {
    title: '来电号码',
    dataIndex: 'caller',
    className: 'figures',
    render: (caller: string) => caller || '未显示号码',
    sheet: { of: ({ caller }) => caller },
  },
  {
    title: '时长',
    dataIndex: 'lengthMs',
    align: 'right',
    className: 'figures',
    render: duration,
    sheet: { kind: 'length', of: ({ lengthMs }) => lengthMs },
  },
  {
    title: '户号',
    dataIndex: 'accountNumber',
    className: 'figures',
    render: (number: string | null) => number ?? '—',
    sheet: { of: ({ accountNumber }) => accountNumber },
  },
  {
    title: '处理人',
    dataIndex: 'assignedName',
    render: (name: string | null) => name ?? '—',
    sheet: { of: ({ assignedName }) => assignedName },
  },
  {
    title: '工单',
    key: 'workOrder',
    className: 'figures',
    render: (_, { workOrderId, workOrderNumber }) =>
      workOrderId === null ? '—' : <Link to={`/workorders/${workOrderId}`}>{workOrderNumber}</Link>,
    sheet: { of: ({ workOrderNumber }) => workOrderNumber },
  },
  {
    title: '办理期限',
    dataIndex: 'dueAt',
    className: 'figures',
    render: moment,
    sheet: { kind: 'moment', of: ({ dueAt }) => dueAt },
  },
]

export const VoicemailsPage = () => (
  <Page title="语音信箱" needs="voicemail.read">
    <Voicemails />
  </Page>
)

function Voicemails() {
  const { one, all, set } = useFilters()
  const forget = useForget()
  useLive('voicemail.kept', () => forget(key))
  useLive('voicemail.changed', () => forget(key))
  const state = among(VoicemailState.options, all('state'))
  const purpose = among(VoicemailPurpose.options, all('purpose'))
  const flags = { mine: one('mine') === 'true', overdue: one('overdue') === 'true' }
  const pages = usePages(
    key,
    {
      state,
      purpose,
      ...(flags.mine && { mine: true }),
      ...(flags.overdue && { overdue: true }),
    },
    ({ number }) => number,
  )
  return (
    <>
      <div className="filters">
        <Select
          mode="multiple"
          className="filter"
          aria-label="状态"
          placeholder="全部状态"
          allowClear
          options={VoicemailState.options.map((value) => ({ value, label: voicemailStates[value] }))}
          value={state}
          onChange={(next) => set({ state: next })}
        />
        <Select
          mode="multiple"
          className="filter"
          aria-label="类型"
          placeholder="全部类型"
          allowClear
          options={VoicemailPurpose.options.map((value) => ({ value, label: voicemailPurposes[value] }))}
          value={purpose}
          onChange={(next) => set({ purpose: next })}
        />
        <label>
          <Switch size="small" checked={flags.mine} onChange={(on) => set({ mine: on ? 'true' : undefined })} />{' '}
          只看我处理的
        </label>
        <label>
          <Switch size="small" checked={flags.overdue} onChange={(on) => set({ overdue: on ? 'true' : undefined })} />{' '}
          只看超时
        </label>
      </div>
      <List
        name="语音信箱"
        of={pages}
        columns={columns}
        empty="没有留言；来电人按 9 留言或语音报修后会出现在这里"
        pageOf={({ id }) => `/voicemails/${id}`}
      />
    </>
  )
}
