import type { WorkOrderKind, WorkOrderState } from '#core/contract/workorders.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { createNumbers, type Numbers } from '#core/kernel/sequence.ts'
import { findOrCreateResident } from '#core/residents/findOrCreateResident.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { acceptWorkOrder } from '#core/workorders/acceptWorkOrder.ts'
import { dispatchWorkOrder } from '#core/workorders/dispatchWorkOrder.ts'
import { endOwnWorkOrder, endWorkOrder } from '#core/workorders/endWorkOrder.ts'
import { finishWorkOrder } from '#core/workorders/finishWorkOrder.ts'
import { rateWorkOrder } from '#core/workorders/rateWorkOrder.ts'
import { reportWorkOrder, takeDownWorkOrder } from '#core/workorders/reportWorkOrder.ts'
import type { DemoCrew } from './addCrews.ts'
import { addPastWorkOrders } from './addPastWorkOrders.ts'
import type { DemoAccount } from './demoAccount.ts'
import { demoStaff } from './demoStaff.ts'
import { createRandom, type Random } from './random.ts'
import { pointNear } from './streets.ts'
import { troubles } from './troubles.ts'

/** Every state is there, the usual ones more often. */
const wanted: readonly (readonly [state: WorkOrderState, orders: number])[] = [
  ['reported', 6],
  ['dispatched', 6],
  ['accepted', 6],
  ['finished', 6],
  ['closed', 10],
  ['cancelled', 3],
  ['reopened', 3],
]
const [minute, hour] = [60_000, 3_600_000]
/** How long ago those were reported that wait, and those that are done. */
const ages = { open: [1, 20], done: [30, 20 * 24] } as const
const waiting: ReadonlySet<WorkOrderState> = new Set(['reported', 'dispatched', 'accepted'])

/** Who reports in the app: whoever logs in to the demonstration by this name finds these work orders. */
export const demoReporter = 'xiaoming'

interface Scene {
  database: Database
  agent: StaffPrincipal
  dispatcher: StaffPrincipal
  /** Somebody of the crew, with every right. */
  crewman(crew: DemoCrew): StaffPrincipal
  crews: readonly DemoCrew[]
  resident: Actor
}

/**
 * What was done in the months before, and some forty work orders of the last three weeks, reported in the app or by
 * telephone, in every state. Those were acted on like any other: somebody was told of them, and it was audited.
 */
export async function addWorkOrders(
  database: Database,
  people: readonly DemoAccount[],
  crews: readonly DemoCrew[],
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const random = createRandom(seed, 40)
  const { id } = await findOrCreateResident(
    { database, clock: () => now },
    { platform: 'development', platformId: demoReporter },
  )
  const agent = await demoStaff(database, 'agent')
  const scene: Scene = {
    database,
    agent,
    dispatcher: await demoStaff(database, 'dispatcher'),
    // Whoever joined a crew, and can log in, comes first there: they find that they have something to do.
    crewman: ({ people: [first] }) => ({ ...agent, ...(first !== undefined && { staffId: first }) }),
    crews,
    resident: { kind: 'resident', id },
  }
  await addPastWorkOrders(database, people, crews, { seed, now, agentId: agent.staffId })
  const plans = wanted.flatMap(([state, orders]) => Array.from({ length: orders }, () => plan(state, now, random)))
  for (const [index, planned] of plans.toSorted((one, other) => one.at - other.at).entries())
    await live(scene, planned, random.pick(people), index, random)
}

interface Plan {
  state: WorkOrderState
  /** When it was reported. */
  at: number
  /** Between one act and the next. */
  pace: number
}

function plan(state: WorkOrderState, now: number, random: Random): Plan {
  const [youngest, oldest] = waiting.has(state) ? ages.open : ages.done
  const at = now - random.between(youngest * 60, oldest * 60) * minute
  return { state, at, pace: random.between(8, 14) * minute }
}

async function live(
  scene: Scene,
  { state, at, pace }: Plan,
  { account, route }: DemoAccount,
  index: number,
  random: Random,
) {
  const { database, agent, dispatcher, crews, resident } = scene
  let time = at
  const clock: Clock = () => time
  const deps: { database: Database; clock: Clock; numbers: Numbers } = {
    database,
    clock,
    numbers: createNumbers({ database, clock, block: 1 }),
  }
  const kinds = Object.keys(troubles) as WorkOrderKind[]
  const kind = kinds[index % kinds.length] ?? 'other'
  const { says, done } = troubles[kind]
  const inApp = index % 3 === 0
  const { longitudeE6, latitudeE6 } = pointNear(route.centre, random)
  const position = { longitude: longitudeE6 / 1e6, latitude: latitudeE6 / 1e6 }
  const report = { id: newId(at), kind, description: random.pick(says), position, photoIds: [] }
  const { id: workOrderId } = inApp
    ? await reportWorkOrder(deps, resident, {
        ...report,
        accountId: null,
        place: `${route.centre.district}${route.street}`,
        contactPhone: null,
      })
    : await takeDownWorkOrder(deps, agent, {
        ...report,
        accountId: account.id,
        place: null,
        contactPhone: null,
        unitId: account.unitId,
      })
  const step = () => {
    time += pace
    return { workOrderId, stepId: newId(time) }
  }
  const end = (act: 'close' | 'cancel' | 'reopen', note: string) =>
    endWorkOrder(deps, dispatcher, act, { ...step(), note })
  if (state === 'reported') return
  if (state === 'cancelled') return void (await end('cancel', '与其他工单重复'))
  const crew = random.pick(crews.filter((one) => one.centreId === route.unitId && one.kinds.includes(kind)))
  await dispatchWorkOrder(deps, dispatcher, { ...step(), unitId: crew.unitId, staffId: null, note: null })
  if (state === 'dispatched') return
  const crewman = scene.crewman(crew)
  await acceptWorkOrder(deps, crewman, step())
  if (state === 'accepted') return
  time += random.between(1, 6) * hour
  await finishWorkOrder(deps, crewman, { ...step(), result: random.pick(done), photoIds: [] })
  if (state === 'reopened') {
    const again = { ...step(), note: '晚上又出现了' }
    return void (await (inApp
      ? endOwnWorkOrder(deps, resident, 'reopen', again)
      : endWorkOrder(deps, dispatcher, 'reopen', again)))
  }
  if (inApp && random.chance(0.7)) {
    time += hour
    const [stars, text] = random.pick(ratings)
    await rateWorkOrder(deps, resident, { workOrderId, stars, text })
  }
  if (state === 'closed') await end('close', '已电话回访，用户满意')
}

const ratings: readonly (readonly [stars: number, text: string | null])[] = [
  [5, '师傅来得很快，修得也好👍'],
  [5, null],
  [4, '处理及时'],
  [3, '等的时间有点长'],
  [2, '修了两次才好'],
]
