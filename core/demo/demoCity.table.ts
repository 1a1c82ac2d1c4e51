import { EntitySchema } from 'typeorm'
import { code, integer, json, optional } from '#core/kernel/columns.ts'
import type { DemoCity } from './demoCity.ts'

/** That a demo city is being built, or stands. There is one row at most. */
export interface DemoCityRow {
  name: typeof onlyCity
  seed: number
  accounts: number
  startedAt: number
  /** Null while it is being built: whoever finds it so after a start has half a city before them. */
  finishedAt: number | null
  /** What was built; null until then. */
  city: DemoCity | null
}

export const onlyCity = 'demo'

export const DemoCityTable = new EntitySchema<DemoCityRow>({
  name: 'demo_city',
  columns: {
    name: { ...code, primary: true },
    seed: integer,
    accounts: integer,
    startedAt: integer,
    finishedAt: optional(integer),
    city: optional(json),
  },
})

export const demoTables = [DemoCityTable]
