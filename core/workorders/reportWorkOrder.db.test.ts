import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { EventTable } from '#core/kernel/event.ts'
import { newId } from '#core/kernel/id.ts'
import { listNotices } from '#core/notices/listNotices.ts'
import { setPreferences } from '#core/notices/preferences.ts'
import { saveUpload } from '#core/uploads/saveUpload.ts'
import { databases } from '#test/databases.ts'
import { png } from '#test/uploads/photos.ts'
import { createWorkOrderHouse, type WorkOrderHouse } from '#test/workorders/workOrderHouse.ts'
import { acceptWorkOrder } from './acceptWorkOrder.ts'
import { dispatchWorkOrder } from './dispatchWorkOrder.ts'
import { endOwnWorkOrder, endWorkOrder } from './endWorkOrder.ts'
import { listOwnWorkOrders } from './listWorkOrders.ts'
import { rateWorkOrder } from './rateWorkOrder.ts'
import { reportWorkOrder, takeDownWorkOrder } from './reportWorkOrder.ts'
import { viewOwnWorkOrder, viewWorkOrder } from './viewWorkOrder.ts'
import { WorkOrderTable } from './workOrder.table.ts'

describe.each(databases)('work orders that are reported on $kind', ({ open }) => {
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

  it('go from the report with photos to the rating, and everybody sees it', async () => {
    const photo = await saveUpload(house.deps, house.household.resident, png())
    const order = await house.report({
      photoIds: [photo.id],
      place: '三单元门口',
      position: { longitude: 117.938212, latitude: 40.973145 },
      description: `井盖边冒水💧${'好'.repeat(1_990)}`,
    })
    expect(order).toMatchObject({
      state: 'reported',
      unitId: house.north.id,
      number: expect.stringMatching(/^GD20261124-\d{4}$/),
    })
    await house.dispatch(order, house.crew.staffId)
    await house.accept(order)
    const after = await saveUpload(house.deps, { kind: 'staff', id: house.crew.staffId }, png())
    await house.finish(order, house.crew, [after.id])
    await endWorkOrder(house.deps, house.dispatcher, 'close', { ...house.step(order), note: '已回访' })
    await rateWorkOrder(house.deps, house.household.resident, { workOrderId: order.id, stars: 5, text: '很快' })
    const seen = await viewOwnWorkOrder(house.deps, house.household.resident.id, order.id)
    expect(seen).toMatchObject({
      state: 'closed',
      place: `${house.household.account.premises}（三单元门口）`,
      accountNumber: house.household.account.number,
      position: { longitude: 117.938212, latitude: 40.973145 },
      result: '已更换阀门',
      stars: 5,
      may: ['reopen'],
    })
    expect(seen.steps.map(({ act, note }) => [act, note])).toContainEqual(['close', null])
    expect(seen.description).toContain('💧')
    expect(seen.photos.map(({ id, purpose }) => [id, purpose])).toEqual([
      [photo.id, 'report'],
      [after.id, 'result'],
    ])
    expect(seen.steps.map(({ act, by, state }) => [act, by, state])).toEqual([
      ['report', 'resident', 'reported'],
      ['dispatch', 'staff', 'dispatched'],
      ['accept', 'staff', 'accepted'],
      ['finish', 'staff', 'finished'],
      ['close', 'staff', 'closed'],
      ['rate', 'resident', 'closed'],
    ])
    const staffSee = await viewWorkOrder(house.deps, house.dispatcher, order.id)
    expect(staffSee).toMatchObject({ staffName: 'crew', unitName: house.east.name, stars: 5 })
    const audited = await database.read.find(AuditTable, { where: { subjectId: order.id }, order: { id: 'asc' } })
    expect(audited.map(({ action }) => action).toSorted()).toEqual(
      ['reported', 'dispatched', 'accepted', 'finished', 'closed', 'rated', 'viewed']
        .map((action) => `workOrder.${action}`)
        .toSorted(),
    )
    const { notices } = await listNotices(house.deps, house.household.resident.id)
    expect(notices.map(({ title }) => title).toSorted()).toEqual(['工单处理中', '工单已处理', '工单已派出'].toSorted())
    expect(await database.read.countBy(EventTable, { topic: 'workorder.changed' })).toBe(6)
  })

  it('are reported once, however often and however close together the same id comes', async () => {
    const wanted = house.newReport()
    const taps = await Promise.all([1, 2, 3].map(() => reportWorkOrder(house.deps, house.household.resident, wanted)))
    expect(new Set(taps.map(({ number }) => number)).size).toBe(1)
    expect(await database.read.countBy(WorkOrderTable, { id: wanted.id })).toBe(1)
    const other = { ...wanted, description: '别的' }
    await expect(reportWorkOrder(house.deps, house.household.resident, other)).rejects.toMatchObject({
      code: 'workOrder.differs',
    })
    await expect(
      reportWorkOrder(house.deps, await house.stranger(), { ...wanted, accountId: null, place: '路口' }),
    ).rejects.toMatchObject({ code: 'workOrder.differs' })
    const accepting = await house.report()
    await house.dispatch(accepting)
    const request = house.step(accepting)
    const twice = await Promise.all([1, 2].map(() => acceptWorkOrder(house.deps, house.crew, request)))
    expect(twice.map(({ state }) => state)).toEqual(['accepted', 'accepted'])
    await expect(
      reportWorkOrder(house.deps, house.household.resident, house.newReport({ id: request.stepId })),
    ).rejects.toMatchObject({
      code: 'workOrder.differs',
    })
  })

  it('of somebody else are not found, in no way', async () => {
    const order = await house.done()
    const other = await house.stranger()
    const request = { ...house.step(order), note: '没修好' }
    await expect(viewOwnWorkOrder(house.deps, other.id, order.id)).rejects.toMatchObject({ code: 'workOrder.unknown' })
    await expect(endOwnWorkOrder(house.deps, other, 'reopen', request)).rejects.toMatchObject({
      code: 'workOrder.unknown',
    })
    await expect(
      rateWorkOrder(house.deps, other, { workOrderId: order.id, stars: 1, text: null }),
    ).rejects.toMatchObject({
      code: 'workOrder.unknown',
    })
    expect(await listOwnWorkOrders(house.deps, other.id)).toEqual([])
    await expect(reportWorkOrder(house.deps, other, house.newReport())).rejects.toMatchObject({
      code: 'account.unknown',
    })
    const photo = await saveUpload(house.deps, house.household.resident, png())
    const stolen = house.newReport({ accountId: null, place: '路口', photoIds: [photo.id] })
    await expect(reportWorkOrder(house.deps, other, stolen)).rejects.toMatchObject({ code: 'upload.unknown' })
    expect(await database.read.existsBy(WorkOrderTable, { id: stolen.id })).toBe(false)
  })

  it('are twenty a day and resident', async () => {
    house.time.now += 24 * 3_600_000
    const resident = await house.stranger()
    const place = { accountId: null, place: '路口' }
    for (let count = 0; count < 20; count++) await reportWorkOrder(house.deps, resident, house.newReport(place))
    await expect(reportWorkOrder(house.deps, resident, house.newReport(place))).rejects.toMatchObject({
      code: 'workOrder.tooMany',
    })
    const [newest, next] = await listOwnWorkOrders(house.deps, resident.id, { limit: 2 })
    const older = await listOwnWorkOrders(house.deps, resident.id, { before: next?.number, limit: 100 })
    expect(older).toHaveLength(18)
    expect(newest?.number.localeCompare(next?.number ?? '')).toBe(1)
    const [row] = await database.read.findBy(WorkOrderTable, { id: newest?.id ?? '' })
    expect(row?.unitId).toBe(house.root.id)
  })

  it('are taken down by staff for who calls, at the units where they may', async () => {
    const agent = await house.hire('agent', house.north.id, ['agent'])
    const call = { ...house.newReport(), contactPhone: '13800000001' }
    const taken = await takeDownWorkOrder(house.deps, agent, { ...call, unitId: house.north.id })
    expect(taken).toMatchObject({ residentId: null, createdBy: agent.staffId, contactPhone: '13800000001' })
    expect(await takeDownWorkOrder(house.deps, agent, { ...call, unitId: house.north.id })).toMatchObject({
      id: call.id,
    })
    await expect(
      takeDownWorkOrder(house.deps, agent, { ...house.newReport(), unitId: house.south.id }),
    ).rejects.toMatchObject({
      code: 'staff.forbidden',
    })
    await expect(
      takeDownWorkOrder(house.deps, agent, { ...house.newReport({ accountId: newId(1) }), unitId: house.north.id }),
    ).rejects.toMatchObject({ code: 'account.unknown' })
  })

  it('do not tell residents who want to hear nothing of them', async () => {
    const resident = await house.stranger()
    await setPreferences(house.deps, resident, { sms: true, mutedTopics: ['workOrder'] })
    const order = await reportWorkOrder(house.deps, resident, house.newReport({ accountId: null, place: '路口' }))
    await dispatchWorkOrder(house.deps, house.admin, {
      ...house.step(order),
      unitId: house.east.id,
      staffId: null,
      note: null,
    })
    expect(await listNotices(house.deps, resident.id)).toEqual({ unread: 0, notices: [] })
  })
})
