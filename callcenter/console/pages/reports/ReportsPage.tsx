import { Table, type TableColumnsType } from 'antd'
import { addDays, businessDate, dateOf } from '#core/kernel/businessDate.ts'
import { percent } from '../../format/words.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { DateRange } from '../../list/DateRange.tsx'
import { ExportButton } from '../../list/ExportButton.tsx'
import type { ListColumn } from '../../list/listColumn.ts'
import { dateIn, useFilters } from '../../list/useFilters.ts'
import { Answered } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'
import { colours } from '../../look/theme.ts'
import { AgentHours } from './AgentHours.tsx'
import { dayMeasures } from './callMeasures.ts'
import { Chart } from './Chart.tsx'
import { measureColumns } from './measure.ts'
import { TotalRow } from './TotalRow.tsx'
import { totalOf } from './totals.ts'

type Day = Answer<'GET /api/staff/call-reports/days'>[number]

const usualDays = 7
/** What the trade asks for, in parts per million. */
const wanted = 800_000

/** A day, or all of them together. */
type Line = ReturnType<typeof totalOf> & { date: string }

const columns: readonly ListColumn<Line>[] = [
  { title: '日期', dataIndex: 'date', className: 'figures', sheet: { of: ({ date }) => date } },
  ...measureColumns<Line>(dayMeasures),
]

export const ReportsPage = () => (
  <Page title="话务统计" needs="call.supervise">
    <Reports />
  </Page>
)

function Reports() {
  const { one, set } = useFilters()
  const { now } = useHub()
  const to = businessDate(dateIn(one('to')) ?? dateOf(now()))
  const from = businessDate(dateIn(one('from')) ?? addDays(to, 1 - usualDays))
  const days = useAnswer('GET /api/staff/call-reports/days', { query: { from, to } }, { keep: true })
  return (
    <>
      <div className="filters">
        <DateRange open={false} from={from} to={to} onChange={(begin, end) => set({ from: begin, to: end })} />
        <span className="soft">最多 92 天</span>
      </div>
      <Answered
        of={days}
        lines={10}
        isEmpty={(all) => all.every(({ calls }) => calls === 0)}
        empty="这些日子没有来电；热线接到电话后会出现在这里"
      >
        {(all) => <Days days={all} name={`每日话务 ${from} 至 ${to}`} />}
      </Answered>
      <AgentHours from={from} to={to} />
    </>
  )
}

function Days({ days, name }: { days: readonly Day[]; name: string }) {
  const total = totalOf(days)
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
      <Chart
        title="每日 15 秒接听率和放弃率"
        labels={days.map(({ date }) => date.slice(5))}
        series={[
          { name: '15 秒接听率', colour: colours.primary, values: days.map((day) => day.answeredIn15sPpm) },
          { name: '放弃率', colour: colours.danger, values: days.map((day) => day.abandonedPpm) },
        ]}
        shown={percent}
        most={1_000_000}
        wanted={wanted}
        wantedWords="15 秒接听率目标 80%"
      />
      <header className="section-head">
        <h2>每日话务</h2>
        <ExportButton
          name={name}
          columns={columns}
          all={() => Promise.resolve([...days, { ...total, date: '合计' }])}
        />
      </header>
      <Table<Line>
        aria-label="每日话务"
        size="small"
        rowKey="date"
        columns={columns as TableColumnsType<Line>}
        dataSource={days}
        pagination={false}
        scroll={{ x: 'max-content' }}
        summary={() => <TotalRow name="合计" measures={dayMeasures} of={total} />}
      />
    </>
  )
}
