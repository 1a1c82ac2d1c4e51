import { describe, expect, it } from 'vitest'
import { leadsTo } from './leadsTo.ts'
import { type ReportFigures, stillInTime, totalOfLines } from './workReport.ts'

const line = (change: Partial<ReportFigures>): ReportFigures => ({
  reported: 0,
  finished: 0,
  inTime: 0,
  late: 0,
  cancelled: 0,
  inTimePpm: null,
  rated: 0,
  stars: [0, 0, 0, 0, 0],
  averageStarsE2: null,
  averageFinishMs: null,
  ...change,
})

describe('What the lines of a report come to', () => {
  it('is rates and means of all work orders, whichever line they are in', () => {
    const many = line({
      reported: 10,
      finished: 9,
      inTime: 8,
      late: 1,
      cancelled: 1,
      inTimePpm: 888_889,
      rated: 3,
      stars: [0, 0, 0, 0, 3],
      averageStarsE2: 500,
      averageFinishMs: 3_600_000,
    })
    const few = line({
      reported: 3,
      finished: 1,
      late: 2,
      inTimePpm: 0,
      rated: 1,
      stars: [1, 0, 0, 0, 0],
      averageStarsE2: 100,
      averageFinishMs: 39_600_000,
    })
    expect(totalOfLines([many, few])).toEqual({
      reported: 13,
      finished: 10,
      inTime: 8,
      late: 3,
      cancelled: 1,
      inTimePpm: 727_273,
      rated: 4,
      stars: [1, 0, 0, 0, 3],
      averageStarsE2: 400,
      averageFinishMs: 7_200_000,
    })
    expect([many, few].map(stillInTime)).toEqual([0, 1])
    expect(totalOfLines([])).toEqual(line({}))
  })
})

describe('A line of a report leads', () => {
  const filters = { from: '2026-10-15', to: '2026-11-20', unitId: 'U0', kind: ['leak', 'meter'] as const }

  it('to the work orders that it counts: of its unit, kind or day, and of what else is looked for', () => {
    const period = 'from=2026-10-15&to=2026-11-20'
    expect(leadsTo({ ...filters, by: 'department' }, 'U1')).toBe(`/workorders?unit=U1&kind=leak&kind=meter&${period}`)
    expect(leadsTo({ ...filters, by: 'kind' }, 'leak')).toBe(`/workorders?unit=U0&kind=leak&${period}`)
    expect(leadsTo({ ...filters, by: 'day' }, '2026-11-03')).toBe(
      '/workorders?unit=U0&kind=leak&kind=meter&from=2026-11-03&to=2026-11-03',
    )
  })

  it('from a month to its days, as far as the period goes', () => {
    const same = '/work-reports?unit=U0&kind=leak&kind=meter'
    expect(leadsTo({ ...filters, by: 'month' }, '2026-10')).toBe(`${same}&from=2026-10-15&to=2026-10-31&by=day`)
    expect(leadsTo({ ...filters, by: 'month' }, '2026-11')).toBe(`${same}&from=2026-11-01&to=2026-11-20&by=day`)
  })
})
