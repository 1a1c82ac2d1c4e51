import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { BlobStore } from '#core/kernel/blobStore.ts'
import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { EventTable } from '#core/kernel/event.ts'
import { newId } from '#core/kernel/id.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { listNotices } from '#core/notices/listNotices.ts'
import { setPreferences } from '#core/notices/preferences.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { saveUpload } from '#core/uploads/saveUpload.ts'
import { Closing } from '#gateway/closing.ts'
import { databases } from '#test/databases.ts'
import { createHousehold, createResident, type Household } from '#test/household.ts'
import { createStaffHouse } from '#test/staffHouse.ts'
import { png } from '#test/uploads/photos.ts'
import { openTestBlobStore } from '#test/uploads/testBlobStore.ts'
import { acceptWorkOrder } from './acceptWorkOrder.ts'
import { dispatchWorkOrder } from './dispatchWorkOrder.ts'
import { endOwnWorkOrder, endWorkOrder } from './endWorkOrder.ts'
import { finishWorkOrder } from './finishWorkOrder.ts'
import { listOwnWorkOrders, listWorkOrders } from './listWorkOrders.ts'
import { rateWorkOrder } from './rateWorkOrder.ts'
import { type Report, reportWorkOrder, takeDownWorkOrder } from './reportWorkOrder.ts'
import { mayViewWorkOrder } from './requireWorkOrder.ts'
import { viewOwnWorkOrder, viewWorkOrder } from './viewWorkOrder.ts'
import { reopenableMs, type WorkOrder } from './workOrder.ts'
import { WorkOrderTable } from './workOrder.table.ts'

