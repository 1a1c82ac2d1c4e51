import type { Storage } from './storage.ts'

export interface Preferences {
  /** Large text and one column. Until somebody chose, as the phone's own letters are. */
  elderly(): boolean
  chooseElderly(on: boolean): void
  /** Returns how to stop hearing. */
  onChange(listener: () => void): () => void
}

const stored = 'elderly'

/** `largeText` says whether the platform's text is set larger than usual. */
export function createPreferences(storage: Storage, largeText: () => boolean): Preferences {
  const listeners = new Set<() => void>()
  return {
    elderly() {
      const chosen = storage.read(stored)
      return typeof chosen === 'boolean' ? chosen : largeText()
    },
    chooseElderly(on) {
      storage.write(stored, on)
      listeners.forEach((listener) => listener())
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
