import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import type { Platform, Resident } from './resident.ts'
import { ResidentTable } from './resident.table.ts'

/** Whoever a platform says has logged in. Many first log-ins at once make one resident. */
export async function findOrCreateResident(
  { database, clock }: { database: Database; clock: Clock },
  { platform, platformId }: { platform: Platform; platformId: string },
): Promise<Resident> {
  const found = await database.read.findOneBy(ResidentTable, { platform, platformId })
  if (found) return found
  return database.transaction(async (tx) => {
    const createdAt = clock()
    const resident = { id: newId(createdAt), platform, platformId, phone: null, createdAt, deletedAt: null }
    if (await insertIfAbsent(tx, ResidentTable, resident)) return resident
    return tx.findOneByOrFail(ResidentTable, { platform, platformId })
  })
}
