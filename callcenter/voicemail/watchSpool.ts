import { setTimeout } from 'node:timers/promises'
import { importOffline, scanSpool, type SpoolDeps } from './scanSpool.ts'

export interface SpoolWatch {
  /** Begins no other scan, and waits for the one that goes on. */
  stop(): Promise<void>
}

const usualEveryMs = 30_000

/** Looks into the spool now, and again every half minute unless told, for as long as it runs. */
export function watchSpool(deps: SpoolDeps, { everyMs = usualEveryMs }: { everyMs?: number } = {}): SpoolWatch {
  const stopping = new AbortController()
  async function look() {
    for (const bringIn of [scanSpool, importOffline]) {
      if (stopping.signal.aborted) return
      await bringIn(deps).catch((error: unknown) => deps.logger.error({ err: error }, 'the spool could not be scanned'))
    }
  }
  async function loop() {
    while (!stopping.signal.aborted) {
      await look()
      await setTimeout(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const looping = loop()
  return {
    async stop() {
      stopping.abort()
      await looping
    },
  }
}
