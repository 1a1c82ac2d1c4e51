import type { EntityManager } from 'typeorm'
import { requireBinding } from '#core/accounts/requireBinding.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { addDays, dateOf, startOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne, type Transaction } from '#core/kernel/database.ts'
import type { Numbers } from '#core/kernel/sequence.ts'
import { repeatIfTaken } from '#core/payments/repeatIfTaken.ts'
import { ResidentTable } from '#core/residents/resident.table.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { requireUnitAt } from '#core/staff/requireUnitAt.ts'
import { rootPath } from '#core/staff/staff.ts'
import { OrgUnitTable } from '#core/staff/staff.table.ts'
import { claimUploads } from '#core/uploads/claimUploads.ts'
import { ownerOf } from '#core/uploads/saveUpload.ts'
import { addWorkOrder, type NewWorkOrder } from './addWorkOrder.ts'
import type { WorkOrder } from './workOrder.ts'
import { WorkOrderStepTable, WorkOrderTable } from './workOrder.table.ts'
import { workOrderDiffers, workOrderTooMany } from './workorders.errors.ts'

interface Deps {
  database: Database
  clock: Clock
  numbers: Numbers
}

/** `id` is chosen by the client. */
export interface Report extends NewWorkOrder {
  photoIds: readonly string[]
}

/** Reports of one resident on one business date. */
const mostPerDay = 20

/**
 * A resident reports something. It goes to the unit that looks after the account, else to the root. The same id again
 * answers the first report.
 * @throws DomainError `account.unknown`, `upload.unknown`, `workOrder.differs` when the id was used for something else,
 * `workOrder.tooMany`
 */
export async function reportWorkOrder(deps: Deps, actor: Actor, report: Report): Promise<WorkOrder> {
  const { accountId } = report
  return save(deps, actor, report, async (manager) => ({
    unitId: accountId === null ? await rootUnit(manager) : (await requireBinding(manager, actor.id, accountId)).unitId,
    residentId: actor.id,
  }))
}

/**
 * A member of staff takes down what somebody reports, for a unit at which they may.
 * @throws DomainError `account.unknown`, `staff.unitUnknown`, `staff.forbidden`, `upload.unknown`, `workOrder.differs`
 */
export async function takeDownWorkOrder(
  deps: Deps,
  principal: StaffPrincipal,
  { unitId, ...report }: Report & { unitId: string },
): Promise<WorkOrder> {
  return save(deps, staffActor(principal), report, async (manager) => {
    await requireUnitAt(manager, principal, 'workorder.write', unitId)
    return { unitId, residentId: null }
  })
}

/** Where it goes, unless whoever reports it may not. */
type Admit = (manager: EntityManager) => Promise<Pick<WorkOrder, 'unitId' | 'residentId'>>

async function save({ database, clock, numbers }: Deps, actor: Actor, report: Report, admit: Admit) {
  const earlier = await findRepeated(database.read, actor, report)
  if (earlier) return earlier
  // Before a number is spent on it.
  await admit(database.read)
  const number = await numbers.next('GD')
  return repeatIfTaken(() =>
    database.transaction(async (tx) => {
      const now = clock()
      const admitted = await admit(tx)
      if (admitted.residentId !== null) await lockOne(tx, ResidentTable, { id: admitted.residentId })
      // Both taps may have come this far.
      const repeated = await findRepeated(tx, actor, report)
      if (repeated) return repeated
      if (admitted.residentId !== null) await refuseTooMany(tx, admitted.residentId, now)
      const added = await addWorkOrder(tx, actor, report, { ...admitted, number }, now)
      const use = { subjectKind: 'workOrder', subjectId: added.id, purpose: 'report' } as const
      await claimUploads(tx, ownerOf(actor), report.photoIds, use, now)
      return added
    }),
  )
}

const rootUnit = async (manager: EntityManager) => (await manager.findOneByOrFail(OrgUnitTable, { path: rootPath })).id

/** What was reported under this id before. @throws DomainError `workOrder.differs` when that was something else */
async function findRepeated(manager: EntityManager, actor: Actor, report: Report): Promise<WorkOrder | null> {
  const earlier = await manager.findOneBy(WorkOrderTable, { id: report.id })
  if (!earlier) {
    if (await manager.existsBy(WorkOrderStepTable, { id: report.id })) throw workOrderDiffers()
    return null
  }
  const { createdBy, kind, accountId, description } = earlier
  const same =
    createdBy === actor.id &&
    kind === report.kind &&
    accountId === report.accountId &&
    description === report.description
  if (!same) throw workOrderDiffers()
  return earlier
}

async function refuseTooMany(tx: Transaction, residentId: string, now: number) {
  const today = dateOf(now)
  const [row]: { orders: number }[] = await tx.query(
    'select count(*) as orders from work_order where residentId = ? and createdAt >= ?',
    [residentId, startOf(today)],
  )
  if (Number(row?.orders ?? 0) >= mostPerDay)
    throw workOrderTooMany(Math.ceil((startOf(addDays(today, 1)) - now) / 1_000))
}
