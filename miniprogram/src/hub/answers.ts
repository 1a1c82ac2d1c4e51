import type { Storage } from './storage.ts'

/** The last answer to each question, to be shown with its time while the network is weak. */
export interface Answers {
  recall(name: string): { value: unknown; at: number } | null
  keep(name: string, value: unknown): void
  forget(): void
}

const prefix = 'answer.'

export const createAnswers = (storage: Storage, now: () => number): Answers => ({
  recall(name) {
    const kept = storage.read(prefix + name)
    if (typeof kept !== 'object' || kept === null || !('value' in kept) || !('at' in kept)) return null
    return typeof kept.at === 'number' ? { value: kept.value, at: kept.at } : null
  },
  keep: (name, value) => storage.write(prefix + name, { value, at: now() }),
  forget: () =>
    storage
      .names()
      .filter((name) => name.startsWith(prefix))
      .forEach((name) => storage.remove(name)),
})
