import type { Round } from './sync.ts'

/** How sending stands. */
export type SyncState =
  | { state: 'idle' }
  | { state: 'sending' }
  /** It is tried again by itself. */
  | { state: 'waiting'; words: string }
  | { state: 'logIn' }

export interface Syncer {
  state(): SyncState
  /** Sends now what waits, or goes on as soon as what is being sent now is. */
  start(): void
  /** Nothing more is begun. */
  stop(): void
  /** Returns how to stop hearing. */
  onChange(listener: () => void): () => void
}

const waits = [5_000, 15_000, 60_000, 300_000] as const

/**
 * Rounds of sending, one at a time, repeated while the network or the hub is away: sooner at first, then later.
 * `alone` lets only one of several open tabs send. `later` is a timer, and returns how to call it off.
 */
export function createSyncer(deps: {
  round: () => Promise<Round>
  alone: (work: () => Promise<void>) => Promise<void>
  later: (work: () => void, ms: number) => () => void
}): Syncer {
  const { round, alone, later } = deps
  const listeners = new Set<() => void>()
  let current: SyncState = { state: 'idle' }
  let running = false
  let wanted = false
  let stopped = false
  let failures = 0
  let callOff = () => undefined as void

  function become(next: SyncState) {
    current = next
    Array.from(listeners).forEach((listener) => listener())
  }

  function conclude(ended: Round) {
    if (stopped) return
    if (ended.end === 'all') {
      failures = 0
      return become({ state: 'idle' })
    }
    if (ended.end === 'logIn') return become({ state: 'logIn' })
    const wait = ended.afterMs ?? waits[Math.min(failures, waits.length - 1)] ?? waits[0]
    failures++
    callOff = later(() => void run(), wait)
    become({ state: 'waiting', words: ended.words })
  }

  async function sendOnce() {
    try {
      await alone(async () => conclude(await round()))
    } catch (error) {
      // Such as a phone that is full, or a browser that lets no tab be alone: it is said on the page, and tried again.
      conclude({ end: 'again', afterMs: null, words: error instanceof Error ? error.message : '' })
    }
  }

  async function run() {
    if (stopped) return
    if (running) {
      wanted = true
      return
    }
    running = true
    do {
      callOff()
      wanted = false
      become({ state: 'sending' })
      await sendOnce()
    } while (wanted && !stopped)
    running = false
    // Another tab of the browser is sending.
    if (current.state === 'sending') become({ state: 'idle' })
  }

  return {
    state: () => current,
    start() {
      failures = 0
      void run()
    },
    stop() {
      stopped = true
      callOff()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
