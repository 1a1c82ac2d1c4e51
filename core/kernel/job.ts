import type { z } from 'zod'
import { addDays, type BusinessDate, businessDate, dateOf, startOf } from './businessDate.ts'
import type { Clock } from './clock.ts'

/**
 * What the scheduler runs. A run that fails is tried again after a backoff; a process that dies leaves its run to
 * another, which begins it anew: so a run does again without harm what an earlier one has done already.
 */
export interface Job {
  /** Unique in the hub, for good: it is written into the rows. */
  name: string
  /** Resolves when the work of its row is done, or to when it shall go on (epoch ms): then the row stays due. */
  run(payload: unknown, context: JobContext): Promise<void | { againAt: number }>
  /** The rows that shall be there at `now` without anybody having scheduled them, for work that recurs. */
  plan?(now: number): readonly PlannedJob[]
  /** Runs that may fail or die before the row is `dead`: 20, some nine hours, unless told otherwise. */
  mostAttempts?: number
}

export interface JobContext {
  jobKey: string
  clock: Clock
  /**
   * Keeps the run for another minute from now; long work calls it between its parts. Resolves to false when the lease
   * has run out and another process may have taken over: then the run ends without writing anything more.
   */
  renew(): Promise<boolean>
  /**
   * Aborted when the process stops or the lease is lost. A run that ends early for it throws (`throwIfAborted`): it is
   * begun anew, at once, by the next process, and that is not counted as a failure.
   */
  signal: AbortSignal
}

/**
 * What long work asks before each of its parts: resolves to whether it still holds the run. It renews no more often than
 * every few seconds, which is enough for a lease of a minute: a renewal is a transaction of its own.
 * Throws the signal's reason once that is aborted.
 */
export function holding({ renew, signal }: Pick<JobContext, 'renew' | 'signal'>): () => Promise<boolean> {
  let renewedAt = performance.now()
  return async () => {
    signal.throwIfAborted()
    if (performance.now() - renewedAt < 5_000) return true
    renewedAt = performance.now()
    return renew()
  }
}

export interface PlannedJob {
  jobKey: string
  payload: unknown
  dueAt: number
}

/** A job whose payload is checked by a schema before it runs. */
export const job = <Payload extends z.ZodType>(
  name: string,
  payload: Payload,
  run: (payload: z.output<Payload>, context: JobContext) => ReturnType<Job['run']>,
): Job => ({ name, run: (stored, context) => run(payload.parse(stored), context) })

/**
 * A job for every business date, due at `time` (`HH:MM` in Asia/Shanghai). After a stop, the current date is caught
 * up, and `catchUpDays` before it (none unless told otherwise).
 */
export function daily(
  name: string,
  time: string,
  run: (date: BusinessDate, context: JobContext) => ReturnType<Job['run']>,
  { catchUpDays = 0 }: { catchUpDays?: number } = {},
): Job {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? []
  if (hours === undefined || minutes === undefined) throw new RangeError(`not a time of day: ${time}`)
  const afterMidnight = (Number(hours) * 60 + Number(minutes)) * 60_000
  return {
    name,
    run: (_, context) => run(businessDate(context.jobKey), context),
    plan: (now) =>
      Array.from({ length: catchUpDays + 1 }, (_, daysAgo) => {
        const date = addDays(dateOf(now), -daysAgo)
        return { jobKey: date, payload: null, dueAt: startOf(date) + afterMidnight }
      }),
  }
}

/**
 * A job that runs all the time, `ms` after its last end: one row, which never is `done` or `dead`. In all processes
 * together it runs once at a time.
 */
export const every = (name: string, ms: number, run: (context: JobContext) => Promise<void>): Job => ({
  name,
  mostAttempts: Number.POSITIVE_INFINITY,
  async run(_, context) {
    await run(context)
    return { againAt: context.clock() + ms }
  },
  plan: (now) => [{ jobKey: 'every', payload: null, dueAt: now }],
})
