import { recordAudit } from '#core/audit/recordAudit.ts'
import { readHotline } from '#core/hotline/readHotline.ts'
import { system } from '#core/kernel/actor.ts'
import type { BlobStore } from '#core/kernel/blobStore.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import type { Voicemail } from './voicemail.ts'

const batch = 100
const dayMs = 86_400_000

/**
 * Removes messages whose time of keeping is over, done or not. The sound goes first: who is killed in between leaves a
 * row, which the next run finds, and never a sound that nothing leads to. Resolves to how many were removed.
 */
export async function purgeVoicemails(
  { database, clock, blobStore }: { database: Database; clock: Clock; blobStore: BlobStore },
  signal?: AbortSignal,
): Promise<number> {
  const { settings } = await readHotline(database.read)
  const before = clock() - settings.voicemailDays * dayMs
  for (let removed = 0; ;) {
    const found: Pick<Voicemail, 'id' | 'number' | 'blobId' | 'unitId' | 'accountId' | 'state'>[] =
      await database.read.query(
        `select id, number, blobId, unitId, accountId, state from voicemail where takenAt < ? order by takenAt limit ${batch}`,
        [before],
      )
    for (const { id, number, blobId, unitId, accountId, state } of found) {
      signal?.throwIfAborted()
      await blobStore.delete(blobId)
      await database.transaction(async (tx) => {
        await tx.query('delete from voicemail where id = ?', [id])
        const act = {
          action: 'voicemail.removed',
          subject: { kind: 'voicemail', id },
          unitId,
          ...(accountId !== null && { accountId }),
          details: { number, state, days: settings.voicemailDays },
        }
        await recordAudit(tx, system('voicemails.purge'), act, clock())
      })
      removed++
    }
    if (found.length < batch) return removed
  }
}
