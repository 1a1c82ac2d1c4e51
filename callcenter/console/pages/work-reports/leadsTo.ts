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
 * Where a line of the report leads: a unit or kind to its work orders; a month, as far as the period goes, to its days,
 * and a day to the kinds of that day.
 */
export function leadsTo({ from, to, by, unitId, kind }: ReportFilters, of: string): string {
  const query = new URLSearchParams()
  const unit = by === 'department' || by === 'crew' ? of : unitId
  if (unit !== undefined) query.set('unit', unit)
  for (const one of by === 'kind' ? [of] : kind) query.append('kind', one)
  if (by !== 'day' && by !== 'month') return `/workorders?${query.toString()}`
  const closer = by === 'day' ? { from: of, to: of, by: 'kind' } : { ...daysOf(of, { from, to }), by: 'day' }
  for (const [name, value] of Object.entries(closer)) query.set(name, value)
  return `/work-reports?${query.toString()}`
}

/** Of a month (`2026-11`), the days that lie in the period. */
function daysOf(month: string, { from, to }: { from: string; to: string }) {
  const first = businessDate(`${month}-01`)
  const last = addDays(firstOfMonth(monthIndex(first) + 1), -1)
  return { from: from > first ? from : first, to: to < last ? to : last }
}
