import { Table, type TableColumnsType } from 'antd'
import type { BusinessDate } from '#core/kernel/businessDate.ts'
import { duration } from '../../format/moment.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import { ExportButton } from '../../list/ExportButton.tsx'
import type { ListColumn } from '../../list/listColumn.ts'
import { Answered } from '../../look/Answered.tsx'
import { colours } from '../../look/theme.ts'
import { agentMeasures } from './callMeasures.ts'
import { Chart } from './Chart.tsx'
import { measureColumns } from './measure.ts'
import { type AgentTotal, agentTotals, hoursOfDay, hourWords } from './totals.ts'

type Hour = AgentTotal['hours'][number]

const columns: readonly ListColumn<AgentTotal>[] = [
  { title: '话务员', dataIndex: 'staffName', sheet: { of: ({ staffName }) => staffName } },
  ...measureColumns<AgentTotal>(agentMeasures),
]
const hourColumns: readonly ListColumn<Hour>[] = [
  { title: '日期', dataIndex: 'date', className: 'figures' },
  { title: '时段', dataIndex: 'hour', className: 'figures', render: hourWords },
  ...measureColumns<Hour>(agentMeasures),
]

/** What a chart still has room for; the table has all. */
const mostDrawn = 20
const count = String

/** By the hour of the day and per agent; hour by hour on request. */
export function AgentHours({ from, to }: { from: BusinessDate; to: BusinessDate }) {
  const hours = useAnswer('GET /api/staff/call-reports/agents', { query: { from, to } }, { keep: true })
  const period = `${from} 至 ${to}`
  return (
    <>
      <h2>时段与话务员</h2>
      <Answered
        of={hours}
        lines={6}
        isEmpty={(all) => all.length === 0}
        empty="这些日子没有话务员接听过电话；话务员签入并接听后会出现在这里"
      >
        {(all) => {
          const agents = agentTotals(all)
          return (
            <>
              <Drawn hours={all} agents={agents} />
              <header className="section-head">
                <h2>话务员处理时长</h2>
                <ExportButton name={`话务员 ${period}`} columns={columns} all={() => Promise.resolve(agents)} />
              </header>
              <Table<AgentTotal>
                aria-label="话务员处理时长"
                size="small"
                rowKey="staffId"
                columns={columns as TableColumnsType<AgentTotal>}
                dataSource={agents}
                pagination={false}
                scroll={{ x: 'max-content' }}
                expandable={{
                  expandedRowRender: (agent) => (
                    <Table<Hour>
                      aria-label={`${agent.staffName}各时段`}
                      size="small"
                      rowKey={(hour) => `${hour.date} ${hour.hour}`}
                      columns={hourColumns as TableColumnsType<Hour>}
                      dataSource={agent.hours}
                      pagination={false}
                    />
                  ),
                }}
              />
            </>
          )
        }}
      </Answered>
    </>
  )
}

function Drawn({ hours, agents }: { hours: readonly Hour[]; agents: readonly AgentTotal[] }) {
  const byHour = hoursOfDay(hours)
  const drawn = agents.slice(0, mostDrawn)
  const names = drawn.map(({ staffName }) => staffName)
  return (
    <>
      <Chart
        title="各时段电话"
        labels={byHour.map(({ hour }) => `${hour}:00`)}
        series={[
          { name: '接听', colour: colours.primary, values: byHour.map(({ answered }) => answered) },
          { name: '未接', colour: colours.danger, values: byHour.map(({ missed }) => missed) },
        ]}
        shown={count}
        stacked
      />
      <div className="charts">
        <Chart
          title="话务员接听"
          labels={names}
          series={[
            { name: '接听', colour: colours.primary, values: drawn.map(({ answered }) => answered) },
            { name: '未接', colour: colours.danger, values: drawn.map(({ missed }) => missed) },
          ]}
          shown={count}
          lying
          stacked
        />
        <Chart
          title="话务员平均处理时长"
          labels={names}
          series={[
            { name: '时长', colour: colours.primary, values: drawn.map(({ averageHandlingMs }) => averageHandlingMs) },
          ]}
          shown={duration}
          lying
        />
      </div>
      {agents.length > drawn.length && <p className="soft">图中为接听最多的 {mostDrawn} 位话务员，其余见下表</p>}
    </>
  )
}
