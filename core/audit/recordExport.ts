import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { recordAudit } from './recordAudit.ts'

/**
 * Writes down that somebody takes a list away as a file. What is in it they had to be allowed to read: pages of lists
 * are not audited one by one, a file that leaves the house is.
 */
export async function recordExport(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  details: { list: string; place: string; rows: number },
): Promise<void> {
  const now = clock()
  const act = { action: 'list.exported', subject: { kind: 'export', id: newId(now) }, details: { ...details } }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, now))
}
