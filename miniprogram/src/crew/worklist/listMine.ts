import type { CrewCall, ListedOrder } from '../contract.ts'

/** Under which its answer is kept. */
export const listName = 'orders'

const page = 100
/** More than anybody works off. */
const mostPages = 5

/** All that is still to be done by this person, or by anybody of their crew. @throws HubError */
export async function listMine(call: CrewCall): Promise<ListedOrder[]> {
  const orders: ListedOrder[] = []
  for (let pages = 0; pages < mostPages; pages++) {
    const last = orders[orders.length - 1]
    const more = await call('GET /api/staff/work-orders', {
      query: {
        mine: true,
        state: ['dispatched', 'accepted', 'reopened'],
        limit: page,
        ...(last && { before: last.number }),
      },
    })
    orders.push(...more)
    if (more.length < page) break
  }
  return orders
}
