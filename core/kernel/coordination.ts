/**
 * What processes share for a while: caches, counters, locks, news. Nothing in it is the only copy of anything: it may
 * be empty again at any time. Every method rejects when the store behind it cannot be reached.
 */
export interface Coordination {
  get(key: string): Promise<string | null>
  /** `ttlMs` is at least 1. */
  set(key: string, value: string, ttlMs: number): Promise<void>
  delete(key: string): Promise<void>
  /** Adds one. The first time sets when the counter begins anew; those after it do not move that. */
  increment(key: string, ttlMs: number): Promise<Count>
  /** Takes a lock that others have not; resolves to null when it is taken. Nobody waits for it. */
  lock(name: string, ttlMs: number): Promise<Lock | null>
  /** Tells the listeners of a channel in all processes, those of this one included. `message` is JSON. */
  publish(channel: string, message: unknown): Promise<void>
  /**
   * Hears what is published from when it resolves; after the connection was lost, from when it is back. `listener` must
   * not throw. Resolves to how to stop it.
   */
  subscribe(channel: string, listener: (message: unknown) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

export interface Count {
  count: number
  /** How long until the counter begins anew. */
  resetMs: number
}

/** A lock that is held until it is released or its time has passed. */
export interface Lock {
  /** Grows with every lock of its name: what is written under the lock can refuse an earlier holder by it. */
  readonly token: number
  /** Holds it for `ttlMs` from now. Resolves to false, and does nothing, when it is no longer held. */
  extend(ttlMs: number): Promise<boolean>
  /** Resolves to false, and does nothing, when it is no longer held. */
  release(): Promise<boolean>
}
