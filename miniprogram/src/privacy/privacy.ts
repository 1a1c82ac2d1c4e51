import type { Storage } from '../hub/storage.ts'

/** Whether the person has agreed to what the privacy page says. */
export interface Privacy {
  hasAgreed(): boolean
  /** Asked unless they have; however many want to know at once, the person is asked once. */
  agreed(): Promise<boolean>
  /** Asked although they have: the platform has not heard it from a button of its own yet. */
  ask(): Promise<boolean>
  /** For the dialog: whether it is to be shown, and what was pressed. */
  isAsking(): boolean
  answer(yes: boolean): void
  withdraw(): void
  /** Returns how to stop hearing. */
  onChange(listener: () => void): () => void
}

const stored = 'privacy'
/** Of the privacy page. Who has agreed to another one is asked again. */
const version = 2

/** `platformAgrees` lets the platform have its own say, where it has one. `now` is epoch ms. */
export function createPrivacy(deps: {
  storage: Storage
  now: () => number
  platformAgrees: () => Promise<boolean>
}): Privacy {
  const { storage, now, platformAgrees } = deps
  const listeners = new Set<() => void>()
  let asking: { answer: Promise<boolean>; settle: (yes: boolean) => void } | null = null
  const changed = () => listeners.forEach((listener) => listener())

  function hasAgreed(): boolean {
    const kept = storage.read(stored)
    return typeof kept === 'object' && kept !== null && 'version' in kept && kept.version === version
  }

  function ask(): Promise<boolean> {
    if (asking) return asking.answer
    let settle: (yes: boolean) => void = () => undefined
    const answer = new Promise<boolean>((resolve) => (settle = resolve))
    asking = { answer, settle }
    changed()
    return answer
  }

  return {
    hasAgreed,
    agreed: async () => (hasAgreed() || (await ask())) && (await platformAgrees()),
    ask,
    isAsking: () => asking !== null,
    answer(yes) {
      const asked = asking
      if (yes) storage.write(stored, { version, at: now() })
      asking = null
      changed()
      asked?.settle(yes)
    },
    withdraw() {
      storage.remove(stored)
      changed()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
