import type { Logger } from './logger.ts'
import { batch, deliver, dueDeliveries, fanOut, type OutboxDeps } from './outbox.ts'
import { waitAtMost } from './waitAtMost.ts'

/** Carries events to their handlers for as long as it runs. Any number may run, in any number of processes. */
export interface OutboxRunner {
  /** Stops taking on deliveries and waits for those in hand. */
  stop(): Promise<void>
}

const idleMs = 1_000
/**
 * What is told after a quiet time is told at once; while much happens, passes keep this distance: each waits for the disk
 * three times however much it carries, and on SQLite everybody else who writes waits with it.
 */
const paceMs = 200
/** Deliveries that are tried at the same time, and leased and acknowledged together. */
const together = 20

/** The runner without Redis: a loop in the process, woken by every commit and by the clock. */
export function startOutboxLoop(deps: OutboxDeps & { logger: Logger }): OutboxRunner {
  const { database, logger } = deps
  let stopped = false
  const stopping = Promise.withResolvers<void>()
  let woken = Promise.withResolvers<void>()
  const wake = () => woken.resolve()
  const forget = database.onCommit(wake)

  /** Resolves to whether there may be more to do at once. */
  async function pass() {
    const events = await fanOut(deps)
    const due = await dueDeliveries(deps)
    let done = 0
    for (let start = 0; start < due.length && !stopped; start += together) {
      done += await deliver(deps, due.slice(start, start + together))
    }
    return events === batch || done === batch
  }

  async function loop() {
    while (!stopped) {
      woken = Promise.withResolvers<void>()
      const more = await pass().catch((error: unknown) => {
        logger.error({ err: error }, 'outbox pass failed')
        return false
      })
      if (more || stopped) continue
      const paced = performance.now() + paceMs
      // Its own commits wake it, too: then it looks once more, and finds nothing.
      await waitAtMost(idleMs, woken.promise)
      await waitAtMost(Math.max(paced - performance.now(), 0), stopping.promise)
    }
  }

  const running = loop()
  return {
    async stop() {
      stopped = true
      stopping.resolve()
      forget()
      wake()
      await running
    },
  }
}
