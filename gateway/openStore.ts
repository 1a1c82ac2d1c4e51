import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { demoCityState } from '#core/demo/demoCity.ts'
import { type Database, openDatabase } from '#core/kernel/database.ts'
import type { Logger } from '#core/kernel/logger.ts'
import type { HubConfig } from './config.ts'
import { hubSchema } from './schema.ts'

/**
 * Opens the hub's database. A demonstration that was killed while its city was being built begins anew: such a file can
 * hold nothing that anybody would miss.
 * @throws StartError
 */
export async function openStore(config: HubConfig, logger: Logger): Promise<Database> {
  const file = join(config.DATA_DIR, 'hub.db')
  const url = config.DATABASE_URL ?? `sqlite:${file}`
  const database = await openDatabase(url, hubSchema)
  if (config.HUB_MODE === 'production' || (await demoCityState(database)) !== 'partial') return database
  await database.close()
  const opened = url.slice('sqlite:'.length)
  logger.warn({ file: opened }, 'the demo city was only half built, and is built anew')
  for (const part of [opened, `${opened}-wal`, `${opened}-shm`]) if (existsSync(part)) rmSync(part)
  return openDatabase(url, hubSchema)
}
