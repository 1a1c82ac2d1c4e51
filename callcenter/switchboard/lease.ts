import type { Coordination, Lock } from '#core/kernel/coordination.ts'
import type { Logger } from '#core/kernel/logger.ts'

interface LeaseDeps {
  coordination: Coordination
  logger: Logger
  name: string
  /** This process is the owner from now on; what it takes up, it lays down by what this resolves to. */
  onHeld(): Promise<() => Promise<void>>
}

const leaseMs = 15_000
const renewMs = 5_000
const askMs = 2_000

/**
 * One owner at a time, over all processes: the others wait, and the next takes over when it has stopped or is gone.
 * While the place where they meet cannot be reached, the owner goes on: nobody else can become it.
 */
export function keepLease({ coordination, logger, name, onHeld }: LeaseDeps): { close(): Promise<void> } {
  let lock: Lock | null = null
  let layDown: (() => Promise<void>) | null = null
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  async function look(): Promise<number> {
    if (lock) {
      if (await lock.extend(leaseMs)) return renewMs
      logger.warn({ lease: name }, 'another process may own the telephone now')
      lock = await coordination.lock(name, leaseMs)
      if (lock) return renewMs
      await release()
    }
    lock = await coordination.lock(name, leaseMs)
    if (!lock) return askMs
    layDown = await onHeld()
    return renewMs
  }

  async function release() {
    const laying = layDown
    layDown = null
    await laying?.()
  }

  function turn() {
    running = turnOnce()
  }
  async function turnOnce() {
    let waitMs = askMs
    try {
      waitMs = await look()
    } catch (error) {
      logger.warn({ err: error, lease: name }, 'the lease cannot be looked after')
    }
    if (!closed) timer = setTimeout(turn, waitMs)
  }
  turn()

  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await running
      await release()
      await lock?.release().catch(() => undefined)
    },
  }
}
