import type { Handler } from '#core/kernel/delivery.ts'
import { startBullOutbox } from '#core/kernel/bullOutboxRunner.ts'
import { unknownHandlers } from '#core/kernel/outbox.ts'
import { startOutboxLoop } from '#core/kernel/outboxRunner.ts'
import { startScheduler } from '#core/kernel/scheduler.ts'
import { createJobs, type JobDeps } from './jobs.ts'

export interface Worker {
  /** Takes on nothing more and waits for what is in hand. */
  stop(): Promise<void>
}

const concurrency = 8

/** Carries events to their handlers and does timed work: by BullMQ where there is Redis, else by loops of the process. */
export async function startWorker(
  deps: JobDeps & { handlers: readonly Handler[] },
  redis: { url: string; prefix: string } | null,
): Promise<Worker> {
  const { database, clock, logger, handlers } = deps
  const unknown = await unknownHandlers({ database, handlers })
  if (unknown.length > 0)
    logger.warn({ handlers: unknown }, 'deliveries wait for handlers that this process does not know')
  const outbox = redis
    ? await startBullOutbox(
        { database, clock, logger, handlers },
        { redisUrl: redis.url, prefix: redis.prefix, concurrency },
      )
    : startOutboxLoop({ database, clock, logger, handlers })
  const scheduler = startScheduler({ database, clock, logger, jobs: createJobs(deps) })
  return {
    async stop() {
      await Promise.all([outbox.stop(), scheduler.stop()])
    },
  }
}
