import { useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { tell, type Told } from './hubError.ts'
import { useHub } from './useHub.ts'

/** What a page knows of an answer. A known one stays when asking again fails: `stale` says why, `at` from when it is. */
export type Known<T> =
  | { state: 'loading' }
  | { state: 'ready'; value: T; at: number; stale: Told | null }
  | { state: 'error'; told: Told }

export type Question<T> = Known<T> & { again: () => void }

const freshMs = 1_000

/** What must not be seen any more, however well it is known. */
const hides = ({ kind }: Told) => kind === 'login' || kind === 'forbidden' || kind === 'missing'

/**
 * Asks the hub when the page opens and whenever it is shown again. The last answer to a question of this name is shown
 * at once; null asks nothing yet.
 */
export function useQuestion<T>(name: string | null, ask: () => Promise<T>): Question<T> {
  const { answers, now } = useHub()
  const [known, setKnown] = useState<Known<T>>({ state: 'loading' })
  const asking = useRef(ask)
  asking.current = ask
  const running = useRef<string | null>(null)
  const askedAt = useRef(0)

  const again = useCallback(() => {
    if (name === null || running.current === name) return
    running.current = name
    setKnown((before) => (before.state === 'error' ? { state: 'loading' } : before))
    const settle = (next: (before: Known<T>) => Known<T>) => {
      // Meanwhile the page may be about something else.
      if (running.current !== name) return
      running.current = null
      setKnown(next)
    }
    async function hear(asked: string) {
      try {
        const value = await asking.current()
        answers.keep(asked, value)
        askedAt.current = now()
        settle(() => ({ state: 'ready', value, at: now(), stale: null }))
      } catch (error) {
        const told = tell(error)
        settle((before) =>
          before.state === 'ready' && !hides(told) ? { ...before, stale: told } : { state: 'error', told },
        )
      }
    }
    void hear(name)
  }, [name, answers, now])

  useEffect(() => {
    const kept = name === null ? null : answers.recall(name)
    setKnown(kept ? { state: 'ready', value: kept.value as T, at: kept.at, stale: null } : { state: 'loading' })
    again()
    return () => {
      running.current = null
    }
  }, [again, answers, name])

  useDidShow(() => {
    if (now() - askedAt.current > freshMs) again()
  })

  return { ...known, again }
}
