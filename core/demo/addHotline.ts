import { addVersion } from '#core/hotline/setHotline.ts'
import { usualSettings } from '#core/hotline/readHotline.ts'
import { system } from '#core/kernel/actor.ts'
import type { Database } from '#core/kernel/database.ts'
import { demoName } from './meterLife.ts'

/** A hotline that is open round the clock, so that whoever tries the demonstration is answered, and blocks nobody. */
export const addHotline = (database: Database, now: number): Promise<void> =>
  database.transaction((tx) => addVersion(tx, system(demoName), { baseVersion: 0, settings: usualSettings }, now))
