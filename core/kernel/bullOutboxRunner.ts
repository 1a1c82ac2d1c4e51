import { setTimeout } from 'node:timers/promises'
import { Queue, Worker } from 'bullmq'
import type { Logger } from './logger.ts'
import { deliver, dueTries, fanOut, type OutboxDeps } from './outbox.ts'
import type { OutboxRunner } from './outboxRunner.ts'
import { connectRedis } from './redis.ts'
import { waitAtMost } from './waitAtMost.ts'

export interface BullOutboxSettings {
  redisUrl: string
  /** Of all keys, so that hubs can share a server. */
  prefix: string
  /** Deliveries that this process tries at once. */
  concurrency: number
}

const queueName = 'outbox'
/** How long a due delivery may be missing in Redis before it is put there again. */
const sweepMs = 3_000
/** A burst of commits makes one look at the rows, not one each. */
const settleMs = 20
const batch = 500
/** How long the end of a connection to a Redis that is away is waited for. */
const closeMs = 3_000

/**
 * The runner with Redis: BullMQ spreads the deliveries over the processes. It carries nothing but their ids; when Redis
 * loses them, they are found again in the rows. All processes that run it know the same handlers.
 * @throws StartError when Redis cannot be used
 */
export async function startBullOutbox(
  deps: OutboxDeps & { logger: Logger },
  { redisUrl, prefix, concurrency }: BullOutboxSettings,
): Promise<OutboxRunner> {
  const { database, logger } = deps
  const forQueue = await connectRedis(redisUrl, logger)
  const workers = connectRedis(redisUrl, logger, { maxRetriesPerRequest: null, commandTimeout: undefined })
  const forWorker = await workers.catch((error: unknown) => {
    forQueue.disconnect()
    throw error
  })
  const queue = new Queue<string>(queueName, { connection: forQueue, prefix })
  const inHand = new Set<Promise<unknown>>()
  const worker = new Worker<string>(queueName, (job) => hold(job.data), {
    connection: forWorker,
    prefix,
    concurrency,
    // What a process that died had taken is given to others; the lease of its row decides when that helps.
    lockDuration: 15_000,
    stalledInterval: 5_000,
    maxStalledCount: 100,
  })
  // What these say of the connection has been logged by `connectRedis`; without a listener they would end the process.
  queue.on('error', (err) => logger.debug({ err }, 'bullmq'))
  worker.on('error', (err) => logger.debug({ err }, 'bullmq'))
  worker.on('failed', (_, err) => logger.error({ err }, 'delivery could not be tried: a later sweep takes it up again'))

  const stopping = new AbortController()
  let woken = Promise.withResolvers<void>()
  const forget = database.onCommit(() => woken.resolve())
  /** What has been put into Redis since the last sweep. */
  const added = new Set<string>()
  let sweptAt = 0

  async function hold(deliveryId: string) {
    if (stopping.signal.aborted) return
    const trying = deliver(deps, [deliveryId])
    inHand.add(trying)
    await trying.finally(() => inHand.delete(trying))
  }

  async function pass() {
    // Monotonic: a clock that is set must not keep the sweep from coming.
    if (performance.now() - sweptAt >= sweepMs) {
      added.clear()
      sweptAt = performance.now()
    }
    while ((await fanOut(deps)) > 0 && !stopping.signal.aborted) await enqueue()
    await enqueue()
  }

  async function enqueue() {
    // Each try has an id of its own, by which Redis knows that it has it already.
    const due = (await dueTries(deps, batch)).map(({ id, attempts }) => ({ id, jobId: `${id}-${attempts}` }))
    const missing = due.filter((one) => !added.has(one.jobId))
    if (missing.length === 0) return
    await queue.addBulk(
      missing.map(({ id, jobId }) => ({
        name: 'deliver',
        data: id,
        opts: { jobId, removeOnComplete: true, removeOnFail: true },
      })),
    )
    for (const { jobId } of missing) added.add(jobId)
  }

  async function loop() {
    while (!stopping.signal.aborted) {
      woken = Promise.withResolvers<void>()
      await pass().catch((error: unknown) => logger.error({ err: error }, 'outbox pass failed'))
      await waitAtMost(sweepMs / 3, woken.promise)
      await setTimeout(settleMs)
    }
  }

  const looping = loop()
  return {
    async stop() {
      stopping.abort()
      forget()
      woken.resolve()
      const closing = Promise.allSettled([worker.close(), looping.then(() => queue.close())])
      await Promise.allSettled([looping, ...inHand])
      await waitAtMost(closeMs, closing)
      forQueue.disconnect()
      forWorker.disconnect()
    },
  }
}
