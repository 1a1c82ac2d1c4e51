import { addDays, dateOf, startOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { announceOutage } from '#core/outages/announceOutage.ts'
import { type DraftedOutage, saveOutageDraft } from '#core/outages/saveOutageDraft.ts'
import { demoStaff } from './demoStaff.ts'
import type { DemoRoute } from './routes.ts'

const hour = 3_600_000

/** A burst in the first street, an hour old, and planned work in the second, tomorrow. Their people are told at the start. */
export async function addOutages(database: Database, routes: readonly DemoRoute[], now: number): Promise<void> {
  const [burst, works] = routes
  if (!burst || !works) throw new RangeError('a city without streets')
  const tomorrow = startOf(addDays(dateOf(now), 1))
  await add(database, now - hour, burst, {
    kind: 'emergency',
    reason: '主管道爆裂抢修',
    plannedFrom: now - hour,
    plannedTo: now + 5 * hour,
    alternativeSupply: `${burst.street}路口送水车，每日7:00至21:00`,
  })
  await add(database, tomorrow - 30 * hour, works, {
    kind: 'planned',
    reason: '老旧管网改造碰口',
    plannedFrom: tomorrow + 9 * hour,
    plannedTo: tomorrow + 17 * hour,
    alternativeSupply: null,
  })
}

/** As staff would have done it at `at`. */
async function add(
  database: Database,
  at: number,
  route: DemoRoute,
  plan: Pick<DraftedOutage, 'kind' | 'reason' | 'plannedFrom' | 'plannedTo' | 'alternativeSupply'>,
) {
  const clock = () => at
  const deps = { database, clock, numbers: createNumbers({ database, clock, block: 1 }) }
  const dispatcher = await demoStaff(database, 'dispatcher')
  const place = `${route.centre.district}${route.street}全段`
  const area = [{ kind: 'routes' as const, routeIds: [route.id] }]
  const drafted = { id: newId(at), unitId: route.unitId, place, area, ...plan }
  const { id: outageId } = await saveOutageDraft(deps, dispatcher, drafted)
  await announceOutage(deps, dispatcher, { outageId, stageId: newId(at) })
}
