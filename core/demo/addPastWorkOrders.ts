import { addDays, type BusinessDate, dateOf, startOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { SequenceTable } from '#core/kernel/sequence.table.ts'
import { findOrCreateResident } from '#core/residents/findOrCreateResident.ts'
import { WorkOrderStepTable, WorkOrderTable } from '#core/workorders/workOrder.table.ts'
import type { DemoCrew } from './addCrews.ts'
import type { DemoAccount } from './demoAccount.ts'
import { type Life, pastWorkOrder, type Town } from './pastWorkOrder.ts'
import { createRandom } from './random.ts'

export const pastDays = 185
const perDay = [2, 6] as const
const minute = 60_000
/** By which of a day's minutes people report something. */
const awake = [6 * 60, 23 * 60] as const

/** By these names those log in to the demonstration who reported in the app. */
const reporters = ['linju01', 'linju02', 'linju03', 'linju04', 'linju05', 'linju06']

/**
 * Half a year of work orders up to the day before yesterday, most of them done, for lists and reports to show. They are
 * written as rows, all at once: nobody was told of them, and no audit speaks of them.
 */
export async function addPastWorkOrders(
  database: Database,
  people: readonly DemoAccount[],
  crews: readonly DemoCrew[],
  { seed, now, agentId }: { seed: number; now: number; agentId: string },
): Promise<void> {
  const residents: string[] = []
  for (const platformId of reporters) {
    const asked = { platform: 'development', platformId } as const
    residents.push((await findOrCreateResident({ database, clock: () => now }, asked)).id)
  }
  const town: Town = { people, crews, residents, agentId, now, random: createRandom(seed, 42) }
  const first = addDays(dateOf(now), -pastDays - 1)
  const days = Array.from({ length: pastDays }, (_, index) => addDays(first, index))
  const past = days.map((onDate) => ({ onDate, lives: livesOf(onDate, town) }))
  const lives = past.flatMap((day) => day.lives)
  await database.transaction(async (tx) => {
    const orders = lives.map(({ order }) => order)
    await insertRows(tx, WorkOrderTable, orders)
    const steps = lives.flatMap((life) => life.steps)
    await insertRows(tx, WorkOrderStepTable, steps)
    // Whoever gets a number of these days afterwards gets the next one.
    const given = past.map(({ onDate, lives: { length: last } }) => ({ name: 'GD', onDate, last }))
    await insertRows(tx, SequenceTable, given)
  })
}

function livesOf(date: BusinessDate, town: Town): Life[] {
  const { random } = town
  const minutes = Array.from({ length: random.between(...perDay) }, () => random.between(...awake))
  return minutes
    .toSorted((one, other) => one - other)
    .map((minuteOfDay, index) => {
      const number = `GD${date.replaceAll('-', '')}-${String(index + 1).padStart(4, '0')}`
      return pastWorkOrder(town, { number, at: startOf(date) + minuteOfDay * minute })
    })
}
