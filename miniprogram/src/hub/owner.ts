import type { Storage } from './storage.ts'

/** Whose the things are that this phone keeps: payments under way, a report that is being written. */
export interface Owner {
  /** After a log-in: what somebody else has left here is forgotten. A log-in that has merely ended leaves everything. */
  recognise(): Promise<void>
  /** They leave for good: nothing of theirs stays. */
  leave(): void
}

const stored = 'owner'

/** `ask` says who is logged in, null where that cannot be heard now. */
export function createOwner(deps: { storage: Storage; ask: () => Promise<string | null>; forget: () => void }): Owner {
  const { storage, ask, forget } = deps
  return {
    async recognise() {
      const id = await ask()
      if (id === null) return
      const before = storage.read(stored)
      if (before !== null && before !== id) forget()
      storage.write(stored, id)
    },
    leave() {
      forget()
      storage.remove(stored)
    },
  }
}
