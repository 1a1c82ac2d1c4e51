import type { Answers } from './answers.ts'
import { tell, type Told } from './hubError.ts'

/** What a page knows of an answer. A known one stays when asking again fails: `stale` says why, `at` from when it is. */
export type Known<T> =
  | { state: 'loading' }
  | { state: 'ready'; value: T; at: number; stale: Told | null }
  | { state: 'error'; told: Told }

/** A question that a page has open. */
export interface OpenQuestion {
  /** Asks, unless that is being done already. */
  again(): void
  /** The page is shown: asks, unless it has only just heard. */
  shown(): void
  close(): void
}

const freshMs = 1_000

/** What must not be seen any more, however well it is known. */
const hides = ({ kind }: Told) => kind === 'login' || kind === 'forbidden' || kind === 'missing'

/**
 * Asks the hub, and again whenever something was done: what was asked for before that is not listened to any more.
 * `show` hears at once what is kept from the last time; only where that may not be so any more, it is kept back until
 * it is clear that nothing newer is to be had.
 */
export function openQuestion<T>(
  { answers, now }: { answers: Answers; now: () => number },
  { name, ask, show }: { name: string; ask: () => Promise<T>; show: (known: Known<T>) => void },
): OpenQuestion {
  let known: Known<T> = { state: 'loading' }
  let round = 0
  /** The edition that is being asked for. */
  let asking: number | null = null
  let askedAt = 0

  function become(next: Known<T>) {
    known = next
    show(next)
  }

  function recalled(stale: Told | null): Known<T> | null {
    const kept = answers.recall(name)
    if (!kept || (kept.outdated && stale === null)) return null
    return { state: 'ready', value: kept.value as T, at: kept.at, stale }
  }

  function failed(told: Told): Known<T> {
    if (hides(told)) {
      answers.drop(name)
      return { state: 'error', told }
    }
    return known.state === 'ready' ? { ...known, stale: told } : (recalled(told) ?? { state: 'error', told })
  }

  async function hear(edition: number) {
    const mine = ++round
    asking = edition
    let heard: () => void
    try {
      const value = await ask()
      heard = () => {
        answers.keep(name, value, edition)
        askedAt = now()
        become({ state: 'ready', value, at: now(), stale: null })
      }
    } catch (error) {
      heard = () => become(failed(tell(error)))
    }
    if (mine !== round) return
    asking = null
    // In another tab of the browser.
    if (answers.edition() !== edition) return again()
    heard()
  }

  function again() {
    const edition = answers.edition()
    if (asking === edition) return
    if (known.state === 'error') become({ state: 'loading' })
    void hear(edition)
  }

  become(recalled(null) ?? { state: 'loading' })
  const deafen = answers.onOutdated(again)
  again()
  return {
    again,
    shown() {
      if (now() - askedAt > freshMs) again()
    },
    close() {
      deafen()
      round++
    },
  }
}
