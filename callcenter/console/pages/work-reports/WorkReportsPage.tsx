import { Segmented } from 'antd'
import { WorkOrderReportBy } from '#core/contract/workOrderReports.ts'
import { WorkOrderKind } from '#core/contract/workorders.ts'
import { addDays, businessDate, dateOf } from '#core/kernel/businessDate.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { DateRange } from '../../list/DateRange.tsx'
import { among, dateIn, useFilters } from '../../list/useFilters.ts'
import { Answered } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'
import { useUnits } from '../../session/useUnits.ts'
import { KindFilter, UnitFilter } from '../workorders/filters.tsx'
import { reportBys } from './workReport.ts'
import { WorkReport } from './WorkReport.tsx'

const usualDays = 30

export const WorkReportsPage = () => (
  <Page title="工单统计" needs="workorder.dispatch">
    <WorkReports />
  </Page>
)

function WorkReports() {
  const { one, all, set } = useFilters()
  const { now } = useHub()
  const units = useUnits('workorder.dispatch')
  const to = businessDate(dateIn(one('to')) ?? dateOf(now()))
  const from = businessDate(dateIn(one('from')) ?? addDays(to, 1 - usualDays))
  const by = WorkOrderReportBy.options.find((value) => value === one('by')) ?? 'department'
  const unitId = one('unit')
  const kind = among(WorkOrderKind.options, all('kind'))
  const query = { from, to, by, kind, ...(unitId !== undefined && { unitId }) }
  const report = useAnswer('GET /api/staff/work-order-reports', { query }, { keep: true })
  return (
    <>
      <div className="filters">
        <Segmented
          aria-label="统计方式"
          options={WorkOrderReportBy.options.map((value) => ({ value, label: reportBys[value].tab }))}
          value={by}
          onChange={(next) => set({ by: next === 'department' ? undefined : next })}
        />
        <DateRange open={false} from={from} to={to} onChange={(begin, end) => set({ from: begin, to: end })} />
        <UnitFilter units={units} value={unitId} onChange={(next) => set({ unit: next })} />
        <KindFilter wide value={kind} onChange={(next) => set({ kind: next })} />
      </div>
      <Answered
        of={report}
        lines={12}
        isEmpty={(lines) => lines.every(({ reported }) => reported === 0)}
        empty="这段时间没有符合条件的工单；受理工单后会统计在这里"
      >
        {(lines) => (
          <WorkReport lines={lines} filters={{ from, to, by, unitId, kind }} busy={report.isPlaceholderData} />
        )}
      </Answered>
    </>
  )
}
