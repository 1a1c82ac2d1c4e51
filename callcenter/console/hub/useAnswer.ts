import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { AnswerOf } from '#core/contract/route.ts'
import type { EventData } from '#core/contract/events.ts'
import type { HubContract } from '#core/contract/index.ts'
import type { AskOptions, Request, RouteKey } from './hub.ts'
import type { LiveState, StaffEventName, StaffEvents } from './live.ts'
import { useHub } from './useHub.ts'

export type Answer<Key extends RouteKey> = AnswerOf<HubContract[Key]>
type AskAny = (key: RouteKey, request: unknown, options?: AskOptions) => Promise<unknown>

export interface AnswerOptions {
  enabled?: boolean
  /** Asked again in between, though nothing was heard. */
  everyMs?: number | false
  /** What was answered before to other values stays until the new answer is there. */
  keep?: boolean
}

/** What a route answers now, kept by route and request. */
export function useAnswer<Key extends RouteKey>(
  key: Key,
  request: Request<Key>,
  { enabled = true, everyMs = false, keep = false }: AnswerOptions = {},
): UseQueryResult<Answer<Key>> {
  const ask = useHub().ask as AskAny
  return useQuery({
    queryKey: [key, request],
    queryFn: ({ signal }) => ask(key, request, { signal }) as Promise<Answer<Key>>,
    enabled,
    refetchInterval: everyMs,
    ...(keep && { placeholderData: (before: Answer<Key> | undefined) => before }),
  } as Parameters<typeof useQuery<Answer<Key>>>[0])
}

/** Does something by a route; afterwards what these routes answered is asked anew. */
export function useAct<Key extends RouteKey>(key: Key, changes: readonly RouteKey[] = []) {
  const ask = useHub().ask as AskAny
  const forget = useForget()
  return useMutation<Answer<Key>, Error, Request<Key>>({
    mutationFn: (request) => ask(key, request) as Promise<Answer<Key>>,
    onSettled: () => forget(...changes),
  })
}

/** Answers of these routes are asked anew where they are shown. */
export function useForget() {
  const queries = useQueryClient()
  return (...keys: readonly RouteKey[]) => {
    for (const key of keys) void queries.invalidateQueries({ queryKey: [key] })
  }
}

export function useLive<Name extends StaffEventName>(
  name: Name,
  hear: (data: EventData<StaffEvents[Name]>) => void,
): void {
  const { live } = useHub()
  const latest = useRef(hear)
  useEffect(() => {
    latest.current = hear
  })
  useEffect(() => live.on(name, (data) => latest.current(data)), [live, name])
}

export function useLiveState(): LiveState {
  const { live } = useHub()
  return useSyncExternalStore(live.onState, live.state)
}
