import type { Actor } from '#core/kernel/actor.ts'
import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { acceptWorkOrder } from '#core/workorders/acceptWorkOrder.ts'
import { dispatchWorkOrder } from '#core/workorders/dispatchWorkOrder.ts'
import { finishWorkOrder } from '#core/workorders/finishWorkOrder.ts'
import { type Report, reportWorkOrder } from '#core/workorders/reportWorkOrder.ts'
import type { WorkOrder } from '#core/workorders/workOrder.ts'
import { createHousehold, createResident } from '../household.ts'
import { createStaffHouse } from '../staffHouse.ts'
import { openTestBlobStore } from '../uploads/testBlobStore.ts'

/**
 * A utility with a household of the unit `north`, a dispatcher there, a crew of two in `north/east`, a dispatcher in
 * `south`, and a clock that the test moves.
 */
export async function createWorkOrderHouse(database: Database) {
  const time = { now: startOf(businessDate('2026-11-24')) + 9 * 3_600_000 }
  const clock = () => time.now
  const { blobStore, remove } = await openTestBlobStore(clock)
  const staff = await createStaffHouse(database, clock)
  const household = await createHousehold(database)
  await database.transaction((tx) =>
    tx.query('update account set unitId = ? where id = ?', [staff.north.id, household.account.id]),
  )
  const dispatcher = await staff.hire('dispatcher', staff.north.id, ['dispatcher'])
  const crew = await staff.hire('crew', staff.east.id, ['crew'])
  const mate = await staff.hire('mate', staff.east.id, ['crew'])
  const southern = await staff.hire('southern', staff.south.id, ['dispatcher'])
  const numbers = createNumbers({ database, clock, block: 1 })
  const deps = { database, clock, blobStore, numbers, linkSecret: Buffer.alloc(32) }

  const newReport = (wishes: Partial<Report> = {}): Report => ({
    id: newId(time.now),
    kind: 'leak',
    accountId: household.account.id,
    place: null,
    position: null,
    description: '楼道漏水',
    contactPhone: null,
    photoIds: [],
    ...wishes,
  })
  const report = (wishes: Partial<Report> = {}) => reportWorkOrder(deps, household.resident, newReport(wishes))
  const step = ({ id }: WorkOrder) => ({ workOrderId: id, stepId: newId(time.now) })
  const dispatch = (order: WorkOrder, staffId: string | null = null) =>
    dispatchWorkOrder(deps, dispatcher, { ...step(order), unitId: staff.east.id, staffId, note: null })
  const accept = (order: WorkOrder, who: StaffPrincipal = crew) => acceptWorkOrder(deps, who, step(order))
  const finish = (order: WorkOrder, who: StaffPrincipal = crew, photoIds: string[] = []) =>
    finishWorkOrder(deps, who, { ...step(order), result: '已更换阀门', photoIds })

  return {
    ...staff,
    time,
    deps,
    household,
    dispatcher,
    crew,
    mate,
    southern,
    newReport,
    report,
    step,
    dispatch,
    accept,
    finish,
    /** One that the crew has finished. */
    async done(): Promise<WorkOrder> {
      const order = await report()
      await dispatch(order)
      await accept(order)
      return finish(order)
    },
    stranger: async (): Promise<Actor> => ({
      kind: 'resident',
      id: await database.transaction((tx) => createResident(tx, time.now)),
    }),
    remove,
  }
}
export type WorkOrderHouse = Awaited<ReturnType<typeof createWorkOrderHouse>>