describe.each(databases)('work orders on $kind', ({ open }) => {
  const closing = new Closing()
  let database: Database
  let blobStore: BlobStore
  let house: Awaited<ReturnType<typeof createStaffHouse>>
  let household: Household
  let [dispatcher, crew, mate, southern]: StaffPrincipal[] = []
  let now = startOf(businessDate('2026-11-24')) + 9 * 3_600_000
  const clock = () => now
  const deps = () => ({
    database,
    clock,
    blobStore,
    numbers: createNumbers({ database, clock, block: 1 }),
    linkSecret: Buffer.alloc(32),
  })

  beforeAll(async () => {
    database = await open()
    blobStore = await openTestBlobStore(closing, clock)
    house = await createStaffHouse(database, clock)
    household = await createHousehold(database)
    const { account } = household
    await database.transaction((tx) =>
      tx.query('update account set unitId = ? where id = ?', [house.north.id, account.id]),
    )
    dispatcher = await house.hire('dispatcher', house.north.id, ['dispatcher'])
    crew = await house.hire('crew', house.east.id, ['crew'])
    mate = await house.hire('mate', house.east.id, ['crew'])
    southern = await house.hire('southern', house.south.id, ['dispatcher'])
  })
  afterAll(async () => {
    await closing.close()
    await database.close()
  })

  const known = (principal: StaffPrincipal | undefined): StaffPrincipal => {
    if (!principal) throw new Error('not hired yet')
    return principal
  }
  const newReport = (wishes: Partial<Report> = {}): Report => ({
    id: newId(now),
    kind: 'leak',
    accountId: household.account.id,
    place: null,
    position: null,
    description: '楼道漏水',
    contactPhone: null,
    photoIds: [],
    ...wishes,
  })
  const report = (wishes: Partial<Report> = {}) => reportWorkOrder(deps(), household.resident, newReport(wishes))
  const step = (order: WorkOrder) => ({ workOrderId: order.id, stepId: newId(now) })
  const dispatch = (order: WorkOrder, staffId: string | null = null, unitId = house.east.id) =>
    dispatchWorkOrder(deps(), known(dispatcher), { ...step(order), unitId, staffId, note: null })
  const accept = (order: WorkOrder, who = crew) => acceptWorkOrder(deps(), known(who), step(order))
  const finish = (order: WorkOrder, who = crew, photoIds: string[] = []) =>
    finishWorkOrder(deps(), known(who), { ...step(order), result: '已更换阀门', photoIds })
  const done = async () => {
    const order = await report()
    await dispatch(order)
    await accept(order)
    return finish(order)
  }
  const stranger = async (): Promise<Actor> => ({
    kind: 'resident',
    id: await database.transaction((tx) => createResident(tx, now)),
  })

  it('go from the report with photos to the rating, and everybody sees it', async () => {
    const photo = await saveUpload(deps(), household.resident, png())
    const order = await report({
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
    await dispatch(order, known(crew).staffId)
    await accept(order)
    const after = await saveUpload(deps(), { kind: 'staff', id: known(crew).staffId }, png())
    await finish(order, crew, [after.id])
    await endWorkOrder(deps(), known(dispatcher), 'close', { ...step(order), note: '已回访' })
    await rateWorkOrder(deps(), household.resident, { workOrderId: order.id, stars: 5, text: '很快' })
    const seen = await viewOwnWorkOrder(deps(), household.resident.id, order.id)
    expect(seen).toMatchObject({
      state: 'closed',
      place: `${household.account.premises}（三单元门口）`,
      accountNumber: household.account.number,
      position: { longitude: 117.938212, latitude: 40.973145 },
      result: '已更换阀门',
      stars: 5,
      may: ['reopen'],
    })
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
    const staffSee = await viewWorkOrder(deps(), known(dispatcher), order.id)
    expect(staffSee).toMatchObject({ staffName: 'crew', unitName: house.east.name, stars: 5 })
    const audited = await database.read.find(AuditTable, { where: { subjectId: order.id }, order: { id: 'asc' } })
    expect(audited.map(({ action }) => action).toSorted()).toEqual(
      ['reported', 'dispatched', 'accepted', 'finished', 'closed', 'rated', 'viewed']
        .map((action) => `workOrder.${action}`)
        .toSorted(),
    )
    const { notices } = await listNotices(deps(), household.resident.id)
    expect(notices.map(({ title }) => title).toSorted()).toEqual(['工单处理中', '工单已办结', '工单已派出'].toSorted())
    expect(await database.read.countBy(EventTable, { topic: 'workorder.changed' })).toBe(6)
  })

  it('are reported once, however often and however close together the same id comes', async () => {
    const wanted = newReport()
    const taps = await Promise.all([1, 2, 3].map(() => reportWorkOrder(deps(), household.resident, wanted)))
    expect(new Set(taps.map(({ number }) => number)).size).toBe(1)
    expect(await database.read.countBy(WorkOrderTable, { id: wanted.id })).toBe(1)
    const other = { ...wanted, description: '别的' }
    await expect(reportWorkOrder(deps(), household.resident, other)).rejects.toMatchObject({
      code: 'workOrder.differs',
    })
    await expect(
      reportWorkOrder(deps(), await stranger(), { ...wanted, accountId: null, place: '路口' }),
    ).rejects.toMatchObject({ code: 'workOrder.differs' })
    const accepting = await report()
    await dispatch(accepting)
    const request = step(accepting)
    const twice = await Promise.all([1, 2].map(() => acceptWorkOrder(deps(), known(crew), request)))
    expect(twice.map(({ state }) => state)).toEqual(['accepted', 'accepted'])
    await expect(reportWorkOrder(deps(), household.resident, newReport({ id: request.stepId }))).rejects.toMatchObject({
      code: 'workOrder.differs',
    })
  })

  it('of somebody else are not found, in no way', async () => {
    const order = await done()
    const other = await stranger()
    const request = { ...step(order), note: '没修好' }
    await expect(viewOwnWorkOrder(deps(), other.id, order.id)).rejects.toMatchObject({ code: 'workOrder.unknown' })
    await expect(endOwnWorkOrder(deps(), other, 'reopen', request)).rejects.toMatchObject({ code: 'workOrder.unknown' })
    await expect(rateWorkOrder(deps(), other, { workOrderId: order.id, stars: 1, text: null })).rejects.toMatchObject({
      code: 'workOrder.unknown',
    })
    expect(await listOwnWorkOrders(deps(), other.id)).toEqual([])
    await expect(reportWorkOrder(deps(), other, newReport())).rejects.toMatchObject({ code: 'account.unknown' })
    const photo = await saveUpload(deps(), household.resident, png())
    const stolen = newReport({ accountId: null, place: '路口', photoIds: [photo.id] })
    await expect(reportWorkOrder(deps(), other, stolen)).rejects.toMatchObject({ code: 'upload.unknown' })
    expect(await database.read.existsBy(WorkOrderTable, { id: stolen.id })).toBe(false)
  })

  it('of a unit that is none of theirs do not exist for staff, nor their photos', async () => {
    const order = await report()
    await expect(viewWorkOrder(deps(), known(southern), order.id)).rejects.toMatchObject({ code: 'workOrder.unknown' })
    await expect(viewWorkOrder(deps(), known(crew), order.id)).rejects.toMatchObject({ code: 'workOrder.unknown' })
    await expect(accept(order, southern)).rejects.toMatchObject({ code: 'workOrder.unknown' })
    const south = { ...step(order), unitId: house.south.id, staffId: null, note: null }
    await expect(dispatchWorkOrder(deps(), known(southern), south)).rejects.toMatchObject({ code: 'workOrder.unknown' })
    await expect(dispatchWorkOrder(deps(), known(dispatcher), south)).rejects.toMatchObject({ code: 'staff.forbidden' })
    await dispatch(order)
    expect((await listWorkOrders(deps(), known(crew))).map(({ id }) => id)).toContain(order.id)
    expect(await listWorkOrders(deps(), known(southern))).toEqual([])
    await expect(endWorkOrder(deps(), known(crew), 'cancel', { ...step(order), note: '不想去' })).rejects.toMatchObject(
      { code: 'workOrder.unknown' },
    )
    const rights = await Promise.all(
      [crew, southern, dispatcher].map((who) =>
        mayViewWorkOrder(database.read, { kind: 'staff', id: known(who).staffId }, order.id),
      ),
    )
    expect(rights).toEqual([true, false, true])
  })

  it('may go back up to a unit above', async () => {
    const order = await report()
    await dispatch(order)
    const eastern = await house.hire(`eastern-${order.id.slice(-6).toLowerCase()}`, house.east.id, ['dispatcher'])
    const back = { ...step(order), unitId: house.root.id, staffId: null, note: '不是我们的管道' }
    expect(await dispatchWorkOrder(deps(), eastern, back)).toMatchObject({ unitId: house.root.id })
    await expect(viewWorkOrder(deps(), eastern, order.id)).rejects.toMatchObject({ code: 'workOrder.unknown' })
  })

  it('are accepted by one of two who try at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const order = await report({ kind: 'meter' })
      await dispatch(order)
      const tries = await Promise.allSettled([accept(order, crew), accept(order, mate)])
      const won = tries.filter(({ status }) => status === 'fulfilled')
      const lost = tries.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason as unknown] : []))
      expect(won).toHaveLength(1)
      expect(lost).toEqual([expect.objectContaining({ code: 'workOrder.stateWrong' })])
      const row = await database.read.findOneByOrFail(WorkOrderTable, { id: order.id })
      expect(row.steps).toBe(3)
      const other = row.staffId === known(crew).staffId ? mate : crew
      await expect(finish(order, other)).rejects.toMatchObject({ code: 'workOrder.anothers' })
      now += 24 * 3_600_000
    }
  })

  it('given to somebody by name are theirs alone', async () => {
    const order = await report()
    await expect(dispatch(order, known(southern).staffId)).rejects.toMatchObject({ code: 'workOrder.staffElsewhere' })
    await dispatch(order, known(mate).staffId)
    await expect(accept(order, crew)).rejects.toMatchObject({ code: 'workOrder.anothers' })
    await accept(order, mate)
    // Taken away again before it is finished.
    await dispatch(order, known(crew).staffId)
    await expect(finish(order, mate)).rejects.toMatchObject({ code: 'workOrder.stateWrong' })
    expect(await accept(order, crew)).toMatchObject({ staffId: known(crew).staffId })
    expect(
      (await listWorkOrders(deps(), known(crew), { mine: true, state: ['accepted'] })).map(({ id }) => id),
    ).toContain(order.id)
  })

  it('are rated once, and only when they are finished', async () => {
    const early = await report()
    const rate = (order: WorkOrder, stars: number) =>
      rateWorkOrder(deps(), household.resident, { workOrderId: order.id, stars, text: null })
    await expect(rate(early, 5)).rejects.toMatchObject({ code: 'workOrder.stateWrong' })
    const order = await done()
    const tries = await Promise.allSettled([rate(order, 1), rate(order, 5), rate(order, 4)])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { stars } = await database.read.findOneByOrFail(WorkOrderTable, { id: order.id })
    expect(await rate(order, stars ?? 0)).toMatchObject({ stars })
    await expect(rate(order, stars === 1 ? 2 : 1)).rejects.toMatchObject({ code: 'workOrder.rated' })
  })

  it('are taken back before anybody was sent, and reopened within a week', async () => {
    const order = await report()
    const cancel = (stepId = newId(now)) =>
      endOwnWorkOrder(deps(), household.resident, 'cancel', { workOrderId: order.id, stepId, note: '自己好了' })
    const request = newId(now)
    expect(await cancel(request)).toMatchObject({ state: 'cancelled' })
    expect(await cancel(request)).toMatchObject({ state: 'cancelled', steps: 2 })
    await expect(cancel()).rejects.toMatchObject({ code: 'workOrder.stateWrong' })
    const sent = await report()
    await dispatch(sent)
    const late = { workOrderId: sent.id, stepId: newId(now), note: '不用了' }
    await expect(endOwnWorkOrder(deps(), household.resident, 'cancel', late)).rejects.toMatchObject({
      code: 'workOrder.stateWrong',
    })

    const [first, second] = [await done(), await done()]
    const reopen = (of: WorkOrder) =>
      endOwnWorkOrder(deps(), household.resident, 'reopen', { ...step(of), note: '还在漏' })
    now += reopenableMs
    expect(await reopen(first)).toMatchObject({ state: 'reopened', staffId: null, endedAt: null })
    await accept(first, mate)
    now += 1
    await expect(reopen(second)).rejects.toMatchObject({ code: 'workOrder.tooLate' })
    const byStaff = { ...step(second), note: '回访仍漏水' }
    expect(await endWorkOrder(deps(), known(dispatcher), 'reopen', byStaff)).toMatchObject({ state: 'reopened' })
  })

  it('are twenty a day and resident', async () => {
    now += 24 * 3_600_000
    const resident = await stranger()
    const place = { accountId: null, place: '路口' }
    for (let count = 0; count < 20; count++) await reportWorkOrder(deps(), resident, newReport(place))
    await expect(reportWorkOrder(deps(), resident, newReport(place))).rejects.toMatchObject({
      code: 'workOrder.tooMany',
    })
    const [newest, next] = await listOwnWorkOrders(deps(), resident.id, { limit: 2 })
    const older = await listOwnWorkOrders(deps(), resident.id, { before: next?.number, limit: 100 })
    expect(older).toHaveLength(18)
    expect(newest?.number.localeCompare(next?.number ?? '')).toBe(1)
    const [row] = await database.read.findBy(WorkOrderTable, { id: newest?.id ?? '' })
    expect(row?.unitId).toBe(house.root.id)
  })

  it('are taken down by staff for who calls, at the units where they may', async () => {
    const agent = await house.hire('agent', house.north.id, ['agent'])
    const call = { ...newReport(), contactPhone: '13800000001' }
    const taken = await takeDownWorkOrder(deps(), agent, { ...call, unitId: house.north.id })
    expect(taken).toMatchObject({ residentId: null, createdBy: agent.staffId, contactPhone: '13800000001' })
    expect(await takeDownWorkOrder(deps(), agent, { ...call, unitId: house.north.id })).toMatchObject({ id: call.id })
    await expect(takeDownWorkOrder(deps(), agent, { ...newReport(), unitId: house.south.id })).rejects.toMatchObject({
      code: 'staff.forbidden',
    })
    await expect(
      takeDownWorkOrder(deps(), agent, { ...newReport({ accountId: newId(1) }), unitId: house.north.id }),
    ).rejects.toMatchObject({ code: 'account.unknown' })
  })

  it('do not tell residents who want to hear nothing of them', async () => {
    const resident = await stranger()
    await setPreferences(deps(), resident, { sms: true, mutedTopics: ['workOrder'] })
    const order = await reportWorkOrder(deps(), resident, newReport({ accountId: null, place: '路口' }))
    await dispatchWorkOrder(deps(), house.admin, { ...step(order), unitId: house.east.id, staffId: null, note: null })
    expect(await listNotices(deps(), resident.id)).toEqual({ unread: 0, notices: [] })
  })
})
