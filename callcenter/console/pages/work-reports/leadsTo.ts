import type { WorkOrderReportBy } from '#core/contract/workOrderReports.ts'
import type { WorkOrderKind } from '#core/contract/workorders.ts'
import { addDays, businessDate, firstOfMonth, monthIndex } from '#core/kernel/businessDate.ts'

export interface ReportFilters {
  from: string
  to: string
  by: WorkOrderReportBy
  unitId: string | undefined
  kind: readonly WorkOrderKind[]
}

/**
 * Where a line of the report leads: a month, as far as the period goes, to its days, and every other line to the work
 * orders that it counts.
 */
export function leadsTo({ from, to, by, unitId, kind }: ReportFilters, of: string): string {
  const query = new URLSearchParams()
  const unit = by === 'department' || by === 'crew' ? of : unitId
  if (unit !== undefined) query.set('unit', unit)
  for (const one of by === 'kind' ? [of] : kind) query.append('kind', one)
  const days = by === 'day' ? { from: of, to: of } : by === 'month' ? daysOf(of, { from, to }) : { from, to }
  for (const [name, value] of Object.entries(days)) query.set(name, value)
  if (by !== 'month') return `/workorders?${query.toString()}`
  query.set('by', 'day')
  return `/work-reports?${query.toString()}`
}

/** Of a month (`2026-11`), the days that lie in the period. */
function daysOf(month: string, { from, to }: { from: string; to: string }) {
  const first = businessDate(`${month}-01`)
  const last = addDays(firstOfMonth(monthIndex(first) + 1), -1)
  return { from: from > first ? from : first, to: to < last ? to : last }
}
