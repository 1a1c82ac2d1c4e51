import type { Clock } from './clock.ts'
import type { Database, Transaction } from './database.ts'
import { newId } from './id.ts'
import { insertIfAbsent } from './insertIfAbsent.ts'
import type { PlannedJob } from './job.ts'
import { JobTable } from './job.table.ts'

/**
 * A step: has a job done at `dueAt`, when the transaction commits. Work is known by its name and `jobKey`: scheduling it
 * again changes nothing, also after it was done, as long as that is remembered: thirty days. Resolves to whether it is
 * new. `now` is epoch ms.
 */
export async function schedule(tx: Transaction, work: PlannedJob & { name: string }, now: number): Promise<boolean> {
  const { name, jobKey, payload, dueAt } = work
  if (await tx.existsBy(JobTable, { name, jobKey })) return false
  return insertIfAbsent(tx, JobTable, {
    id: newId(now),
    name,
    jobKey,
    payload,
    dueAt,
    state: 'due',
    attempts: 0,
    leaseUntil: null,
    lastError: null,
    finishedAt: null,
  })
}

/** Brings a dead job back, for a person who has mended what failed. Resolves to whether it was dead. */
export async function retryJob(
  { database, clock }: { database: Database; clock: Clock },
  jobId: string,
): Promise<boolean> {
  const result = await database.transaction((tx) =>
    tx.update(JobTable, { id: jobId, state: 'dead' }, { state: 'due', attempts: 0, dueAt: clock(), finishedAt: null }),
  )
  return result.affected === 1
}
