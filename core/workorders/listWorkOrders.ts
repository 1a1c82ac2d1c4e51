import type { WorkOrderKind, WorkOrderState } from '#core/contract/workorders.ts'
import { addDays, type BusinessDate, startOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { placeholders } from '#core/kernel/rows.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { scopeOf, unitIn } from '#core/staff/scope.ts'
import { type PlacedRow, type Position, positionOf } from './position.ts'
import { atOrBelow } from './unitLevel.ts'
import { type WorkOrder, unfinishedStates } from './workOrder.ts'

export type ListedWorkOrder = Pick<
  WorkOrder,
  'id' | 'number' | 'kind' | 'state' | 'place' | 'description' | 'createdAt' | 'finishedAt' | 'stars'
>

export interface Assignment {
  unitId: string
  unitName: string
  staffId: string | null
  staffName: string | null
}

const columns = 'w.id, w.number, w.kind, w.state, w.place, w.description, w.createdAt, w.finishedAt, w.stars'

interface Paging {
  /** The number of the last one seen. */
  before?: string | undefined
  limit?: number | undefined
}

/** What a resident has reported, newest number first. */
export function listOwnWorkOrders(
  { database }: { database: Database },
  residentId: string,
  { before, limit = 20 }: Paging = {},
): Promise<ListedWorkOrder[]> {
  return database.read.query<ListedWorkOrder[]>(
    `select ${columns} from work_order w
      where w.residentId = ? ${before === undefined ? '' : 'and w.number < ?'} order by w.number desc limit ?`,
    [residentId, ...(before === undefined ? [] : [before]), limit],
  )
}

export interface WorkOrderFilter extends Paging {
  state?: readonly WorkOrderState[] | undefined
  kind?: readonly WorkOrderKind[] | undefined
  /** This unit, and those below it. */
  unitId?: string | undefined
  accountId?: string | undefined
  /** Only those given to the principal by name, and those that wait in their own unit for anybody to accept them. */
  mine?: boolean | undefined
  /** Only those that are still to be finished, and past their deadline. */
  late?: boolean | undefined
  /** The days on which they were reported, both included. */
  from?: BusinessDate | undefined
  to?: BusinessDate | undefined
}

export type StaffListedWorkOrder = ListedWorkOrder & Assignment & { dueAt: number; position: Position | null }

/** In these states somebody who is meant by nobody's name may accept it. */
const acceptable = ['dispatched', 'reopened'] as const
const mine = `(w.staffId = ? or (w.staffId is null and w.state in ${placeholders(acceptable)}
  and w.unitId = (select unitId from staff where id = ?)))`

/** Work orders of the units in which the principal may read them, newest number first. */
export async function listWorkOrders(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  filter: WorkOrderFilter = {},
): Promise<StaffListedWorkOrder[]> {
  const { state = [], kind = [], limit = 50 } = filter
  const scope = unitIn(scopeOf(principal, 'workorder.read'), 'w.unitId')
  const conditions = [scope.sql]
  const parameters: (string | number)[] = [...scope.parameters]
  const add = (sql: string, ...values: (string | number)[]) => {
    conditions.push(sql)
    parameters.push(...values)
  }
  if (state.length > 0) add(`w.state in ${placeholders(state)}`, ...state)
  if (kind.length > 0) add(`w.kind in ${placeholders(kind)}`, ...kind)
  if (filter.unitId !== undefined) add(atOrBelow('w.unitId'), filter.unitId)
  if (filter.accountId !== undefined) add('w.accountId = ?', filter.accountId)
  if (filter.mine === true) add(mine, principal.staffId, ...acceptable, principal.staffId)
  if (filter.late === true)
    add(`w.state in ${placeholders(unfinishedStates)} and w.dueAt < ?`, ...unfinishedStates, clock())
  if (filter.from !== undefined) add('w.createdAt >= ?', startOf(filter.from))
  if (filter.to !== undefined) add('w.createdAt < ?', startOf(addDays(filter.to, 1)))
  if (filter.before !== undefined) add('w.number < ?', filter.before)
  const rows = await database.read.query<(ListedWorkOrder & Assignment & PlacedRow & { dueAt: number })[]>(
    `select ${columns}, w.dueAt, w.longitudeE6, w.latitudeE6, w.unitId, u.name as unitName, w.staffId, s.name as staffName
       from work_order w join org_unit u on u.id = w.unitId left join staff s on s.id = w.staffId
      where ${conditions.join(' and ')} order by w.number desc limit ?`,
    [...parameters, limit],
  )
  return rows.map(({ longitudeE6, latitudeE6, ...row }) => ({
    ...row,
    position: positionOf({ longitudeE6, latitudeE6 }),
  }))
}
