import type { EntityManager } from 'typeorm'
import type { WorkOrderReportBy, WorkOrderReportLine } from '#core/contract/workOrderReports.ts'
import { WorkOrderKind, workOrderKinds } from '#core/contract/workorders.ts'
import { addDays, type BusinessDate, dateOf, daysBetween, dayStartSql, startOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { placeholders } from '#core/kernel/rows.ts'
import { requirePermission, type StaffPrincipal } from '#core/staff/principal.ts'
import { scopeOf, unitIn } from '#core/staff/scope.ts'
import { lineOf, type Tally, tally, zero } from './reportLine.ts'
import { atOrBelow, pathAtLevel, unitLevels } from './unitLevel.ts'
import { finishedStates, unfinishedStates } from './workOrder.ts'
import { periodTooLong } from './workorders.errors.ts'

const mostDays = 366

export interface WorkOrderReportQuery {
  from: BusinessDate
  /** Its last day. */
  to: BusinessDate
  by: WorkOrderReportBy
  /** Only what this unit has, and those below it. */
  unitId?: string | undefined
  kind?: readonly WorkOrderKind[] | undefined
}

const day = dayStartSql('w.createdAt')
/** What the database counts by; days become months, and units what they lie below, afterwards. */
const parts: Readonly<Record<WorkOrderReportBy, string>> = {
  department: 'w.unitId',
  crew: 'w.unitId',
  kind: 'w.kind',
  day,
  month: day,
}

const quoted = (states: readonly string[]) => `(${states.map((state) => `'${state}'`).join(', ')})`
const isFinished = `w.state in ${quoted(finishedStates)}`
const counts = {
  reported: 'count(*)',
  finished: `sum(case when ${isFinished} then 1 else 0 end)`,
  inTime: `sum(case when ${isFinished} and w.finishedAt <= w.dueAt then 1 else 0 end)`,
  late: `sum(case when ${isFinished} and w.finishedAt > w.dueAt then 1
              when w.state in ${quoted(unfinishedStates)} and w.dueAt < ? then 1 else 0 end)`,
  cancelled: `sum(case when w.state = 'cancelled' then 1 else 0 end)`,
  finishMs: `sum(case when ${isFinished} then w.finishedAt - w.createdAt else 0 end)`,
  one: 'sum(case when w.stars = 1 then 1 else 0 end)',
  two: 'sum(case when w.stars = 2 then 1 else 0 end)',
  three: 'sum(case when w.stars = 3 then 1 else 0 end)',
  four: 'sum(case when w.stars = 4 then 1 else 0 end)',
  five: 'sum(case when w.stars = 5 then 1 else 0 end)',
} satisfies Record<keyof Tally, string>
const selected = Object.entries(counts).map(([name, sql]) => `${sql} as ${name}`)

/**
 * How the work orders that were reported in a period were done, of the units at which the principal may dispatch: by
 * the unit that has them, by kind, or by when they were reported. Each counts once, as it stands now. One that was
 * reopened counts by its last promise: not as finished until it is finished again, late when that is after the deadline
 * that the reopening set, and as finished after the time since its first report.
 *
 * Days, months and kinds are all there, units where they have any. What stands above the level that is asked for (not
 * yet given to a department) is on a line of its unit, so that the lines of every `by` sum to the same.
 * @throws DomainError `staff.forbidden`, `workOrder.periodTooLong`
 */
export async function workOrderReport(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  query: WorkOrderReportQuery,
): Promise<WorkOrderReportLine[]> {
  requirePermission(principal, 'workorder.dispatch')
  const { from, to, by, unitId, kind = [] } = query
  const days = daysBetween(from, to) + 1
  if (days < 1 || days > mostDays) throw periodTooLong(mostDays)
  const scope = unitIn(scopeOf(principal, 'workorder.dispatch'), 'w.unitId')
  const rows = await database.read.query<({ part: string | number } & Tally)[]>(
    `select ${parts[by]} as part, ${selected.join(', ')} from work_order w
      where w.createdAt >= ? and w.createdAt < ? and ${scope.sql}
        ${unitId === undefined ? '' : `and ${atOrBelow('w.unitId')}`}
        ${kind.length === 0 ? '' : `and w.kind in ${placeholders(kind)}`}
      group by ${parts[by]}`,
    [
      clock(),
      startOf(from),
      startOf(addDays(to, 1)),
      ...scope.parameters,
      ...(unitId === undefined ? [] : [unitId]),
      ...kind,
    ],
  )
  const { lines, lineFor } = await axisOf(database.read, query)
  const byLine = Map.groupBy(rows, ({ part }) => lineFor(part))
  return lines.flatMap((line) => {
    const there = byLine.get(line.of)
    if (!there && line.onlyWithAny) return []
    return [lineOf(line, (there ?? []).reduce(tally, zero))]
  })
}

interface Axis {
  /** In their sequence. */
  lines: { of: string; name: string; onlyWithAny?: boolean }[]
  /** The `of` of the line that something the database counted belongs to. */
  lineFor(part: string | number): string
}

async function axisOf(read: EntityManager, { from, to, by, kind = [] }: WorkOrderReportQuery): Promise<Axis> {
  if (by === 'department' || by === 'crew') return unitAxis(read, unitLevels[by])
  if (by === 'kind') {
    const asked = WorkOrderKind.options.filter((one) => kind.length === 0 || kind.includes(one))
    return { lines: asked.map((of) => ({ of, name: workOrderKinds[of] })), lineFor: String }
  }
  const dates = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index))
  const nameOf = (date: BusinessDate) => (by === 'month' ? date.slice(0, 7) : date)
  const names = [...new Set(dates.map(nameOf))]
  return { lines: names.map((of) => ({ of, name: of })), lineFor: (part) => nameOf(dateOf(Number(part))) }
}

async function unitAxis(read: EntityManager, level: number): Promise<Axis> {
  const units = await read.query<{ id: string; name: string; path: string }[]>(
    'select id, name, path from org_unit order by path',
  )
  const byPath = new Map(units.map(({ id, path }) => [path, id]))
  const lineIds = new Map(units.map(({ id, path }) => [id, byPath.get(pathAtLevel(path, level)) ?? id]))
  return {
    lines: units.map(({ id, name }) => ({ of: id, name, onlyWithAny: true })),
    lineFor: (part) => lineIds.get(String(part)) ?? String(part),
  }
}
