import { useInfiniteQuery } from '@tanstack/react-query'
import type { RouteKey } from '../hub/hub.ts'
import type { Answer } from '../hub/useAnswer.ts'
import { useHub } from '../hub/useHub.ts'

type Listing = {
  [Key in RouteKey]: Answer<Key> extends readonly (infer _)[] ? Key : never
}[RouteKey]
export type Row<Key extends Listing> = Answer<Key> extends readonly (infer R)[] ? R : never

const perPage = 50

/** A list that goes on: `cursor` is what the last row seen is known by in `before`. */
export function usePages<Key extends Listing>(
  key: Key,
  query: Readonly<Record<string, unknown>>,
  cursor: (row: Row<Key>) => string,
) {
  const ask = useHub().ask as (key: RouteKey, request: unknown, options?: object) => Promise<unknown>
  const pages = useInfiniteQuery({
    queryKey: [key, query],
    queryFn: ({ signal, pageParam }) =>
      ask(key, { query: { ...query, before: pageParam, limit: perPage } }, { signal }) as Promise<Row<Key>[]>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Row<Key>[]) => {
      const end = last.at(-1)
      return end !== undefined && last.length === perPage ? cursor(end) : undefined
    },
    placeholderData: (before) => before,
  })
  return { ...pages, data: pages.data?.pages.flat() }
}
