import type { Clock } from './clock.ts'
import { type Database, skipLocked } from './database.ts'
import type { Job } from './job.ts'
import { type JobRow, JobTable } from './job.table.ts'
import { placeholders } from './rows.ts'

export interface JobDeps {
  database: Database
  clock: Clock
  jobs: readonly Job[]
}

export const leaseMs = 60_000
const usualAttempts = 20
const backoffMs = (attempts: number) => Math.min(2 ** attempts * 1_000, 3_600_000)

/** A row in the hands of this process. `until` is its proof: whoever claims it later writes a later one. */
export interface JobLease {
  job: Job
  row: JobRow
  until: number
}

const due = 'state = ? and dueAt <= ? and (leaseUntil is null or leaseUntil <= ?)'

/**
 * Takes at most `most` jobs that are due, the longest due first, each for a minute. `running` are the ids of those that
 * the caller runs already: one that overstays its lease is for others to take over, and never runs beside itself.
 */
export async function claimJobs(
  { database, clock, jobs }: JobDeps,
  most: number,
  running: readonly string[] = [],
): Promise<JobLease[]> {
  const names = jobs.map((job) => job.name)
  if (names.length === 0 || most < 1) return []
  const others = running.length > 0 ? ` and id not in ${placeholders(running)}` : ''
  const where = `${due} and name in ${placeholders(names)}${others}`
  const chosen = [...names, ...running]
  // Looking first costs a reader nothing; the transaction is for when there is something.
  const now = clock()
  const waiting = await database.read.query(`select id from job where ${where} limit 1`, ['due', now, now, ...chosen])
  if (waiting.length === 0) return []
  return database.transaction(async (tx) => {
    const claimedAt = clock()
    const rows: (JobRow & { payload: string })[] = await tx.query(
      `select * from job where ${where} order by dueAt, id limit ${most}${skipLocked(tx)}`,
      ['due', claimedAt, claimedAt, ...chosen],
    )
    const leases: JobLease[] = []
    for (const row of rows) {
      const job = jobs.find((candidate) => candidate.name === row.name)
      if (!job) continue
      if (row.attempts >= attemptsOf(job)) {
        // It never came to write down how it failed: it has taken its process with it, each time.
        const end = {
          state: 'dead' as const,
          finishedAt: claimedAt,
          leaseUntil: null,
          lastError: row.lastError ?? 'no end',
        }
        await tx.update(JobTable, { id: row.id }, end)
        continue
      }
      const until = claimedAt + leaseMs
      await tx.update(JobTable, { id: row.id }, { attempts: row.attempts + 1, leaseUntil: until })
      const payload: unknown = row.payload === null ? null : JSON.parse(row.payload)
      leases.push({ job, row: { ...row, payload, attempts: row.attempts + 1 }, until })
    }
    return leases
  })
}

const attemptsOf = (job: Job) => job.mostAttempts ?? usualAttempts

/** Holds a job for another minute from now. Resolves to whether it was still held. */
export async function renewJob({ database, clock }: Omit<JobDeps, 'jobs'>, lease: JobLease): Promise<boolean> {
  const until = Math.max(clock() + leaseMs, lease.until)
  const held = await write(database, lease, { leaseUntil: until })
  if (held) lease.until = until
  return held
}

/** How a run ended. `stopped`: early, because the process stops. */
export type JobEnd =
  | { kind: 'done' }
  | { kind: 'again'; at: number }
  | { kind: 'stopped' }
  | { kind: 'failed'; error: unknown }

/** Writes down how a run ended. Resolves to false when the lease had run out, and what became of it is another's to say. */
export function endJob({ database, clock }: Omit<JobDeps, 'jobs'>, lease: JobLease, end: JobEnd): Promise<boolean> {
  const { attempts } = lease.row
  const now = clock()
  switch (end.kind) {
    case 'done':
      return write(database, lease, { state: 'done', finishedAt: now, leaseUntil: null, lastError: null })
    case 'again':
      return write(database, lease, { dueAt: end.at, attempts: 0, leaseUntil: null, lastError: null })
    case 'stopped':
      return write(database, lease, { attempts: attempts - 1, leaseUntil: null })
    case 'failed': {
      const lastError = String(end.error).slice(0, 255)
      const dead = attempts >= attemptsOf(lease.job)
      const next = dead ? { state: 'dead' as const, finishedAt: now } : { dueAt: now + backoffMs(attempts) }
      return write(database, lease, { ...next, leaseUntil: null, lastError })
    }
  }
}

async function write(
  database: Database,
  { row, until }: JobLease,
  change: Partial<Omit<JobRow, 'payload'>>,
): Promise<boolean> {
  const result = await database.transaction((tx) =>
    tx.update(JobTable, { id: row.id, state: 'due', leaseUntil: until }, change),
  )
  return result.affected === 1
}
