import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WorkOrderKind } from '#core/contract/workorders.ts'
import { addDays, dateOf, startOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { saveUpload } from '#core/uploads/saveUpload.ts'
import { databases } from '#test/databases.ts'
import { png } from '#test/uploads/photos.ts'
import { createWorkOrderHouse, type WorkOrderHouse } from '#test/workorders/workOrderHouse.ts'
import { acceptWorkOrder } from './acceptWorkOrder.ts'
import { promisedHours } from './deadline.ts'
import { endOwnWorkOrder, endWorkOrder } from './endWorkOrder.ts'
import { finishWorkOrder } from './finishWorkOrder.ts'
import { listWorkOrders, type WorkOrderFilter } from './listWorkOrders.ts'
import { takeDownWorkOrder } from './reportWorkOrder.ts'
import { viewOwnWorkOrder, viewWorkOrder } from './viewWorkOrder.ts'

const hour = 3_600_000

describe.each(databases)('the deadline of a work order on $kind', ({ open }) => {
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

  const listed = async (who: StaffPrincipal, filter: WorkOrderFilter = {}) =>
    (await listWorkOrders(house.deps, who, { limit: 100, ...filter })).map(({ id }) => id)

  it('is so many hours after the report as its kind is promised, whoever reports it', async () => {
    for (const kind of WorkOrderKind.options) {
      const order = await house.report({ kind })
      expect(order.dueAt - order.createdAt, kind).toBe(promisedHours[kind] * hour)
    }
    const call = { ...house.newReport({ kind: 'cover' }), unitId: house.north.id }
    const taken = await takeDownWorkOrder(house.deps, house.dispatcher, call)
    expect(taken.dueAt).toBe(house.time.now + 8 * hour)
    expect(await viewWorkOrder(house.deps, house.dispatcher, taken.id)).toMatchObject({ dueAt: taken.dueAt })
    const [newest] = await listWorkOrders(house.deps, house.dispatcher, { limit: 1 })
    expect(newest).toMatchObject({ id: taken.id, dueAt: taken.dueAt })
  })

  it('begins anew when it is reopened, by residents and by staff, and by nothing else', async () => {
    house.time.now += 24 * hour
    const reportedAt = house.time.now
    const order = await house.report()
    for (const act of [() => house.dispatch(order), () => house.accept(order), () => house.finish(order)]) {
      house.time.now += hour
      expect(await act()).toMatchObject({ dueAt: reportedAt + 4 * hour })
    }
    house.time.now += 5 * hour
    const again = { ...house.step(order), note: '还在漏' }
    const reopened = await endOwnWorkOrder(house.deps, house.household.resident, 'reopen', again)
    expect(reopened).toMatchObject({ state: 'reopened', dueAt: house.time.now + 4 * hour })
    house.time.now += hour
    await endOwnWorkOrder(house.deps, house.household.resident, 'reopen', again)
    await house.accept(order)
    await house.finish(order)
    house.time.now += 48 * hour
    const byStaff = { ...house.step(order), note: '回访仍漏水' }
    expect(await endWorkOrder(house.deps, house.dispatcher, 'reopen', byStaff)).toMatchObject({
      dueAt: house.time.now + 4 * hour,
    })
  })

  it('is past in the list of late ones a moment after it, until the work is finished or called off', async () => {
    house.time.now += 24 * hour
    const late = () => listed(house.dispatcher, { late: true })
    const [waiting, sent, off] = [await house.report(), await house.report(), await house.report()]
    const longer = await house.report({ kind: 'meter' })
    await house.dispatch(sent)
    const ours = (ids: string[]) => ids.filter((id) => [waiting, sent, off, longer].some((order) => order.id === id))
    house.time.now = waiting.dueAt
    expect(ours(await late())).toEqual([])
    house.time.now += 1
    expect(ours(await late())).toEqual([off.id, sent.id, waiting.id])
    expect(ours(await listed(house.dispatcher, { late: true, state: ['dispatched', 'finished'] }))).toEqual([sent.id])
    expect(ours(await listed(house.crew, { late: true }))).toEqual([sent.id])
    await house.accept(sent)
    await house.finish(sent)
    await endWorkOrder(house.deps, house.dispatcher, 'cancel', { ...house.step(off), note: '重复' })
    expect(ours(await late())).toEqual([waiting.id])
  })

  it('does not matter to a list of some days, which has what was reported on them by the city’s clock', async () => {
    const day = addDays(dateOf(house.time.now), 3)
    const reportAt = async (instant: number) => {
      house.time.now = instant
      return (await house.report()).id
    }
    const begin = startOf(day)
    const before = await reportAt(begin - 1)
    const first = await reportAt(begin)
    const last = await reportAt(begin + 24 * hour - 1)
    const after = await reportAt(begin + 24 * hour)
    const ours = async (filter: WorkOrderFilter) =>
      (await listed(house.dispatcher, filter)).filter((id) => [before, first, last, after].includes(id))
    expect(await ours({ from: day, to: day })).toEqual([last, first])
    expect(await ours({ from: day })).toEqual([after, last, first])
    expect(await ours({ to: day })).toEqual([last, first, before])
  })

  it('a crew has on its phone what is theirs by name, and what waits in their unit for anybody', async () => {
    house.time.now += 24 * hour
    const [anybodys, mates, mine, centres] = [
      await house.report(),
      await house.report(),
      await house.report(),
      await house.report(),
    ]
    await house.dispatch(anybodys)
    await house.dispatch(mates, house.mate.staffId)
    await house.dispatch(mine, house.crew.staffId)
    const ids = new Set([anybodys, mates, mine, centres].map(({ id }) => id))
    const onPhone = async (who: StaffPrincipal) => {
      const theirs = await listed(who, { mine: true, state: ['dispatched', 'accepted', 'reopened'] })
      return theirs.filter((id) => ids.has(id))
    }
    expect(await onPhone(house.crew)).toEqual([mine.id, anybodys.id])
    expect(await onPhone(house.mate)).toEqual([mates.id, anybodys.id])
    // What is not yet dispatched waits for no crew, though a dispatcher's unit has it.
    expect(await listed(house.dispatcher, { mine: true })).not.toContain(centres.id)
    await house.accept(anybodys)
    expect(await onPhone(house.mate)).toEqual([mates.id])
    await house.finish(anybodys)
    await endWorkOrder(house.deps, house.dispatcher, 'reopen', { ...house.step(anybodys), note: '仍漏' })
    expect(await onPhone(house.mate)).toEqual([mates.id, anybodys.id])
  })

  it('what a phone sends again after hours without a network is done once, at the time of the first', async () => {
    const order = await house.report()
    await house.dispatch(order)
    const [before, after] = [await photo(), await photo()]
    const accepting = house.step(order)
    const finishing = { ...house.step(order), result: '已修好', beforePhotoIds: [before], photoIds: [after] }
    await acceptWorkOrder(house.deps, house.crew, accepting)
    const finished = await finishWorkOrder(house.deps, house.crew, finishing)
    house.time.now += 3 * hour
    await acceptWorkOrder(house.deps, house.crew, accepting)
    expect(await finishWorkOrder(house.deps, house.crew, finishing)).toEqual(finished)
    const shown = await viewWorkOrder(house.deps, house.dispatcher, order.id)
    expect(shown.steps.map(({ act }) => act)).toEqual(['report', 'dispatch', 'accept', 'finish'])
    expect(shown.photos).toHaveLength(2)
  })

  const photo = async () => (await saveUpload(house.deps, { kind: 'staff', id: house.crew.staffId }, png())).id

  it('photos are of the report, from before the work and from after it, and shown in this sequence', async () => {
    const reported = (await saveUpload(house.deps, house.household.resident, png())).id
    const order = await house.report({ photoIds: [reported] })
    await house.dispatch(order)
    await house.accept(order)
    const [after, before, other] = [await photo(), await photo(), await photo()]
    const finish = (beforePhotoIds: string[], photoIds: string[]) =>
      finishWorkOrder(house.deps, house.crew, { ...house.step(order), result: '好了', beforePhotoIds, photoIds })
    // One photo shows one thing.
    await expect(finish([before], [before, after])).rejects.toMatchObject({ code: 'upload.unknown' })
    await expect(finish([newId(house.time.now)], [after])).rejects.toMatchObject({ code: 'upload.unknown' })
    await finish([before, other], [after])
    const seen = await viewOwnWorkOrder(house.deps, house.household.resident.id, order.id)
    expect(seen.photos.map(({ id, purpose }) => [id, purpose])).toEqual([
      [reported, 'report'],
      [before, 'before'],
      [other, 'before'],
      [after, 'result'],
    ])
  })

  it('a unit is looked through with those below it', async () => {
    house.time.now += 24 * hour
    const [sent, waiting] = [await house.report(), await house.report()]
    await house.dispatch(sent)
    const ours = (ids: string[]) => ids.filter((id) => id === sent.id || id === waiting.id)
    expect(ours(await listed(house.admin, { unitId: house.north.id }))).toEqual([waiting.id, sent.id])
    expect(ours(await listed(house.admin, { unitId: house.east.id }))).toEqual([sent.id])
    expect(ours(await listed(house.admin, { unitId: house.south.id }))).toEqual([])
    expect(ours(await listed(house.crew, { unitId: house.north.id }))).toEqual([sent.id])
  })
})
