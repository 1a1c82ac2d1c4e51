import { Table, type TableColumnsType } from 'antd'
import { type BusinessDate, addDays, dateOf } from '#core/kernel/businessDate.ts'
import { duration } from '../../format/moment.ts'
import { percent } from '../../format/words.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { DateRange } from '../../list/DateRange.tsx'
import { dateIn, useFilters } from '../../list/useFilters.ts'
import { Answered } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'
import { AgentHours } from './AgentHours.tsx'
import { DayChart } from './DayChart.tsx'
import { totalOf } from './totals.ts'

type Day = Answer<'GET /api/staff/call-reports/days'>[number]

const usualDays = 7

const columns: TableColumnsType<Day> = [
  { title: '日期', dataIndex: 'date', className: 'figures' },
  ...(
    [
      ['来电', 'calls'],
      ['转人工', 'queued'],
      ['接听', 'answered'],
      ['15 秒内接听', 'answeredIn15s'],
    ] as const
  ).map(([title, dataIndex]) => ({ title, dataIndex, align: 'right' as const, className: 'figures' })),
  { title: '15 秒接听率', dataIndex: 'answeredIn15sPpm', align: 'right', className: 'figures', render: percent },
  { title: '放弃', dataIndex: 'abandoned', align: 'right', className: 'figures' },
  { title: '放弃率', dataIndex: 'abandonedPpm', align: 'right', className: 'figures', render: percent },
  {
    title: '平均等待',
    dataIndex: 'averageWaitMs',
    align: 'right',
    className: 'figures',
    render: (ms: number | null) => (ms === null ? '—' : duration(ms)),
  },
]

export const ReportsPage = () => (
  <Page title="话务统计" needs="call.supervise">
    <Reports />
  </Page>
)

function Reports() {
  const { one, set } = useFilters()
  const { now } = useHub()
  const today = dateOf(now())
  const to = (dateIn(one('to')) ?? today) as BusinessDate
  const from = (dateIn(one('from')) ?? addDays(to, 1 - usualDays)) as BusinessDate
  const days = useAnswer('GET /api/staff/call-reports/days', { query: { from, to } }, { keep: true })
  return (
    <>
      <div className="filters">
        <DateRange open={false} from={from} to={to} onChange={(begin, end) => set({ from: begin, to: end })} />
        <span className="soft">最多 92 天</span>
      </div>
      <Answered of={days} lines={10} isEmpty={(all) => all.length === 0} empty="这些日子没有来电">
        {(all) => {
          const total = totalOf(all)
          return (
            <>
              <dl className="figures-row">
                <div className="figure">
                  <dt>来电</dt>
                  <dd className="figures">{total.calls}</dd>
                </div>
                <div className="figure">
                  <dt>15 秒接听率</dt>
                  <dd className="figures">{percent(total.answeredIn15sPpm)}</dd>
                </div>
                <div className="figure">
                  <dt>放弃率</dt>
                  <dd className="figures">{percent(total.abandonedPpm)}</dd>
                </div>
              </dl>
              <DayChart days={all} />
              <Table<Day>
                aria-label="每日话务"
                size="small"
                rowKey="date"
                columns={columns}
                dataSource={all}
                pagination={false}
                scroll={{ x: 'max-content' }}
              />
            </>
          )
        }}
      </Answered>
      <h2>话务员处理时长</h2>
      <AgentHours from={from} to={to} />
    </>
  )
}
