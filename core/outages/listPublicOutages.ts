import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { placeholders } from '#core/kernel/rows.ts'
import { type Outage, type OutagePhase, phaseOf } from './outage.ts'

interface Deps {
  database: Database
  clock: Clock
}

/** What everybody may know of an outage. */
export type CityOutage = Pick<
  Outage,
  | 'id'
  | 'kind'
  | 'state'
  | 'place'
  | 'reason'
  | 'plannedFrom'
  | 'plannedTo'
  | 'actualFrom'
  | 'actualTo'
  | 'alternativeSupply'
> & { phase: OutagePhase }

export interface ResidentOutage extends CityOutage {
  /** Those of the resident's accounts that are affected. */
  accounts: { accountId: string; number: string; premises: string }[]
}

/** How long an outage that has ended is still shown, so that people learn that it has. */
const shownAfterMs = 24 * 3_600_000
const most = 200

const columns = `o.id, o.kind, o.state, o.place, o.reason, o.plannedFrom, o.plannedTo, o.actualFrom, o.actualTo,
  o.alternativeSupply`
const shown = `o.stage > 0 and (o.endedAt is null or o.endedAt > ?)`

const phases: readonly OutagePhase[] = ['now', 'coming', 'over']

/** Outages in the city: first those that go on, then those to come, then what has ended within a day. */
export async function listCityOutages({ database, clock }: Deps): Promise<CityOutage[]> {
  const now = clock()
  const rows: Omit<CityOutage, 'phase'>[] = await database.read.query(
    `select ${columns} from outage o where ${shown} order by o.plannedFrom limit ${most}`,
    [now - shownAfterMs],
  )
  return inTurn(rows.map((row) => ({ ...row, phase: phaseOf(row, now) })))
}

/** The same for the accounts that a resident is bound to. */
export async function listResidentOutages({ database, clock }: Deps, residentId: string): Promise<ResidentOutage[]> {
  const now = clock()
  const { read } = database
  const affected: { outageId: string; accountId: string; number: string; premises: string }[] = await read.query(
    `select x.outageId, a.id as accountId, a.number, a.premises
       from binding b join outage_affected x on x.accountId = b.accountId join outage o on o.id = x.outageId
       join account a on a.id = b.accountId
      where b.residentId = ? and ${shown} order by b.boundAt, b.id`,
    [residentId, now - shownAfterMs],
  )
  const ids = [...new Set(affected.map(({ outageId }) => outageId))]
  if (ids.length === 0) return []
  const rows: Omit<CityOutage, 'phase'>[] = await read.query(
    `select ${columns} from outage o where o.id in ${placeholders(ids)} order by o.plannedFrom`,
    ids,
  )
  const accounts = Map.groupBy(affected, ({ outageId }) => outageId)
  return inTurn(
    rows.map((row) => ({
      ...row,
      phase: phaseOf(row, now),
      accounts: (accounts.get(row.id) ?? []).map(({ outageId: _, ...account }) => account),
    })),
  )
}

const inTurn = <O extends CityOutage>(outages: readonly O[]): O[] =>
  outages.toSorted((one, other) => phases.indexOf(one.phase) - phases.indexOf(other.phase))
