import { Select } from 'antd'
import { Link } from 'react-router'
import { addDays, businessDate, dateOf } from '#core/kernel/businessDate.ts'
import { type Fen, yuan } from '#core/kernel/fen.ts'
import { moment } from '../../format/moment.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { DateRange } from '../../list/DateRange.tsx'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { dateIn, useFilters } from '../../list/useFilters.ts'
import { Answered } from '../../look/Answered.tsx'
import { Mark } from '../../look/Mark.tsx'
import { Page } from '../../look/Page.tsx'
import { channelWord } from './channelWord.ts'

type Day = Answer<'GET /api/staff/partner-days'>[number]

const right = { align: 'right' as const, className: 'figures' }
const agrees = ({ theirCount, theirTotal, ourCount, ourTotal }: Day) =>
  theirCount === ourCount && theirTotal === ourTotal

const columns: ListColumn<Day>[] = [
  {
    title: '账期日',
    dataIndex: 'businessDate',
    className: 'figures',
    sheet: { kind: 'date', of: ({ businessDate: day }) => day },
  },
  {
    title: '代收机构',
    key: 'who',
    render: (_, { channel, partnerName }) => channelWord(channel, partnerName),
    sheet: { of: ({ channel, partnerName }) => channelWord(channel, partnerName) },
  },
  { title: '对方笔数', dataIndex: 'theirCount', ...right, sheet: { kind: 'number', of: (day) => day.theirCount } },
  {
    title: '对方金额',
    dataIndex: 'theirTotal',
    ...right,
    render: (amount: Fen) => yuan(amount),
    sheet: { kind: 'money', of: (day) => day.theirTotal },
  },
  { title: '我方笔数', dataIndex: 'ourCount', ...right, sheet: { kind: 'number', of: (day) => day.ourCount } },
  {
    title: '我方金额',
    dataIndex: 'ourTotal',
    ...right,
    render: (amount: Fen) => yuan(amount),
    sheet: { kind: 'money', of: (day) => day.ourTotal },
  },
  {
    title: '结果',
    key: 'agrees',
    render: (_, day) => (agrees(day) ? <Mark tone="success">一致</Mark> : <Mark tone="danger">不一致</Mark>),
    sheet: { of: (day) => (agrees(day) ? '一致' : '不一致') },
  },
  {
    title: '扎帐时间',
    dataIndex: 'closedAt',
    className: 'figures',
    render: moment,
    sheet: { kind: 'moment', of: ({ closedAt }) => closedAt },
  },
  {
    title: '明细',
    key: 'receipts',
    render: (_, { channel, businessDate: day }) => (
      <Link to={`/receipts?channel=${encodeURIComponent(channel)}&from=${day}&to=${day}`}>当日收款</Link>
    ),
  },
]

export const PartnerDaysPage = () => (
  <Page title="代收对账" needs="ledger.read" aside={<Link to="/receipts">收费查询</Link>}>
    <PartnerDays />
  </Page>
)

function PartnerDays() {
  const { one, set } = useFilters()
  const { now } = useHub()
  const to = businessDate(dateIn(one('to')) ?? dateOf(now()))
  const from = businessDate(dateIn(one('from')) ?? addDays(to, -30))
  const only = one('result') === 'differs'
  const days = useAnswer('GET /api/staff/partner-days', { query: { from, to } }, { keep: true })
  return (
    <>
      <div className="filters">
        <DateRange from={from} to={to} open={false} onChange={(start, end) => set({ from: start, to: end })} />
        <Select
          className="filter"
          aria-label="结果"
          value={only ? 'differs' : 'all'}
          options={[
            { value: 'all', label: '全部' },
            { value: 'differs', label: '只看不一致' },
          ]}
          onChange={(value) => set({ result: value === 'differs' ? value : undefined })}
        />
      </div>
      <Answered
        of={days}
        lines={8}
        isEmpty={(all) => all.length === 0}
        empty="这段时间没有扎帐；代收机构每日扎帐后会出现在这里"
      >
        {(all) => {
          const shown = only ? all.filter((day) => !agrees(day)) : all
          return (
            <Rows<Day>
              name="代收对账"
              columns={columns}
              rows={shown}
              emptyText="这段时间的扎帐全部一致"
              foot={`共 ${all.length} 次扎帐，${all.filter((day) => !agrees(day)).length} 次不一致`}
            />
          )
        }}
      </Answered>
    </>
  )
}
