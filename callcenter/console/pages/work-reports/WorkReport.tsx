import { Table, type TableColumnsType } from 'antd'
import { Link, useNavigate } from 'react-router'
import type { WorkOrderReportLine } from '#core/contract/workOrderReports.ts'
import { percent } from '../../format/words.ts'
import { ExportButton } from '../../list/ExportButton.tsx'
import type { ListColumn } from '../../list/listColumn.ts'
import { colours } from '../../look/theme.ts'
import { Chart } from '../reports/Chart.tsx'
import { measureColumns } from '../reports/measure.ts'
import { TotalRow } from '../reports/TotalRow.tsx'
import { leadsTo, type ReportFilters } from './leadsTo.ts'
import { reportBys, reportMeasures, stillInTime, totalOfLines } from './workReport.ts'

const quiet = '#9AA5B1'
/** Of names that lie one below the other, what a chart still has room for; the table has all. */
const mostDrawn = 20
const perPage = 100
/** What a click on a line shows. */
const leads = {
  department: '该部门的工单',
  crew: '该班组的工单',
  kind: '该类别的工单',
  day: '当日的工单',
  month: '当月每日',
} as const

interface WorkReportProps {
  lines: readonly WorkOrderReportLine[]
  filters: ReportFilters
  /** Whether these are still the lines of other filters. */
  busy: boolean
}

/** Charts to compare by, and all of it as a table. */
export function WorkReport({ lines, filters, busy }: WorkReportProps) {
  const navigate = useNavigate()
  const open = ({ of }: WorkOrderReportLine) => void navigate(leadsTo(filters, of))
  const { column } = reportBys[filters.by]
  const total = { ...totalOfLines(lines), of: '', name: '合计' }
  const columns: readonly ListColumn<WorkOrderReportLine>[] = [
    {
      title: column,
      key: 'name',
      fixed: 'left',
      render: (_, { of, name }) => (
        <Link to={leadsTo(filters, of)} title={name}>
          {name}
        </Link>
      ),
      sheet: { of: ({ name }) => name },
    },
    ...measureColumns<WorkOrderReportLine>(reportMeasures),
  ]
  return (
    <div className={busy ? 'list-waiting' : ''} aria-busy={busy}>
      <Drawn lines={lines} by={filters.by} />
      <header className="section-head">
        <h2>{reportBys[filters.by].tab}统计</h2>
        <ExportButton
          name={`工单统计 ${filters.from} 至 ${filters.to}`}
          columns={columns}
          all={() => Promise.resolve([...lines, total])}
        />
      </header>
      <div className="list">
        <Table<WorkOrderReportLine>
          aria-label="工单统计"
          size="small"
          rowKey="of"
          rowClassName="row-leads"
          onRow={(line) => ({
            onClick: ({ target }) => target instanceof Element && !target.closest('a') && open(line),
          })}
          columns={columns as TableColumnsType<WorkOrderReportLine>}
          dataSource={lines}
          pagination={{ pageSize: perPage, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 'max-content' }}
          summary={() => <TotalRow name="合计" measures={reportMeasures} of={total} />}
        />
        <footer className="list-foot">
          共 {lines.length} 行，按受理日期统计，点击一行查看{leads[filters.by]}
        </footer>
      </div>
    </div>
  )
}

function Drawn({ lines, by }: Pick<WorkReportProps, 'lines'> & Pick<ReportFilters, 'by'>) {
  const lying = by !== 'day' && by !== 'month'
  const drawn = lying ? lines.toSorted((one, other) => other.reported - one.reported).slice(0, mostDrawn) : lines
  const labels = drawn.map(({ name }) => (by === 'day' ? name.slice(5) : name))
  return (
    <>
      <div className="charts">
        <Chart
          title="工单数"
          labels={labels}
          series={[
            { name: '按时办结', colour: colours.success, values: drawn.map(({ inTime }) => inTime) },
            { name: '超时', colour: colours.danger, values: drawn.map(({ late }) => late) },
            { name: '办理中', colour: colours.primary, values: drawn.map(stillInTime) },
            { name: '撤销', colour: quiet, values: drawn.map(({ cancelled }) => cancelled) },
          ]}
          shown={String}
          lying={lying}
          stacked
        />
        <Chart
          title="按时率"
          labels={labels}
          series={[{ name: '按时率', colour: colours.primary, values: drawn.map(({ inTimePpm }) => inTimePpm) }]}
          shown={percent}
          most={1_000_000}
          lying={lying}
        />
      </div>
      {lines.length > drawn.length && <p className="soft">图中为受理最多的 {mostDrawn} 个，其余见下表</p>}
    </>
  )
}
