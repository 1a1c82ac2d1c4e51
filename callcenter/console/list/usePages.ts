import { useInfiniteQuery } from '@tanstack/react-query'
import type { RouteKey } from '../hub/hub.ts'
import type { Answer } from '../hub/useAnswer.ts'
import { useHub } from '../hub/useHub.ts'
import type { AllOf } from './useExport.ts'

type Listing = {
  [Key in RouteKey]: Answer<Key> extends readonly (infer _)[] ? Key : never
}[RouteKey]
export type Row<Key extends Listing> = Answer<Key> extends readonly (infer R)[] ? R : never

const perPage = 50
/** As many at once as every route gives: a file is made of fewer questions than a screen. */
const perPageForAll = 100

/** A list that goes on: `cursor` is what the last row seen is known by in `before`. */
export function usePages<Key extends Listing>(
  key: Key,
  query: Readonly<Record<string, unknown>>,
  cursor: (row: Row<Key>) => string,
) {
  const ask = useHub().ask as (key: RouteKey, request: unknown, options?: object) => Promise<unknown>
  const pageOf = (before: string | undefined, limit: number, signal: AbortSignal) =>
    ask(key, { query: { ...query, before, limit } }, { signal }) as Promise<Row<Key>[]>
  const pages = useInfiniteQuery({
    queryKey: [key, query],
    queryFn: ({ signal, pageParam }) => pageOf(pageParam, perPage, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Row<Key>[]) => {
      const end = last.at(-1)
      return end !== undefined && last.length === perPage ? cursor(end) : undefined
    },
    placeholderData: (before) => before,
  })
  const all: AllOf<Row<Key>> = async (most, onCount, signal) => {
    const rows: Row<Key>[] = []
    let more = true
    while (more && rows.length < most) {
      const end = rows.at(-1)
      const page = await pageOf(end === undefined ? undefined : cursor(end), perPageForAll, signal)
      rows.push(...page)
      onCount(Math.min(rows.length, most))
      more = page.length === perPageForAll
    }
    return rows
  }
  return { ...pages, data: pages.data?.pages.flat(), all }
}
