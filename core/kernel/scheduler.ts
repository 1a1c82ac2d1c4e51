import { setTimeout } from 'node:timers/promises'
import { type BusinessDate, dateOf } from './businessDate.ts'
import type { Job } from './job.ts'
import { claimJobs, endJob, type JobDeps, type JobEnd, type JobLease, renewJob } from './jobLease.ts'
import type { Logger } from './logger.ts'
import { schedule } from './schedule.ts'
import { waitAtMost } from './waitAtMost.ts'

export interface Scheduler {
  /** Takes on nothing more, aborts the signal of what runs, and waits for it. */
  stop(): Promise<void>
}

const pollMs = 1_000
/** A burst of commits makes one look at the rows, not one each. */
const settleMs = 20

/**
 * Runs the jobs whose time has come, `concurrency` at once (4 unless told otherwise), for as long as it runs. Any number
 * may run, in any number of processes; each takes only the jobs that it was given.
 */
export function startScheduler(deps: JobDeps & { logger: Logger; concurrency?: number }): Scheduler {
  const { database, clock, logger, concurrency = 4 } = deps
  const stopping = new AbortController()
  /** By the id of its row. */
  const running = new Map<string, Promise<void>>()
  let woken = Promise.withResolvers<void>()
  const wake = () => woken.resolve()
  const forget = database.onCommit(wake)
  let planned: BusinessDate | undefined

  async function pass() {
    const today = dateOf(clock())
    if (planned !== today) {
      await plan(deps)
      planned = today
    }
    for (const lease of await claimJobs(deps, concurrency - running.size, [...running.keys()])) {
      const { id } = lease.row
      const ending = run(lease).finally(() => {
        running.delete(id)
        wake()
      })
      running.set(id, ending)
    }
  }

  async function run(lease: JobLease) {
    const { name, jobKey, attempts } = lease.row
    const end = await outcome(lease)
    if (end.kind === 'failed') logger.error({ err: end.error, job: name, jobKey, attempts }, 'job failed')
    try {
      if (!(await endJob(deps, lease, end))) logger.warn({ job: name, jobKey }, 'job ended after its lease had run out')
    } catch (error) {
      logger.error({ err: error, job: name, jobKey }, 'end of a job could not be written: it will be run again')
    }
  }

  async function outcome(lease: JobLease): Promise<JobEnd> {
    const lost = new AbortController()
    const signal = AbortSignal.any([stopping.signal, lost.signal])
    const renew = async () => {
      const held = await renewJob(deps, lease)
      if (!held) lost.abort(new Error('the lease of the job has run out'))
      return held
    }
    try {
      const again = await lease.job.run(lease.row.payload, { jobKey: lease.row.jobKey, clock, renew, signal })
      return again ? { kind: 'again', at: again.againAt } : { kind: 'done' }
    } catch (error) {
      return stopping.signal.aborted ? { kind: 'stopped' } : { kind: 'failed', error }
    }
  }

  async function loop() {
    while (!stopping.signal.aborted) {
      woken = Promise.withResolvers<void>()
      await pass().catch((error: unknown) => logger.error({ err: error }, 'scheduler pass failed'))
      await waitAtMost(pollMs, woken.promise)
      await setTimeout(settleMs)
    }
  }

  const looping = loop()
  return {
    async stop() {
      forget()
      stopping.abort(new Error('the process stops'))
      wake()
      await looping
      await Promise.all(running.values())
    },
  }
}

/** The rows of work that recurs; written anew each business date, and when a process starts. */
async function plan({ database, clock, jobs }: JobDeps) {
  const now = clock()
  const recurring = jobs.flatMap((job) => planOf(job, now))
  if (recurring.length === 0) return
  await database.transaction(async (tx) => {
    for (const work of recurring) await schedule(tx, work, now)
  })
}

const planOf = (job: Job, now: number) => (job.plan?.(now) ?? []).map((row) => ({ ...row, name: job.name }))
