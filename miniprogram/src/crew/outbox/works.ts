import type { Storage } from '../../hub/storage.ts'
import { writeSurely } from '../session/writeSurely.ts'
import { change, type Change, isEmpty, newWork, type Work } from './work.ts'

/** What the phone keeps of one person's work, a work order each, so that no change can undo another's. */
export interface Works {
  of(orderId: string): Work | null
  all(): Work[]
  /**
   * Changes what is kept and resolves to what it is then. `order` names the work order where nothing is kept of it yet.
   * @throws HubError `phone.full`
   */
  change(order: Parameters<typeof newWork>[0], step: Change): Work
  /** Nothing of this person's stays. */
  forget(): void
  /** Returns how to stop hearing. */
  onChange(listener: () => void): () => void
}

const prefix = 'work.'

/** `storage` is the person's own. `removed` hears which photos nothing refers to any more. */
export function createWorks(storage: Storage): Works {
  const listeners = new Set<() => void>()
  const changed = () => Array.from(listeners).forEach((listener) => listener())
  // Always from the storage: another tab of the browser may have changed it.
  const of = (orderId: string) => asWork(storage.read(prefix + orderId))
  const names = () => storage.names().filter((name) => name.startsWith(prefix))

  return {
    of,
    all: () =>
      names()
        .map((name) => asWork(storage.read(name)))
        .filter((work) => work !== null),
    change(order, step) {
      const before = of(order.id) ?? newWork(order)
      const after = change(before, step)
      if (after === before) return before
      if (isEmpty(after)) storage.remove(prefix + order.id)
      else writeSurely(storage, prefix + order.id, after)
      changed()
      return after
    },
    forget() {
      names().forEach((name) => storage.remove(name))
      changed()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function asWork(value: unknown): Work | null {
  return typeof value === 'object' && value !== null && 'orderId' in value && 'accept' in value ? (value as Work) : null
}
