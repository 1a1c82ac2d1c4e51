import type { Database } from '#core/kernel/database.ts'
import { DemoCityTable, onlyCity } from './demoCity.table.ts'

/** Why somebody who tries the hub out would bind just this account. */
export type Situation = 'paidUp' | 'inArrears' | 'lateFee' | 'prepaid' | 'largeHousehold'

/** What a resident needs to know to bind an account. */
export interface ShownAccount {
  situation: Situation
  accountNumber: string
  name: string
  meterNumber: string
  phone: string
  premises: string
}

export interface DemoCity {
  /** One of each situation. */
  demoAccounts: readonly ShownAccount[]
  /** Ids of the service centres, by name. */
  units: Readonly<Record<string, string>>
}

/**
 * `partial`: the process that built the city died over it. A database in this state holds nothing but the ruin, for
 * nobody can use the hub before the city stands: it is to be thrown away and begun anew.
 */
export type DemoCityState = 'none' | 'partial' | 'complete'

export async function demoCityState(database: Database): Promise<DemoCityState> {
  const row = await database.read.findOneBy(DemoCityTable, { name: onlyCity })
  if (!row) return 'none'
  return row.finishedAt === null ? 'partial' : 'complete'
}

/** The city that stands, as `buildDemoCity` resolved to; null while there is none. */
export async function findDemoCity(database: Database): Promise<DemoCity | null> {
  const row = await database.read.findOneBy(DemoCityTable, { name: onlyCity })
  return row?.city ?? null
}
