import type { Answer } from '../hub/useAnswer.ts'

export type Found = Answer<'GET /api/staff/search'>

/** Where Enter leads when nothing was chosen: to what was named in full, to the only one, or to all accounts. */
export function placeFor(found: Found, q: string): string | null {
  const all = [
    ...found.accounts.map(({ id, number }) => ({ number, path: `/accounts/${id}` })),
    ...found.workOrders.map(({ id, number }) => ({ number, path: `/workorders/${id}` })),
    ...found.receipts.map(({ id, number }) => ({ number, path: `/receipts/${id}` })),
    ...found.outages.map(({ id, number }) => ({ number, path: `/outages/${id}` })),
  ]
  const named = all.find(({ number }) => number === q.toUpperCase())
  if (named) return named.path
  if (found.accounts.length > 1) return `/accounts?${new URLSearchParams({ q }).toString()}`
  const [only, ...others] = all
  return only && others.length === 0 ? only.path : null
}
