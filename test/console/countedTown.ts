import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { CallLegTable, CallRecordTable } from '#core/calls/call.table.ts'
import type { CallLeg, CallRecord } from '#core/calls/call.ts'
import { OrgUnitTable, StaffTable } from '#core/staff/staff.table.ts'
import type { WorkOrder } from '#core/workorders/workOrder.ts'
import { WorkOrderTable } from '#core/workorders/workOrder.table.ts'
import { orderOf } from '../workorders/reportedCity.ts'
import type { ConsoleTown } from './consoleTown.ts'

const s = 1_000
const minute = 60 * s
const hour = 60 * minute
/** The days that are reported on: before the town itself began. */
export const counted = { from: '2026-03-02', to: '2026-03-08' } as const
const monday = startOf(businessDate(counted.from))

/**
 * Work orders of two departments (`east` with a crew of a very long name, `west`) and calls of two agents, in one week of
 * March 2026. Each number on the pages of reports comes of these.
 */
export async function countTown({ hub, database }: ConsoleTown) {
  const { north, east } = hub.house
  const unit = (parentId: string, path: string, name: string) => ({ id: newId(monday), parentId, name, path })
  const west = unit(north.id, '/root/north/west/', '城西管网维护部')
  const crew = unit(east.id, '/root/north/east/one/', '城东供水管网应急抢修与维护第一班组（夜间值守）')
  await database.transaction(async (tx) => {
    await insertRows(tx, OrgUnitTable, [west, crew])
    await tx.update(OrgUnitTable, { id: north.id }, { name: '城北服务中心' })
    await tx.update(OrgUnitTable, { id: east.id }, { name: '城东管网维护部' })
    await insertRows(tx, WorkOrderTable, ordersOf(crew.id, west.id))
  })
  const agents = await Promise.all(
    ['chen.jing', 'zhou.lei'].map(async (login) => (await hub.house.hire(login, hub.house.root.id, ['agent'])).staffId),
  )
  const [chen = '', zhou = ''] = agents
  await database.transaction(async (tx) => {
    await tx.update(StaffTable, { id: chen }, { name: '陈静' })
    await tx.update(StaffTable, { id: zhou }, { name: '周磊' })
    const calls = callsOf(chen, zhou)
    await insertRows(
      tx,
      CallRecordTable,
      calls.map(({ record }) => record),
    )
    await insertRows(
      tx,
      CallLegTable,
      calls.flatMap(({ legs }) => legs),
    )
  })
  return { crewId: crew.id, westId: west.id, eastId: east.id }
}

function ordersOf(crew: string, west: string): WorkOrder[] {
  const done = (unitId: string, kind: WorkOrder['kind'], day: number, tookHours: number, stars: number | null) => {
    const createdAt = monday + day * 24 * hour + 9 * hour
    return orderOf({ unitId, kind, createdAt, state: 'closed', finishedAt: createdAt + tookHours * hour, stars })
  }
  return [
    // Leaks have four hours.
    done(crew, 'leak', 0, 2, 5),
    done(crew, 'leak', 0, 3, 4),
    done(crew, 'leak', 1, 4, null),
    done(crew, 'leak', 2, 6, 2),
    orderOf({ unitId: crew, kind: 'cover', createdAt: monday + 50 * hour, state: 'cancelled' }),
    // Long past its time.
    orderOf({ unitId: crew, kind: 'noWater', createdAt: monday + 51 * hour, state: 'accepted' }),
    done(west, 'meter', 3, 20, 5),
    done(west, 'billing', 4, 12, null),
    done(west, 'leak', 6, 9, 1),
  ]
}

function callsOf(chen: string, zhou: string) {
  const queued = (at: number, waitMs: number, talkMs: number, staffId: string) => {
    const answeredAt = at + 10 * s + waitMs
    const endedAt = answeredAt + talkMs
    const call = callOf({ startedAt: at, queuedAt: at + 10 * s, answeredAt, endedAt, outcome: 'answered', staffId })
    const leg = { staffId, rungAt: answeredAt - 4 * s, answeredAt, endedAt, wrapUpEndedAt: endedAt + 40 * s }
    return { record: call, legs: [legOf(call, { ...leg, ending: 'caller' })] }
  }
  const gaveUp = (at: number, staffId: string) => {
    const endedAt = at + 90 * s
    const call = callOf({ startedAt: at, queuedAt: at + 10 * s, endedAt, outcome: 'abandoned' })
    const leg = { staffId, rungAt: at + 20 * s, endedAt: at + 50 * s, ending: 'unanswered' as const }
    return { record: call, legs: [legOf(call, leg)] }
  }
  const morning = monday + 9 * hour
  return [
    queued(morning, 5 * s, 3 * minute, chen),
    queued(morning + 5 * minute, 14 * s, 7 * minute, chen),
    queued(morning + 2 * hour, 31 * s, 2 * minute, zhou),
    queued(morning + 24 * hour, 8 * s, 4 * minute, zhou),
    gaveUp(morning + 25 * hour, chen),
    {
      record: callOf({ startedAt: morning + 48 * hour, endedAt: morning + 49 * hour, outcome: 'selfService' }),
      legs: [],
    },
  ]
}

const callOf = (given: Partial<CallRecord> & { startedAt: number }): CallRecord => ({
  id: newId(given.startedAt),
  kind: 'inbound',
  number: '13911112222',
  channel: newId(given.startedAt),
  accountId: null,
  phase: 'over',
  live: false,
  queuedAt: null,
  answeredAt: null,
  endedAt: null,
  outcome: null,
  seat: null,
  staffId: null,
  callbackOf: null,
  aboutKind: null,
  aboutId: null,
  state: {},
  version: 1,
  ...given,
})

const legOf = ({ id }: CallRecord, given: Partial<CallLeg> & { staffId: string; rungAt: number }): CallLeg => ({
  callId: id,
  leg: 1,
  seat: 'seat1',
  answeredAt: null,
  endedAt: null,
  ending: null,
  transferredFrom: null,
  wrapUpEndedAt: null,
  ...given,
})
