import type { Storage } from './storage.ts'

/** An answer as it was kept. */
export interface Kept {
  value: unknown
  /** When it was heard, epoch ms. */
  at: number
  /** Something was done since it was asked for: it may not be so any more. */
  outdated: boolean
}

/**
 * The last answer to each question, to be shown with its time while the network is weak, and the count of what was done
 * since: an answer is the truth as long as nothing was done after it was asked for.
 */
export interface Answers {
  recall(name: string): Kept | null
  /** Keeps what was asked for at this edition. */
  keep(name: string, value: unknown, edition: number): void
  drop(name: string): void
  forget(): void
  /** How often something was done, in whatever tab of the browser. */
  edition(): number
  /** Something was done: whatever was asked for before may be otherwise now. */
  outdate(): void
  /** Hears of it. Returns how to stop hearing. */
  onOutdated(listener: () => void): () => void
}

const prefix = 'answer.'
const stored = 'edition'

export function createAnswers(storage: Storage, now: () => number): Answers {
  const listeners = new Set<() => void>()
  // A storage that keeps nothing still counts for as long as the app is open.
  let counted = 0

  function edition(): number {
    const kept = storage.read(stored)
    counted = Math.max(counted, typeof kept === 'number' ? kept : 0)
    return counted
  }

  return {
    recall(name) {
      const kept = storage.read(prefix + name)
      if (typeof kept !== 'object' || kept === null || !('value' in kept) || !('at' in kept)) return null
      if (typeof kept.at !== 'number') return null
      return { value: kept.value, at: kept.at, outdated: !('edition' in kept) || kept.edition !== edition() }
    },
    keep: (name, value, asked) => storage.write(prefix + name, { value, at: now(), edition: asked }),
    drop: (name) => storage.remove(prefix + name),
    forget: () =>
      storage
        .names()
        .filter((name) => name.startsWith(prefix))
        .forEach((name) => storage.remove(name)),
    edition,
    outdate() {
      counted = edition() + 1
      storage.write(stored, counted)
      Array.from(listeners).forEach((listener) => listener())
    },
    onOutdated(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
