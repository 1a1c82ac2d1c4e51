import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { WorkOrderTable } from '#core/workorders/workOrder.table.ts'
import { databases } from '#test/databases.ts'
import { createVoicemailHouse, type VoicemailHouse } from '#test/voicemails/voicemailHouse.ts'
import { assignVoicemail } from './assignVoicemail.ts'
import { closeVoicemail } from './closeVoicemail.ts'
import { keepVoicemail } from './keepVoicemail.ts'
import { listenToVoicemail } from './listenToVoicemail.ts'
import { listVoicemails, type VoicemailFilter } from './listVoicemails.ts'
import { reportFromVoicemail } from './reportFromVoicemail.ts'
import { viewVoicemail } from './viewVoicemail.ts'
import { handledWithinMs, type Voicemail } from './voicemail.ts'
import { VoicemailTable } from './voicemail.table.ts'

describe.each(databases)('voicemail on $kind', ({ open }) => {
  let database: Database
  let house: VoicemailHouse
  beforeAll(async () => {
    database = await open()
    house = await createVoicemailHouse(database)
  })
  afterAll(async () => {
    await house.remove()
    await database.close()
  })

  const eventsOf = async ({ id }: Voicemail) => {
    const rows: { topic: string; payload: string }[] = await database.read.query(
      `select topic, payload from event where topic like 'voicemail.%' order by createdAt, id`,
    )
    return rows.filter(({ payload }) => payload.includes(id)).map(({ topic }) => topic)
  }
  const auditsOf = async ({ id }: Voicemail) =>
    (await database.read.findBy(AuditTable, { subjectKind: 'voicemail', subjectId: id }))
      .map(({ action }) => action)
      .toSorted()
  const ids = async (who: StaffPrincipal, filter?: VoicemailFilter) =>
    (await listVoicemails(house.deps, who, filter)).map(({ id }) => id)
  const assign = (voicemail: Voicemail, who: StaffPrincipal, staffId: string | null, from: string | null = null) =>
    assignVoicemail(house.deps, who, { voicemailId: voicemail.id, staffId, from })
  const orderOf = (voicemail: Voicemail, id = newId(house.time.now)) => ({
    voicemailId: voicemail.id,
    id,
    kind: 'leak' as const,
    unitId: house.north.id,
    accountId: house.household.account.id,
    place: null,
    description: '门口路面冒水',
    contactPhone: null,
  })

  it('is kept once for each recording, also by two at the same moment', async () => {
    const message = house.message()
    const kept = await Promise.all([1, 2, 3].map(() => keepVoicemail(house.deps, message)))
    expect(new Set(kept.map(({ id }) => id)).size).toBe(1)
    const [voicemail] = kept
    if (!voicemail) throw new Error('none')
    expect(await keepVoicemail(house.deps, { ...message, lengthMs: 1 })).toEqual(voicemail)
    expect(await database.read.countBy(VoicemailTable, { recording: message.recording })).toBe(1)
    expect(voicemail.number).toMatch(/^YY20261124-\d{4}$/)
    expect(await eventsOf(voicemail)).toEqual(['voicemail.kept'])
    expect(await auditsOf(voicemail)).toEqual(['voicemail.kept'])
  })

  it('belongs to the account with the telephone on file and to its unit, else to the root', async () => {
    const { account, customer } = house.household
    expect(await house.keep({ callerNumber: `+86${customer.phone}` })).toMatchObject({
      accountId: account.id,
      unitId: house.north.id,
      callerNumber: customer.phone,
    })
    const unknown = await house.keep({ callerNumber: '13911112222' })
    expect(unknown).toMatchObject({ accountId: null, unitId: house.root.id })
    expect(await house.keep({ callerNumber: '' })).toMatchObject({ accountId: null, unitId: house.root.id })
    expect(await house.keep({ callerNumber: '13911112222', accountId: account.id })).toMatchObject({
      accountId: account.id,
      unitId: house.north.id,
    })
    expect(await ids(house.agent)).not.toContain(unknown.id)
    expect(await ids(house.central)).toContain(unknown.id)
  })

  it('left to report a repair is a work order at once, and one only', async () => {
    const message = house.message({ purpose: 'repair' })
    const kept = await Promise.all([1, 2, 3].map(() => keepVoicemail(house.deps, message)))
    const [order, ...others] = await database.read.findBy(WorkOrderTable, { id: kept[0]?.workOrderId ?? '' })
    expect(others).toEqual([])
    expect(order).toMatchObject({
      state: 'reported',
      unitId: house.north.id,
      accountId: house.household.account.id,
      contactPhone: house.household.customer.phone,
      place: house.household.account.premises,
    })
    expect(order?.description).toContain(kept[0]?.number)
    const made: { orders: number }[] = await database.read.query(
      `select count(*) as orders from work_order where createdBy = 'voicemails.keep'`,
    )
    expect(Number(made[0]?.orders)).toBe(1)
    expect(await house.keep({ purpose: 'repair', callerNumber: '' })).toMatchObject({
      workOrderId: expect.any(String),
      unitId: house.root.id,
    })
  })

  it('of another unit does not exist for staff', async () => {
    const voicemail = await house.keep()
    const unknown = { code: 'voicemail.unknown' }
    await expect(viewVoicemail(house.deps, house.southern, voicemail.id)).rejects.toMatchObject(unknown)
    await expect(listenToVoicemail(house.deps, house.southern, voicemail.id)).rejects.toMatchObject(unknown)
    await expect(assign(voicemail, house.southern, house.southern.staffId)).rejects.toMatchObject(unknown)
    const closing = { voicemailId: voicemail.id, note: null }
    await expect(closeVoicemail(house.deps, house.southern, closing)).rejects.toMatchObject(unknown)
    await expect(reportFromVoicemail(house.deps, house.southern, orderOf(voicemail))).rejects.toMatchObject(unknown)
    expect(await ids(house.southern)).toEqual([])
    expect(await auditsOf(voicemail)).toEqual(['voicemail.kept'])
  })

  it('shows the caller’s number masked in the list, and in full to who looks at it, which is written down', async () => {
    const voicemail = await house.keep({ callerNumber: house.household.customer.phone })
    const [first] = await listVoicemails(house.deps, house.agent, { limit: 1 })
    expect(first).toMatchObject({ id: voicemail.id, accountNumber: house.household.account.number })
    expect(first?.caller).toMatch(/^138\*{4}\d{4}$/)
    expect(JSON.stringify(first)).not.toContain(house.household.customer.phone)
    expect(await viewVoicemail(house.deps, house.agent, voicemail.id)).toMatchObject({
      callerNumber: house.household.customer.phone,
      callId: voicemail.callId,
    })
    expect(await auditsOf(voicemail)).toEqual(['voicemail.kept', 'voicemail.viewed'])
  })

  it('is taken by one of two who try at the same moment', async () => {
    const voicemail = await house.keep()
    const { agent, mate } = house
    const tries = await Promise.allSettled([
      assign(voicemail, agent, agent.staffId),
      assign(voicemail, mate, mate.staffId),
    ])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))).toEqual([
      expect.objectContaining({ code: 'voicemail.assignedMeanwhile' }),
    ])
    const { assignedTo } = await database.read.findOneByOrFail(VoicemailTable, { id: voicemail.id })
    await assign(voicemail, agent, mate.staffId, assignedTo)
    expect(await ids(mate, { mine: true })).toEqual([voicemail.id])
    await expect(assign(voicemail, agent, house.southern.staffId, mate.staffId)).rejects.toMatchObject({
      code: 'voicemail.staffElsewhere',
    })
    await assign(voicemail, agent, null, mate.staffId)
    expect(await viewVoicemail(house.deps, agent, voicemail.id)).toMatchObject({ state: 'new', assignedTo: null })
  })

  it('is done once, with what came of it', async () => {
    const voicemail = await house.keep()
    house.time.now += 1
    const close = (who: StaffPrincipal, note: string | null) =>
      closeVoicemail(house.deps, who, { voicemailId: voicemail.id, note })
    await close(house.agent, '已回电，阀门未开')
    await close(house.agent, '已回电，阀门未开')
    await expect(close(house.mate, '另一个结果')).rejects.toMatchObject({ code: 'voicemail.stateWrong' })
    await expect(assign(voicemail, house.mate, house.mate.staffId)).rejects.toMatchObject({
      code: 'voicemail.stateWrong',
    })
    expect(await viewVoicemail(house.deps, house.agent, voicemail.id)).toMatchObject({
      state: 'done',
      note: '已回电，阀门未开',
    })
    expect(await eventsOf(voicemail)).toEqual(['voicemail.kept', 'voicemail.changed'])
  })

  it('becomes one work order, however often that is asked, and is done with it', async () => {
    const voicemail = await house.keep()
    const [one, other] = [orderOf(voicemail), orderOf(voicemail)]
    const tries = await Promise.allSettled(
      [one, one, other].map((order) => reportFromVoicemail(house.deps, house.agent, order)),
    )
    const { workOrderId, state } = await database.read.findOneByOrFail(VoicemailTable, { id: voicemail.id })
    expect([one.id, other.id]).toContain(workOrderId)
    expect(state).toBe('done')
    expect(tries.filter(({ status }) => status === 'rejected').length).toBe(workOrderId === one.id ? 1 : 2)
    expect(await database.read.countBy(WorkOrderTable, { id: one.id })).toBe(workOrderId === one.id ? 1 : 0)
    expect(await database.read.findOneBy(WorkOrderTable, { id: workOrderId ?? '' })).toMatchObject({
      contactPhone: house.household.customer.phone,
      createdBy: house.agent.staffId,
    })
    const used = { ...orderOf(await house.keep()), id: workOrderId ?? '' }
    await expect(reportFromVoicemail(house.deps, house.agent, used)).rejects.toMatchObject({
      code: 'workOrder.differs',
    })
    const elsewhere = { ...orderOf(await house.keep()), unitId: house.south.id }
    await expect(reportFromVoicemail(house.deps, house.agent, elsewhere)).rejects.toMatchObject({
      code: 'staff.forbidden',
    })
  })

  it('is overdue after a day that nobody has done it in', async () => {
    const [left, done] = [await house.keep(), await house.keep()]
    await closeVoicemail(house.deps, house.agent, { voicemailId: done.id, note: null })
    const overdue = async () => {
      const listed = await listVoicemails(house.deps, house.agent, { limit: 100 })
      expect(new Set(await ids(house.agent, { overdue: true, limit: 100 }))).toEqual(
        new Set(listed.filter((one) => one.overdue).map(({ id }) => id)),
      )
      expect(new Set(await ids(house.agent, { overdue: false, limit: 100 }))).toEqual(
        new Set(listed.filter((one) => !one.overdue).map(({ id }) => id)),
      )
      return listed.filter((one) => one.overdue).map(({ id }) => id)
    }
    house.time.now = left.takenAt + handledWithinMs
    expect(await overdue()).not.toContain(left.id)
    house.time.now += 1
    expect(await overdue()).toContain(left.id)
    expect(await overdue()).not.toContain(done.id)
  })

  it('pages by number and can be asked by state and purpose', async () => {
    const kept = [await house.keep(), await house.keep({ purpose: 'repair' }), await house.keep()]
    const seen: string[] = []
    for (let before: string | undefined; ;) {
      const page = await listVoicemails(house.deps, house.agent, { limit: 2, ...(before !== undefined && { before }) })
      seen.push(...page.map(({ id }) => id))
      before = page.at(-1)?.number
      if (page.length < 2) break
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.slice(0, 3)).toEqual(kept.map(({ id }) => id).toReversed())
    const repairs = await listVoicemails(house.deps, house.agent, { purpose: ['repair'], state: ['new'] })
    expect(repairs.map(({ id }) => id)).toContain(kept[1]?.id)
    expect(repairs.every(({ purpose, state }) => purpose === 'repair' && state === 'new')).toBe(true)
    expect(await ids(house.agent, { accountId: newId(1) })).toEqual([])
  })
})
