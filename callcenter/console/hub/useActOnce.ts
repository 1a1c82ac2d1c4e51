import type { MutateOptions } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Request, RouteKey } from './hub.ts'
import { type Answer, useAct } from './useAnswer.ts'

type Send<Key extends RouteKey> = (
  request: Request<Key>,
  options?: MutateOptions<Answer<Key>, Error, Request<Key>>,
) => void

/**
 * Like `useAct`, but what is asked while an answer is awaited is not sent: the second click of a double click comes
 * before a button can be seen to wait.
 */
export function useActOnce<Key extends RouteKey>(key: Key, changes: readonly RouteKey[] = []) {
  const act = useAct(key, changes)
  const send = act.mutate as Send<Key>
  const isUnderWay = useRef(false)
  const mutate: Send<Key> = (request, options) => {
    if (isUnderWay.current) return
    isUnderWay.current = true
    send(request, {
      ...options,
      onSettled(...told) {
        isUnderWay.current = false
        options?.onSettled?.(...told)
      },
    })
  }
  return { ...act, mutate }
}
