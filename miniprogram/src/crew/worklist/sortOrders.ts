import type { Place } from '../../platform/types.ts'
import type { ListedOrder } from '../contract.ts'
import { distanceOf } from './distance.ts'

export type SortBy = 'deadline' | 'distance'
type Sortable = Pick<ListedOrder, 'dueAt' | 'position' | 'number'>

/** The most pressing first, or the nearest; what has no known place comes last. Equals keep the sequence of their numbers. */
export function sortOrders<T extends Sortable>(orders: readonly T[], by: SortBy, here: Place | null): T[] {
  const far = ({ position }: Sortable) =>
    by === 'distance' && here && position ? distanceOf(here, position) : Number.POSITIVE_INFINITY
  return [...orders].sort((one, other) => {
    const [nearer, farther] = [far(one), far(other)]
    if (nearer !== farther) return nearer - farther
    return one.dueAt - other.dueAt || (one.number < other.number ? -1 : 1)
  })
}
