import type { Coordination, Lock } from '#core/kernel/coordination.ts'
import type { Logger } from '#core/kernel/logger.ts'
import { StartError } from '#core/kernel/startError.ts'

export interface Held {
  /** Whether nobody else was the owner since: what this process knows still holds. */
  isLatest(): Promise<boolean>
  layDown(): Promise<void>
}

interface LeaseDeps {
  coordination: Coordination
  logger: Logger
  name: string
  /** This process is the owner from now on. What it throws is tried again; a StartError is said once, in one line. */
  onHeld(): Promise<Held>
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
  let held: Held | null = null
  let closed = false
  let said = ''
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  async function look(): Promise<number> {
    if (lock && !(await lock.extend(leaseMs))) {
      logger.warn({ lease: name }, 'another process may own the telephone now')
      lock = await coordination.lock(name, leaseMs)
      if (!lock || (await held?.isLatest()) !== true) await release()
    }
    lock ??= await coordination.lock(name, leaseMs)
    if (!lock) return askMs
    held ??= await takeUp(lock)
    return renewMs
  }

  /** Asterisk may take longer to start than the lease lasts. */
  async function takeUp(own: Lock): Promise<Held> {
    const extending = setInterval(() => void own.extend(leaseMs).catch(() => undefined), renewMs)
    try {
      return await onHeld()
    } finally {
      clearInterval(extending)
    }
  }

  async function release() {
    const laying = held
    held = null
    await laying?.layDown()
  }

  function turn() {
    running = turnOnce()
  }
  async function turnOnce() {
    let waitMs = askMs
    try {
      waitMs = await look()
      said = ''
    } catch (error) {
      say(error)
    }
    if (!closed) timer = setTimeout(turn, waitMs)
  }
  function say(error: unknown) {
    if (!(error instanceof StartError))
      return logger.warn({ err: error, lease: name }, 'the lease cannot be looked after')
    if (error.message !== said) logger.warn(`no telephone: ${error.message}`)
    said = error.message
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
