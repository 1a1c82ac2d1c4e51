import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { databases } from '#test/databases.ts'
import { createWorkOrderHouse, type WorkOrderHouse } from '#test/workorders/workOrderHouse.ts'
import { dispatchWorkOrder } from './dispatchWorkOrder.ts'
import { endOwnWorkOrder, endWorkOrder } from './endWorkOrder.ts'
import { listWorkOrders } from './listWorkOrders.ts'
import { rateWorkOrder } from './rateWorkOrder.ts'
import { mayViewWorkOrder } from './requireWorkOrder.ts'
import { viewWorkOrder } from './viewWorkOrder.ts'
import { reopenableMs, type WorkOrder } from './workOrder.ts'
import { WorkOrderTable } from './workOrder.table.ts'

describe.each(databases)('work orders that staff act on on $kind', ({ open }) => {
  let database: Database
  let house: WorkOrderHouse
  beforeAll(async () => {
    database = await open()
    house = await createWorkOrderHouse(database)
  })
  afterAll(async () => {
    await house.remove()
    await database.close()
  })

  it('of a unit that is none of theirs do not exist for staff, nor their photos', async () => {
    const order = await house.report()
    await expect(viewWorkOrder(house.deps, house.southern, order.id)).rejects.toMatchObject({
      code: 'workOrder.unknown',
    })
    await expect(viewWorkOrder(house.deps, house.crew, order.id)).rejects.toMatchObject({ code: 'workOrder.unknown' })
    await expect(house.accept(order, house.southern)).rejects.toMatchObject({ code: 'workOrder.unknown' })
    const south = { ...house.step(order), unitId: house.south.id, staffId: null, note: null }
    await expect(dispatchWorkOrder(house.deps, house.southern, south)).rejects.toMatchObject({
      code: 'workOrder.unknown',
    })
    await expect(dispatchWorkOrder(house.deps, house.dispatcher, south)).rejects.toMatchObject({
      code: 'staff.forbidden',
    })
    await house.dispatch(order)
    expect((await listWorkOrders(house.deps, house.crew)).map(({ id }) => id)).toContain(order.id)
    expect(await listWorkOrders(house.deps, house.southern)).toEqual([])
    await expect(
      endWorkOrder(house.deps, house.crew, 'cancel', { ...house.step(order), note: '不想去' }),
    ).rejects.toMatchObject({ code: 'workOrder.unknown' })
    const rights = await Promise.all(
      [house.crew, house.southern, house.dispatcher].map((who) =>
        mayViewWorkOrder(database.read, { kind: 'staff', id: who.staffId }, order.id),
      ),
    )
    expect(rights).toEqual([true, false, true])
  })

  it('may go back up to a unit above', async () => {
    const order = await house.report()
    await house.dispatch(order)
    const eastern = await house.hire(`eastern-${order.id.slice(-6).toLowerCase()}`, house.east.id, ['dispatcher'])
    const back = { ...house.step(order), unitId: house.root.id, staffId: null, note: '不是我们的管道' }
    expect(await dispatchWorkOrder(house.deps, eastern, back)).toMatchObject({ unitId: house.root.id })
    await expect(viewWorkOrder(house.deps, eastern, order.id)).rejects.toMatchObject({ code: 'workOrder.unknown' })
  })

  it('are accepted by one of two who try at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const order = await house.report({ kind: 'meter' })
      await house.dispatch(order)
      const tries = await Promise.allSettled([house.accept(order, house.crew), house.accept(order, house.mate)])
      const won = tries.filter(({ status }) => status === 'fulfilled')
      const lost = tries.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason as unknown] : []))
      expect(won).toHaveLength(1)
      expect(lost).toEqual([expect.objectContaining({ code: 'workOrder.stateWrong' })])
      const row = await database.read.findOneByOrFail(WorkOrderTable, { id: order.id })
      expect(row.steps).toBe(3)
      const other = row.staffId === house.crew.staffId ? house.mate : house.crew
      await expect(house.finish(order, other)).rejects.toMatchObject({ code: 'workOrder.anothers' })
      house.time.now += 24 * 3_600_000
    }
  })

  it('given to somebody by name are theirs alone', async () => {
    const order = await house.report()
    await expect(house.dispatch(order, house.southern.staffId)).rejects.toMatchObject({
      code: 'workOrder.staffElsewhere',
    })
    await house.dispatch(order, house.mate.staffId)
    await expect(house.accept(order, house.crew)).rejects.toMatchObject({ code: 'workOrder.anothers' })
    await house.accept(order, house.mate)
    // Taken away again before it is finished.
    await house.dispatch(order, house.crew.staffId)
    await expect(house.finish(order, house.mate)).rejects.toMatchObject({ code: 'workOrder.stateWrong' })
    expect(await house.accept(order, house.crew)).toMatchObject({ staffId: house.crew.staffId })
    expect(
      (await listWorkOrders(house.deps, house.crew, { mine: true, state: ['accepted'] })).map(({ id }) => id),
    ).toContain(order.id)
  })

  it('are rated once, and only when they are finished', async () => {
    const early = await house.report()
    const rate = (order: WorkOrder, stars: number) =>
      rateWorkOrder(house.deps, house.household.resident, { workOrderId: order.id, stars, text: null })
    await expect(rate(early, 5)).rejects.toMatchObject({ code: 'workOrder.stateWrong' })
    const order = await house.done()
    const tries = await Promise.allSettled([rate(order, 1), rate(order, 5), rate(order, 4)])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { stars } = await database.read.findOneByOrFail(WorkOrderTable, { id: order.id })
    expect(await rate(order, stars ?? 0)).toMatchObject({ stars })
    await expect(rate(order, stars === 1 ? 2 : 1)).rejects.toMatchObject({ code: 'workOrder.rated' })
  })

  it('are taken back before anybody was sent, and reopened within a week', async () => {
    const order = await house.report()
    const cancel = (stepId = newId(house.time.now)) =>
      endOwnWorkOrder(house.deps, house.household.resident, 'cancel', {
        workOrderId: order.id,
        stepId,
        note: '自己好了',
      })
    const request = newId(house.time.now)
    expect(await cancel(request)).toMatchObject({ state: 'cancelled' })
    expect(await cancel(request)).toMatchObject({ state: 'cancelled', steps: 2 })
    await expect(cancel()).rejects.toMatchObject({ code: 'workOrder.stateWrong' })
    const sent = await house.report()
    await house.dispatch(sent)
    const late = { workOrderId: sent.id, stepId: newId(house.time.now), note: '不用了' }
    await expect(endOwnWorkOrder(house.deps, house.household.resident, 'cancel', late)).rejects.toMatchObject({
      code: 'workOrder.stateWrong',
    })

    const [first, second] = [await house.done(), await house.done()]
    const reopen = (of: WorkOrder) =>
      endOwnWorkOrder(house.deps, house.household.resident, 'reopen', { ...house.step(of), note: '还在漏' })
    house.time.now += reopenableMs
    expect(await reopen(first)).toMatchObject({ state: 'reopened', staffId: null, endedAt: null })
    await house.accept(first, house.mate)
    house.time.now += 1
    await expect(reopen(second)).rejects.toMatchObject({ code: 'workOrder.tooLate' })
    const byStaff = { ...house.step(second), note: '回访仍漏水' }
    expect(await endWorkOrder(house.deps, house.dispatcher, 'reopen', byStaff)).toMatchObject({ state: 'reopened' })
  })
})
