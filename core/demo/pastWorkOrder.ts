import type { WorkOrderAct, WorkOrderKind } from '#core/contract/workorders.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { newId } from '#core/kernel/id.ts'
import { deadlineOf, promisedHours } from '#core/workorders/deadline.ts'
import { stateAfter, type WorkOrder, type WorkOrderStep } from '#core/workorders/workOrder.ts'
import type { DemoCrew } from './addCrews.ts'
import type { DemoAccount } from './demoAccount.ts'
import type { Random } from './random.ts'
import { pointNear } from './streets.ts'
import { troubles } from './troubles.ts'

const [minute, hour] = [60_000, 3_600_000]

type Weighted<T> = readonly (readonly [weight: number, choice: T])[]
const kinds: Weighted<WorkOrderKind> = [
  [24, 'leak'],
  [14, 'noWater'],
  [12, 'lowPressure'],
  [10, 'quality'],
  [14, 'meter'],
  [6, 'cover'],
  [14, 'billing'],
  [6, 'other'],
]
const pleased: Weighted<number> = [
  [55, 5],
  [30, 4],
  [10, 3],
  [4, 2],
  [1, 1],
]
const displeased: Weighted<number> = [
  [10, 5],
  [20, 4],
  [30, 3],
  [25, 2],
  [15, 1],
]

export interface Town {
  people: readonly DemoAccount[]
  crews: readonly DemoCrew[]
  /** Ids of residents who report in the app. */
  residents: readonly string[]
  agentId: string
  now: number
  random: Random
}

export interface Life {
  order: WorkOrder
  steps: WorkOrderStep[]
}

type Who = Pick<Actor, 'kind' | 'id'>
const staff = (id: string): Who => ({ kind: 'staff', id })

/** A work order that was reported `at`, and what became of it: what would be after now has not happened. */
export function pastWorkOrder(town: Town, { number, at }: { number: string; at: number }): Life {
  const { people, crews, residents, agentId, now, random } = town
  const { account, route } = random.pick(people)
  const kind = random.weighted(kinds)
  const crew = random.pick(crews.filter((one) => one.centreId === route.unitId && one.kinds.includes(kind)))
  const crewman = staff(random.pick(crew.people))
  const dispatcher = staff(crew.dispatcherId)
  const resident = random.chance(0.4) ? random.pick(residents) : null
  const reporter: Who = resident === null ? staff(agentId) : { kind: 'resident', id: resident }
  const order = newOrder({ number, at, kind, createdBy: reporter.id }, random)
  const { unitId, premises: place } = account
  const life: Life = { order: { ...order, unitId, accountId: account.id, place, residentId: resident }, steps: [] }
  if (random.chance(0.8)) Object.assign(life.order, pointNear(route.centre, random))
  let time = at

  /** False where it has not come to that yet. */
  function act(what: WorkOrderAct, by: Who, changes: Partial<WorkOrder>, note: string | null = null): boolean {
    if (time > now) return false
    life.order = stepped(life, what, { by, time, changes, note })
    return true
  }
  /** The crew takes it up and does it, most often in time. */
  function work(): boolean {
    time += random.between(5, 25) * minute
    if (!act('accept', crewman, { staffId: crewman.id, acceptedAt: time })) return false
    const isLate = random.chance(crews.indexOf(crew) % 2 === 0 ? 0.08 : 0.2)
    const share = isLate ? random.between(105, 250) : random.between(10, 85)
    time += Math.round((promisedHours[kind] * hour * share) / 100)
    const result = random.pick(troubles[kind].done)
    return act('finish', crewman, { result, finishedAt: time }, result)
  }

  act('report', reporter, {})
  time += random.between(3, 20) * minute
  if (random.chance(0.05)) act('cancel', dispatcher, { endedAt: time }, '与其他工单重复')
  else if (act('dispatch', dispatcher, { unitId: crew.unitId, dispatchedAt: time }) && work()) {
    if (random.chance(0.05)) {
      time += random.between(4, 40) * hour
      const again = { acceptedAt: null, staffId: null, dueAt: deadlineOf(kind, time) }
      if (!act('reopen', reporter, again, '晚上又出现了') || !work()) return life
    }
    const { finishedAt, dueAt } = life.order
    if (resident !== null && random.chance(0.6)) {
      time += random.between(1, 20) * hour
      const stars = random.weighted((finishedAt ?? 0) > dueAt ? displeased : pleased)
      act('rate', reporter, { stars, ratedAt: time })
    }
    time += random.between(2, 30) * hour
    act('close', dispatcher, { endedAt: time }, '已电话回访，用户满意')
  }
  return life
}

/** Adds the step; returns what it makes of the work order. */
function stepped(
  { order, steps }: Life,
  act: WorkOrderAct,
  { by, time, changes, note }: { by: Who; time: number; changes: Partial<WorkOrder>; note: string | null },
): WorkOrder {
  const state = act === 'report' || act === 'rate' ? order.state : stateAfter(order.state, act)
  if (state === null) throw new Error(`${order.number}: no ${act} while it is ${order.state}`)
  const next = { ...order, ...changes, state, steps: order.steps + 1 }
  const given = act === 'dispatch' ? { unitId: next.unitId, staffId: next.staffId } : { unitId: null, staffId: null }
  const subject = { id: act === 'report' ? order.id : newId(time), workOrderId: order.id, step: next.steps, at: time }
  steps.push({ ...subject, actorKind: by.kind, actorId: by.id, act, state, note, ...given })
  return next
}

const newOrder = (
  { number, at, kind, createdBy }: { number: string; at: number; kind: WorkOrderKind; createdBy: string },
  random: Random,
): Omit<WorkOrder, 'unitId' | 'accountId' | 'place' | 'residentId'> => ({
  id: newId(at),
  number,
  kind,
  state: 'reported',
  staffId: null,
  createdBy,
  longitudeE6: null,
  latitudeE6: null,
  description: random.pick(troubles[kind].says),
  contactPhone: null,
  result: null,
  steps: 0,
  createdAt: at,
  dueAt: deadlineOf(kind, at),
  dispatchedAt: null,
  acceptedAt: null,
  finishedAt: null,
  endedAt: null,
  stars: null,
  ratingText: null,
  ratedAt: null,
})
