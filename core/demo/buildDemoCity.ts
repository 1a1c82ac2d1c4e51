import { recordAudit } from '#core/audit/recordAudit.ts'
import { loadTariffs } from '#core/billing/loadTariffs.ts'
import { publishedTariffs } from '#core/billing/publishedTariffs.ts'
import { addTariff } from '#core/billing/publishTariff.ts'
import { system } from '#core/kernel/actor.ts'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { addCrews } from './addCrews.ts'
import { addHotline } from './addHotline.ts'
import { addOutages } from './addOutages.ts'
import { addWorkOrders } from './addWorkOrders.ts'
import type { DemoAccount } from './demoAccount.ts'
import type { DemoCity } from './demoCity.ts'
import { DemoCityTable, onlyCity } from './demoCity.table.ts'
import { createRegister } from './households.ts'
import { demoName } from './meterLife.ts'
import { type History, passPeriod } from './passPeriod.ts'
import { addPeople, inventPeople, shownAccounts } from './people.ts'
import { periods } from './readingDates.ts'
import { addCentres, addRoutes } from './routes.ts'
import { createTills } from './tills.ts'

interface Deps {
  database: Database
  clock: Clock
  /** Told after every transaction: `done` of `total` steps of equal weight, and what is being made. */
  onProgress?(done: number, total: number, what: 'accounts' | 'history'): void
}

/** Anything will do: it is what every demo city is the same by. */
const usualSeed = 20_201_101
const usualAccounts = 3_000
/** Fewer are no city: five are shown, and there are three centres. */
const fewestAccounts = 10

/**
 * Builds a city without a copied datum: accounts with meters, two years of readings and, through the real pricing and
 * settlement, of bills and payments, up to this day. The same seed on the same day builds the same city, but for ids.
 * The database is migrated and has a root unit, and nothing else. A row that is written first and completed last tells
 * half a city from a whole one (`demoCityState`).
 * @throws Error when a city was begun before, or there is no root unit
 */
export async function buildDemoCity(
  { database, clock, onProgress = () => undefined }: Deps,
  { seed = usualSeed, accounts = usualAccounts }: { seed?: number; accounts?: number } = {},
): Promise<DemoCity> {
  if (accounts < fewestAccounts) throw new RangeError(`too small for a city: ${accounts} accounts`)
  const now = clock()
  const today = dateOf(now)
  const { routes, units } = await found(database, { seed, accounts, today, now })
  const register = createRegister(seed, routes, today)
  const people = inventPeople(register, accounts)
  await addPeople(database, people.all, (done) => onProgress(done, accounts, 'accounts'))
  const history = { register, book: await loadTariffs(database.read), tills: createTills(), now }
  await passYears(database, people.all, history, (done, total) => onProgress(done, total, 'history'))
  await addOutages(database, routes, now)
  const crews = await addCrews(database, units, { seed, now })
  await addWorkOrders(database, people.all, crews, { seed, now })
  await addHotline(database, now)
  const city: DemoCity = { demoAccounts: shownAccounts(people), units }
  await database.transaction(async (tx) => {
    await history.tills.handOver(tx, now)
    // Nobody listens yet, and what open pages show they ask for.
    await tx.query('update event set fannedOutAt = ? where fannedOutAt is null', [now])
    await tx.update(DemoCityTable, { name: onlyCity }, { city, finishedAt: clock() })
    const act = { action: 'demoCity.built', subject: { kind: 'demoCity', id: onlyCity }, details: { seed, accounts } }
    await recordAudit(tx, system(demoName), act, now)
  })
  return city
}

async function found(
  database: Database,
  { seed, accounts, today, now }: { seed: number; accounts: number; today: BusinessDate; now: number },
) {
  await database.transaction(async (tx) => {
    const row = { name: onlyCity, seed, accounts, startedAt: now, finishedAt: null, city: null } as const
    if (!(await insertIfAbsent(tx, DemoCityTable, row)))
      throw new Error('a demo city was begun in this database before')
  })
  return database.transaction(async (tx) => {
    for (const tariff of publishedTariffs) await addTariff(tx, tariff, now)
    const units = await addCentres(tx, now)
    return { units, routes: await addRoutes(tx, units, accounts, today, now) }
  })
}

/** A step of so many periods is long enough to be worth a commit, and short enough to let the process breathe. */
const periodsPerTransaction = 6

/** Route after route, so that all that is written about its accounts lies close together while it is. */
async function passYears(
  database: Database,
  all: readonly DemoAccount[],
  history: History,
  onPassed: (done: number, total: number) => void,
) {
  const byRoute = Map.groupBy(all, ({ route }) => route)
  const total = byRoute.size * periods
  let passed = 0
  for (const [route, accounts] of byRoute) {
    for (let first = 0; first < periods; first += periodsPerTransaction) {
      const end = Math.min(first + periodsPerTransaction, periods)
      await database.transaction(async (tx) => {
        for (let period = first; period < end; period++) await passPeriod(tx, { route, period, accounts }, history)
      })
      passed += end - first
      onPassed(passed, total)
    }
  }
}
