import type { WorkOrderReportBy, WorkOrderReportLine } from '#core/contract/workOrderReports.ts'
import type { Measure } from '../reports/measure.ts'

export const reportBys: Record<WorkOrderReportBy, { tab: string; column: string }> = {
  department: { tab: '按部门', column: '部门' },
  crew: { tab: '按班组', column: '班组' },
  kind: { tab: '按类别', column: '类别' },
  day: { tab: '按日', column: '日期' },
  month: { tab: '按月', column: '月份' },
}

export type ReportFigures = Omit<WorkOrderReportLine, 'of' | 'name'>

const starNames = ['一星', '二星', '三星', '四星', '五星']

export const reportMeasures: readonly Measure<ReportFigures>[] = [
  { title: '受理', kind: 'number', of: (line) => line.reported },
  { title: '办结', kind: 'number', of: (line) => line.finished },
  { title: '按时办结', kind: 'number', of: (line) => line.inTime },
  { title: '超时', kind: 'number', of: (line) => line.late },
  { title: '撤销', kind: 'number', of: (line) => line.cancelled },
  { title: '按时率', kind: 'rate', of: (line) => line.inTimePpm },
  { title: '平均用时', kind: 'length', of: (line) => line.averageFinishMs },
  { title: '评价', kind: 'number', of: (line) => line.rated },
  { title: '平均分', kind: 'number', decimals: 2, of: (line) => hundredth(line.averageStarsE2) },
  ...starNames.map((title, index): Measure<ReportFigures> => ({
    title,
    kind: 'number',
    of: (line) => line.stars[index] ?? 0,
  })),
]

const hundredth = (value: number | null) => (value === null ? null : value / 100)
const share = (part: number, whole: number, times: number) => (whole === 0 ? null : Math.round((part * times) / whole))

/** What the lines come to: rates and means are of the sums, not means of the lines' own. */
export function totalOfLines(lines: readonly ReportFigures[]): ReportFigures {
  const sum = (of: (line: ReportFigures) => number) => lines.reduce((total, line) => total + of(line), 0)
  const [finished, inTime, late, rated] = [
    sum((line) => line.finished),
    sum((line) => line.inTime),
    sum((line) => line.late),
    sum((line) => line.rated),
  ]
  const stars = starNames.map((_, index) => sum((line) => line.stars[index] ?? 0))
  const given = stars.reduce((total, count, index) => total + count * (index + 1), 0)
  return {
    reported: sum((line) => line.reported),
    finished,
    inTime,
    late,
    cancelled: sum((line) => line.cancelled),
    inTimePpm: share(inTime, inTime + late, 1_000_000),
    rated,
    stars,
    averageStarsE2: share(given, rated, 100),
    averageFinishMs: share(
      sum((line) => (line.averageFinishMs ?? 0) * line.finished),
      finished,
      1,
    ),
  }
}

/** Reported, and neither finished, cancelled nor late: there is still time. */
export const stillInTime = ({ reported, inTime, late, cancelled }: ReportFigures): number =>
  Math.max(reported - inTime - late - cancelled, 0)
