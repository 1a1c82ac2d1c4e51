import type { EntityManager } from 'typeorm'
import { AccountTable } from '#core/accounts/account.table.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { WorkOrderAct } from '#core/contract/workorders.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { OrgUnitTable, StaffTable } from '#core/staff/staff.table.ts'
import { type ListedUpload, uploadsOf } from '#core/uploads/claimUploads.ts'
import { fileLink, type Viewer } from '#core/uploads/fileLink.ts'
import type { Assignment } from './listWorkOrders.ts'
import { type Position, positionOf } from './position.ts'
import { requireWorkOrderAt } from './requireWorkOrder.ts'
import { residentMay, type WorkOrder, type WorkOrderStep } from './workOrder.ts'
import { WorkOrderTable } from './workOrder.table.ts'
import { workOrderUnknown } from './workorders.errors.ts'

interface Deps {
  database: Database
  clock: Clock
  /** Signs the links to the photos. */
  linkSecret: Uint8Array
}

export interface ViewedStep extends Pick<WorkOrderStep, 'step' | 'at' | 'act' | 'state' | 'note'> {
  by: 'resident' | 'staff' | 'system'
  /** To whom it was given by it. */
  unitName: string | null
  staffName: string | null
  /** The member of staff who did it. */
  actorName: string | null
}

export interface ViewedWorkOrder extends Omit<WorkOrder, 'steps' | 'longitudeE6' | 'latitudeE6'> {
  accountNumber: string | null
  position: Position | null
  photos: (ListedUpload & { link: string })[]
  /** The oldest first. */
  steps: ViewedStep[]
}

/** Acts whose notes staff write to each other. */
const amongStaff: readonly WorkOrderAct[] = ['dispatch', 'close']

/** For the resident who reported it. @throws DomainError `workOrder.unknown`, also for one of somebody else */
export async function viewOwnWorkOrder(
  deps: Deps,
  residentId: string,
  workOrderId: string,
): Promise<ViewedWorkOrder & { may: ReturnType<typeof residentMay> }> {
  const { read } = deps.database
  const order = await read.findOneBy(WorkOrderTable, { id: workOrderId })
  if (order?.residentId !== residentId) throw workOrderUnknown()
  const viewed = await view(deps, order, { kind: 'resident', id: residentId })
  const steps = viewed.steps.map((step) => (amongStaff.includes(step.act) ? { ...step, note: null } : step))
  return { ...viewed, steps, may: residentMay(order, deps.clock()) }
}

/** For staff; that they looked is written down, for it shows who lives where. @throws DomainError `workOrder.unknown` */
export async function viewWorkOrder(
  deps: Deps,
  principal: StaffPrincipal,
  workOrderId: string,
): Promise<ViewedWorkOrder & Assignment> {
  const { database, clock } = deps
  await requireWorkOrderAt(database.read, principal, 'workorder.read', workOrderId)
  const shown = await showWorkOrder(deps, principal, workOrderId)
  const { unitId, accountId } = shown
  const act = {
    action: 'workOrder.viewed',
    subject: { kind: 'workOrder', id: workOrderId },
    unitId,
    ...(accountId !== null && { accountId }),
  }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, clock()))
  return shown
}

/** The same for who has just acted on it, which needs no other right and is no look. */
export async function showWorkOrder(
  deps: Deps,
  { staffId: viewerId }: Pick<StaffPrincipal, 'staffId'>,
  workOrderId: string,
): Promise<ViewedWorkOrder & Assignment> {
  const { read } = deps.database
  const order = await read.findOneByOrFail(WorkOrderTable, { id: workOrderId })
  const unit = await read.findOneByOrFail(OrgUnitTable, { id: order.unitId })
  const staff = order.staffId === null ? null : await read.findOneBy(StaffTable, { id: order.staffId })
  const viewed = await view(deps, order, { kind: 'staff', id: viewerId })
  return { ...viewed, unitName: unit.name, staffName: staff?.name ?? null }
}

async function view({ database, clock, linkSecret }: Deps, order: WorkOrder, viewer: Viewer): Promise<ViewedWorkOrder> {
  const { read } = database
  const { longitudeE6, latitudeE6, steps: _, ...rest } = order
  const account = rest.accountId === null ? null : await read.findOneBy(AccountTable, { id: rest.accountId })
  const uploads = await uploadsOf(read, { subjectKind: 'workOrder', subjectId: order.id })
  return {
    ...rest,
    accountNumber: account?.number ?? null,
    position: positionOf({ longitudeE6, latitudeE6 }),
    photos: uploads.map((upload) => ({ ...upload, link: fileLink(linkSecret, upload.id, viewer, clock()) })),
    steps: await stepsOf(read, order.id),
  }
}

async function stepsOf(read: EntityManager, workOrderId: string): Promise<ViewedStep[]> {
  const rows: (Omit<ViewedStep, 'by'> & { actorKind: WorkOrderStep['actorKind'] })[] = await read.query(
    `select t.step, t.at, t.act, t.state, t.note, t.actorKind, u.name as unitName, s.name as staffName,
            d.name as actorName
       from work_order_step t left join org_unit u on u.id = t.unitId left join staff s on s.id = t.staffId
       left join staff d on t.actorKind = 'staff' and d.id = t.actorId
      where t.workOrderId = ? order by t.step`,
    [workOrderId],
  )
  return rows.map(({ actorKind, ...row }) => ({
    ...row,
    by: actorKind === 'resident' || actorKind === 'staff' ? actorKind : 'system',
  }))
}
