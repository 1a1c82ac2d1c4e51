import type { Logger } from './logger.ts'
import { deliver, dueDeliveries, fanOut, type OutboxDeps } from './outbox.ts'

/** Carries events to their handlers for as long as it runs. Any number may run, in any number of processes. */
export interface OutboxRunner {
  /** Stops taking on deliveries and waits for those in hand. */
  stop(): Promise<void>
}

const idleMs = 1_000

/** The runner without Redis: a loop in the process, woken by every commit and by the clock. */
export function startOutboxLoop(deps: OutboxDeps & { logger: Logger }): OutboxRunner {
  const { database, logger } = deps
  let stopped = false
  let wake: () => void = () => undefined
  let woken = false
  const forget = database.onCommit(() => {
    woken = true
    wake()
  })

  async function pass() {
    const moved = await fanOut(deps)
    const due = await dueDeliveries(deps)
    let done = 0
    for (const id of due) {
      if (stopped) return true
      if ((await deliver(deps, id)) === 'done') done++
    }
    return moved + done > 0
  }

  async function loop() {
    while (!stopped) {
      woken = false
      const moved = await pass().catch((error: unknown) => {
        logger.error({ err: error }, 'outbox pass failed')
        return false
      })
      // What failed waits for its backoff; a commit meanwhile wakes us, our own commits included, hence the look at moved.
      if (!moved && !stopped) await rest()
    }
  }

  function rest() {
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, woken ? 20 : idleMs)
      wake = () => {
        clearTimeout(timer)
        setTimeout(resolve, 5)
      }
    })
  }

  const running = loop()
  return {
    async stop() {
      stopped = true
      forget()
      wake()
      await running
    },
  }
}
