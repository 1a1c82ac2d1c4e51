import type { WorkOrderReportLine } from '#core/contract/workOrderReports.ts'

/** What is counted of some work orders; those of two groups add up to those of both. */
export interface Tally {
  reported: number
  finished: number
  inTime: number
  late: number
  cancelled: number
  /** From report to finish, of all together. */
  finishMs: number
  /** How many gave so many stars. */
  one: number
  two: number
  three: number
  four: number
  five: number
}

export const zero: Tally = {
  reported: 0,
  finished: 0,
  inTime: 0,
  late: 0,
  cancelled: 0,
  finishMs: 0,
  one: 0,
  two: 0,
  three: 0,
  four: 0,
  five: 0,
}

/** Both together. MariaDB may answer a sum as text. */
export const tally = (sum: Tally, more: Readonly<Record<keyof Tally, number | string>>): Tally => ({
  reported: sum.reported + Number(more.reported),
  finished: sum.finished + Number(more.finished),
  inTime: sum.inTime + Number(more.inTime),
  late: sum.late + Number(more.late),
  cancelled: sum.cancelled + Number(more.cancelled),
  finishMs: sum.finishMs + Number(more.finishMs),
  one: sum.one + Number(more.one),
  two: sum.two + Number(more.two),
  three: sum.three + Number(more.three),
  four: sum.four + Number(more.four),
  five: sum.five + Number(more.five),
})

const share = (part: number, whole: number, times: number) => (whole === 0 ? null : Math.round((part * times) / whole))

/** Rounded once, half up, from the sums. */
export function lineOf({ of, name }: { of: string; name: string }, sum: Tally): WorkOrderReportLine {
  const { reported, finished, inTime, late, cancelled, finishMs } = sum
  const stars = [sum.one, sum.two, sum.three, sum.four, sum.five]
  const rated = stars.reduce((total, count) => total + count, 0)
  const given = stars.reduce((total, count, index) => total + count * (index + 1), 0)
  return {
    of,
    name,
    reported,
    finished,
    inTime,
    late,
    cancelled,
    inTimePpm: share(inTime, inTime + late, 1_000_000),
    rated,
    stars,
    averageStarsE2: share(given, rated, 100),
    averageFinishMs: share(finishMs, finished, 1),
  }
}
