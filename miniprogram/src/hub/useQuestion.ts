import { useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type Known, openQuestion, type OpenQuestion } from './question.ts'
import { useHub } from './useHub.ts'

export type Question<T> = Known<T> & { again: () => void }

/**
 * Asks the hub when the page opens, whenever it is shown again, and whenever something was done. The last answer to a
 * question of this name is shown at once; null asks nothing yet.
 */
export function useQuestion<T>(name: string | null, ask: () => Promise<T>): Question<T> {
  const { answers, now } = useHub()
  const [known, setKnown] = useState<Known<T>>({ state: 'loading' })
  const asking = useRef(ask)
  asking.current = ask
  const open = useRef<OpenQuestion | null>(null)

  useEffect(() => {
    if (name === null) {
      setKnown({ state: 'loading' })
      return undefined
    }
    const question = openQuestion({ answers, now }, { name, ask: () => asking.current(), show: setKnown })
    open.current = question
    return () => {
      open.current = null
      question.close()
    }
  }, [name, answers, now])

  useDidShow(() => open.current?.shown())

  const again = useCallback(() => open.current?.again(), [])
  return { ...known, again }
}
