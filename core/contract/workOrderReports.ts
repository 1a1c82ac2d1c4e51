import { z } from 'zod'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { Id } from '#core/kernel/id.ts'
import { queryList } from './query.ts'
import type { Contract } from './route.ts'
import { WorkOrderKind } from './workorders.ts'

export const WorkOrderReportBy = z.enum(['department', 'crew', 'kind', 'day', 'month']).meta({
  description:
    'department and crew: the unit below a service centre, or below a department, that the work order was given to or lies below; what stands higher up is its own line',
})
export type WorkOrderReportBy = z.output<typeof WorkOrderReportBy>

const count = z.int().min(0)
export const WorkOrderReportLine = z
  .object({
    of: z.string().meta({ description: 'id of the unit, kind, 2026-11-23 or 2026-11' }),
    name: z.string(),
    reported: count,
    finished: count.meta({
      description: 'those that are finished now: one that was reopened is not, until it is again',
    }),
    inTime: count.meta({ description: 'finished no later than `dueAt`' }),
    late: count.meta({ description: 'finished after `dueAt`, or neither finished nor cancelled and past it' }),
    cancelled: count,
    inTimePpm: count.nullable().meta({ description: 'inTime of inTime and late, in millionths; null of none' }),
    rated: count,
    stars: z.array(count).length(5).meta({ description: 'how many gave one star, two … five' }),
    averageStarsE2: count.nullable().meta({ description: 'hundredths of a star; null where nobody rated' }),
    averageFinishMs: count.nullable().meta({ description: 'from report to finish; null where none is finished' }),
  })
  .meta({ id: 'WorkOrderReportLine' })
export type WorkOrderReportLine = z.output<typeof WorkOrderReportLine>

export const workOrderReportRoutes = {
  'GET /api/staff/work-order-reports': {
    audience: 'staff',
    tag: 'work-orders',
    permission: 'workorder.dispatch',
    summary:
      'How work orders were done at the units where one may dispatch, by the day of their report; 366 days at most',
    query: z.object({
      from: BusinessDate,
      to: BusinessDate.meta({ description: 'still counted' }),
      by: WorkOrderReportBy,
      unitId: Id.optional().meta({ description: 'only what this unit has, and those below it' }),
      kind: queryList(WorkOrderKind).optional(),
    }),
    answer: z.array(WorkOrderReportLine),
    refusals: ['workOrder.periodTooLong'],
  },
} satisfies Contract
