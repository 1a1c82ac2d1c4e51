import type { Question } from '../../hub/useQuestion.ts'
import type { ListedOrder, Order } from '../contract.ts'
import { type Desk, orderName } from '../desk.ts'
import { useDeskQuestion } from '../useCrew.ts'
import { listName } from '../worklist/listMine.ts'

/** A work order as far as the phone knows it: whole, or as it was on the list. */
export type SeenOrder = ListedOrder & Partial<Pick<Order, 'accountNumber' | 'contactPhone' | 'photos' | 'steps'>>

/**
 * Asks for a work order. Without a network, one that was never opened is seen as the list had it: that is enough to go
 * there, accept and finish it. `at` is from when it is, epoch ms.
 */
export function useOrder(
  desk: Desk,
  orderId: string,
): { question: Question<Order>; seen: { order: SeenOrder; at: number } | null } {
  const question = useDeskQuestion(desk, orderName(orderId), () =>
    desk.call('GET /api/staff/work-orders/:workOrderId', { params: { workOrderId: orderId } }),
  )
  if (question.state === 'ready') return { question, seen: { order: question.value, at: question.at } }
  const isAway = question.state === 'error' && question.told.kind !== 'missing' && question.told.kind !== 'forbidden'
  return { question, seen: isAway ? onList(desk, orderId) : null }
}

function onList({ answers }: Desk, orderId: string): { order: SeenOrder; at: number } | null {
  const kept = answers.recall(listName)
  const order = kept && (kept.value as ListedOrder[]).find(({ id }) => id === orderId)
  return order ? { order, at: kept.at } : null
}
