import type { Clock } from './clock.ts'
import type { Coordination } from './coordination.ts'

interface Entry {
  value: string
  until: number
}

/** Writes between two searches for entries whose time has passed. */
const sweepEvery = 1_000

/** `Coordination` for a hub of one process. */
export function createMemoryCoordination({ clock }: { clock: Clock }): Coordination {
  const entries = new Map<string, Entry>()
  const channels = new Map<string, Set<(message: unknown) => void>>()
  let lastToken = 0
  let writes = 0

  function find(key: string): Entry | undefined {
    const entry = entries.get(key)
    if (entry && entry.until > clock()) return entry
    entries.delete(key)
    return undefined
  }

  function write(key: string, value: string, ttlMs: number): Entry {
    if (++writes % sweepEvery === 0) for (const known of entries.keys()) find(known)
    const entry = { value, until: clock() + ttlMs }
    entries.set(key, entry)
    return entry
  }

  return {
    async get(key) {
      return find(keyOf(key))?.value ?? null
    },
    async set(key, value, ttlMs) {
      write(keyOf(key), value, ttlMs)
    },
    async delete(key) {
      entries.delete(keyOf(key))
    },
    async increment(key, ttlMs) {
      const entry = find(keyOf(key)) ?? write(keyOf(key), '0', ttlMs)
      entry.value = String(Number(entry.value) + 1)
      return { count: Number(entry.value), resetMs: entry.until - clock() }
    },
    async lock(name, ttlMs) {
      const key = `lock ${name}`
      if (find(key)) return null
      const token = ++lastToken
      const entry = write(key, '', ttlMs)
      const held = () => find(key) === entry
      return {
        token,
        async extend(longerMs) {
          if (!held()) return false
          entry.until = clock() + longerMs
          return true
        },
        async release() {
          return held() && entries.delete(key)
        },
      }
    },
    async publish(channel, message) {
      const text = JSON.stringify(message)
      setImmediate(() => {
        for (const listener of channels.get(channel) ?? []) listener(JSON.parse(text))
      })
    },
    async subscribe(channel, listener) {
      const listeners = channels.get(channel) ?? new Set()
      channels.set(channel, listeners)
      // The same function may listen twice.
      const own = (message: unknown) => listener(message)
      listeners.add(own)
      return async () => {
        listeners.delete(own)
        if (listeners.size === 0 && channels.get(channel) === listeners) channels.delete(channel)
      }
    },
    async close() {
      entries.clear()
      channels.clear()
    },
  }
}

const keyOf = (key: string) => `key ${key}`
