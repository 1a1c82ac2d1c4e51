import { accountUnknown } from '#core/accounts/account.errors.ts'
import { AccountTable } from '#core/accounts/account.table.ts'
import type { WorkOrderKind } from '#core/contract/workorders.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { addStep } from './addStep.ts'
import { deadlineOf } from './deadline.ts'
import type { WorkOrder } from './workOrder.ts'

export interface NewWorkOrder {
  /** A ULID, that nothing else has. */
  id: string
  kind: WorkOrderKind
  /** At whose address it is; else `place` says where. */
  accountId: string | null
  place: string | null
  position: { longitude: number; latitude: number } | null
  description: string
  contactPhone: string | null
}

/** A step: the beginning of a work order. @throws DomainError `account.unknown` */
export async function addWorkOrder(
  tx: Transaction,
  actor: Actor,
  report: NewWorkOrder,
  admitted: Pick<WorkOrder, 'unitId' | 'residentId' | 'number'>,
  now: number,
): Promise<WorkOrder> {
  const order = newOrder(report, { ...admitted, place: await placeOf(tx, report) }, actor, now)
  return addStep(tx, actor, order, { stepId: order.id, act: 'report' }, now)
}

async function placeOf(tx: Transaction, { accountId, place }: NewWorkOrder): Promise<string> {
  if (accountId === null) return place ?? ''
  const account = await tx.findOneBy(AccountTable, { id: accountId })
  if (!account) throw accountUnknown()
  // What they add to the address: which staircase, which cover.
  return (place === null ? account.premises : `${account.premises}（${place}）`).slice(0, 255)
}

const inMillionths = (degrees: number | undefined) => (degrees === undefined ? null : Math.round(degrees * 1e6))

const newOrder = (
  { id, kind, accountId, description, contactPhone, position }: NewWorkOrder,
  admitted: Pick<WorkOrder, 'unitId' | 'residentId' | 'number' | 'place'>,
  actor: Actor,
  now: number,
): WorkOrder => ({
  id,
  ...admitted,
  kind,
  state: 'reported',
  staffId: null,
  createdBy: actor.id,
  accountId,
  longitudeE6: inMillionths(position?.longitude),
  latitudeE6: inMillionths(position?.latitude),
  description,
  contactPhone,
  result: null,
  steps: 0,
  createdAt: now,
  dueAt: deadlineOf(kind, now),
  dispatchedAt: null,
  acceptedAt: null,
  finishedAt: null,
  endedAt: null,
  stars: null,
  ratingText: null,
  ratedAt: null,
})
