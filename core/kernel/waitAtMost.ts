import { setTimeout } from 'node:timers/promises'

/** Waits for `early`, however it ends, and at most `ms`. */
export async function waitAtMost(ms: number, early: Promise<unknown>): Promise<void> {
  const timer = new AbortController()
  await Promise.race([early, setTimeout(ms, undefined, { signal: timer.signal })]).catch(() => undefined)
  timer.abort()
}
