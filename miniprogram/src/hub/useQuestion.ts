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

const freshMs = 1_500

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
    void asking
      .current()
      .then(
        (value): ((before: Known<T>) => Known<T>) => {
          answers.keep(name, value)
          askedAt.current = now()
          return () => ({ state: 'ready', value, at: now(), stale: null })
        },
        (error: unknown): ((before: Known<T>) => Known<T>) => {
          const told = tell(error)
          const hides = told.kind === 'login' || told.kind === 'forbidden' || told.kind === 'missing'
          return (before) =>
            before.state === 'ready' && !hides ? { ...before, stale: told } : { state: 'error', told }
        },
      )
      .then((next) => {
        if (running.current !== name) return
        running.current = null
        setKnown(next)
      })
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
