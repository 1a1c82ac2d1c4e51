import type { BlobStore } from '#core/kernel/blobStore.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { unusedLifeMs } from './upload.ts'

const batch = 100

/**
 * Removes uploads that nothing has referred to for a day. Each is marked before its bytes go, so that nothing can refer
 * to it in between; whoever is killed over it is followed by the next run. Resolves to how many were removed.
 */
export async function purgeUploads(
  { database, clock, blobStore }: { database: Database; clock: Clock; blobStore: BlobStore },
  signal?: AbortSignal,
): Promise<number> {
  let removed = 0
  for (;;) {
    const now = clock()
    const found: { id: string; blobId: string }[] = await database.read.query(
      `select id, blobId from upload where subjectId is null and createdAt <= ? order by createdAt limit ${batch}`,
      [now - unusedLifeMs],
    )
    for (const { id, blobId } of found) {
      signal?.throwIfAborted()
      if (await mark(database, id, now)) {
        await blobStore.delete(blobId)
        await database.transaction((tx) => tx.query('delete from upload where id = ?', [id]))
        removed++
      }
    }
    if (found.length < batch) return removed
  }
}

/** Resolves to whether it still is nobody's. */
function mark(database: Database, id: string, now: number): Promise<boolean> {
  return database.transaction(async (tx) => {
    await tx.query('update upload set removingAt = ? where id = ? and subjectId is null', [now, id])
    const marked: unknown[] = await tx.query('select id from upload where id = ? and removingAt is not null', [id])
    return marked.length > 0
  })
}
