import type { WorkOrderKind } from '#core/contract/workorders.ts'
import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { OrgUnitTable } from '#core/staff/staff.table.ts'
import { deadlineOf } from '#core/workorders/deadline.ts'
import type { WorkOrder } from '#core/workorders/workOrder.ts'
import { WorkOrderTable } from '#core/workorders/workOrder.table.ts'
import { createStaffHouse } from '../staffHouse.ts'

const hour = 3_600_000
/** The instant of `10-31 23:59` of 2026 in Shanghai. */
export const shanghai = (text: string) => {
  const [date = '', time = ''] = text.split(' ')
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return startOf(businessDate(`2026-${date}`)) + hours * hour + minutes * 60_000
}
export const reportedCityNow = shanghai('11-24 12:00')

interface Wish extends Partial<WorkOrder> {
  kind: WorkOrderKind
  unitId: string
  createdAt: number
}
let made = 0
/** A row; what is not wished for is as in a report of just now. */
export const orderOf = (wish: Wish): WorkOrder => ({
  id: newId(wish.createdAt),
  number: `GD-${String(++made).padStart(5, '0')}`,
  state: 'reported',
  staffId: null,
  residentId: null,
  createdBy: 'test',
  accountId: null,
  place: '路口',
  longitudeE6: null,
  latitudeE6: null,
  description: '漏水',
  contactPhone: null,
  result: null,
  steps: 1,
  dueAt: deadlineOf(wish.kind, wish.createdAt),
  dispatchedAt: null,
  acceptedAt: null,
  finishedAt: null,
  endedAt: null,
  stars: null,
  ratingText: null,
  ratedAt: null,
  ...wish,
})

/**
 * A small city whose report can be counted by hand: a service centre `north` with the department `east` (crews `one`,
 * `two`) and `west` (crew `three`), and another one, `south`, with the department `repair`. Leaks have 4 hours, no water
 * and covers 8, meters 3 days, bills 5. It is noon of 24 November 2026.
 */
export async function createReportedCity(database: Database) {
  const now = reportedCityNow
  const house = await createStaffHouse(database, () => now)
  const { root, north, east, south } = house
  const unit = (parentId: string, path: string) => ({ id: newId(now), parentId, name: path, path })
  const [one, two] = [unit(east.id, '/root/north/east/one/'), unit(east.id, '/root/north/east/two/')]
  const west = unit(north.id, '/root/north/west/')
  const three = unit(west.id, '/root/north/west/three/')
  const repair = unit(south.id, '/root/south/repair/')
  const ids = {
    root: root.id,
    north: north.id,
    east: east.id,
    one: one.id,
    two: two.id,
    west: west.id,
    three: three.id,
    south: south.id,
    repair: repair.id,
  }
  await database.transaction(async (tx) => {
    await insertRows(tx, OrgUnitTable, [one, two, west, three, repair])
    await insertRows(tx, WorkOrderTable, ordersOf(ids).map(orderOf))
  })
  return {
    ids,
    boss: house.admin,
    northern: await house.hire('northern', north.id, ['dispatcher']),
    eastern: await house.hire('eastern', east.id, ['dispatcher']),
    crew: await house.hire('crew', one.id, ['crew']),
  }
}
export type ReportedCity = Awaited<ReturnType<typeof createReportedCity>>

function row(
  unitId: string,
  kind: WorkOrderKind,
  createdAt: string,
  state: WorkOrder['state'],
  finishedAt?: string,
  more: Partial<WorkOrder> = {},
): Wish {
  const finished = finishedAt === undefined ? null : shanghai(finishedAt)
  return { unitId, kind, createdAt: shanghai(createdAt), state, finishedAt: finished, ...more }
}

const ordersOf = ({ root, north, east, one, two, three, repair }: ReportedCity['ids']): Wish[] => [
  row(one, 'leak', '10-30 08:00', 'closed', '10-30 10:00', { stars: 5 }),
  // The last minute of October; finished just in time.
  row(one, 'leak', '10-31 23:59', 'finished', '11-01 03:59', { stars: 4 }),
  // The first of November, late by an hour.
  row(one, 'noWater', '11-01 00:00', 'closed', '11-01 09:00', { stars: 2 }),
  // Late by a millisecond.
  row(two, 'leak', '11-02 10:00', 'closed', undefined, { finishedAt: shanghai('11-02 14:00') + 1 }),
  row(two, 'cover', '11-02 11:00', 'cancelled'),
  // Not finished, and late.
  row(two, 'leak', '11-23 20:00', 'accepted'),
  // Not finished, and not late.
  row(three, 'meter', '11-23 09:00', 'dispatched'),
  row(three, 'billing', '11-10 09:00', 'closed', '11-12 09:00', { stars: 5 }),
  // Was finished, and rated, and reopened this morning.
  row(three, 'meter', '10-05 09:00', 'reopened', '10-06 09:00', { dueAt: shanghai('11-27 08:00'), stars: 1 }),
  // Was reopened on the last of October, and finished again within three days.
  row(three, 'meter', '10-06 09:00', 'closed', '11-02 09:00', { dueAt: shanghai('11-03 12:00') }),
  // Not yet given to a crew, and not yet to a department, one of these late.
  row(east, 'leak', '11-24 11:00', 'dispatched'),
  row(north, 'other', '11-24 07:00', 'reported'),
  row(north, 'leak', '11-24 06:00', 'reported'),
  // Of other units, and a minute before the period.
  row(repair, 'leak', '11-02 09:00', 'closed', '11-02 10:00', { stars: 1 }),
  row(root, 'leak', '11-02 09:00', 'reported'),
  row(one, 'leak', '09-30 23:59', 'closed', '10-01 01:00', { stars: 1 }),
]
