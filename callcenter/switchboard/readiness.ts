import { oneAtATime } from './oneAtATime.ts'

interface ReadinessDeps {
  isConnected(): boolean
  /** Holds the calls against Asterisk's; `fresh`: for the first time since it was connected. */
  catchUp(fresh: boolean): Promise<void>
  onReady(): void
  onFailure(error: unknown): void
}

export interface Readiness {
  /** Asterisk is connected, and everything was caught up with since then. */
  isReady(): boolean
  connected(): void
  disconnected(): void
  /** Every second or so: what has failed is tried again. */
  tick(): void
  /** Now and then. */
  lookAgain(): void
}

/** Whether the calls are known, by a connection that may be lost and come again at any moment. */
export function createReadiness({ isConnected, catchUp, onReady, onFailure }: ReadinessDeps): Readiness {
  let ready = false
  let connections = 0

  const catchUpNow = oneAtATime(async () => {
    const [fresh, connection] = [!ready, connections]
    await catchUp(fresh)
    // What a connection before this one has found out does not hold for this one.
    if (!fresh || connection !== connections || !isConnected()) return
    ready = true
    onReady()
  }, onFailure)

  return {
    isReady: () => ready,
    connected() {
      connections += 1
      catchUpNow()
    },
    disconnected: () => void (ready = false),
    tick() {
      if (!ready && isConnected()) catchUpNow()
    },
    lookAgain() {
      if (ready) catchUpNow()
    },
  }
}
