import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import { AccountTable, BindingTable } from '#core/accounts/account.table.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { EventTable } from '#core/kernel/event.ts'
import { newId } from '#core/kernel/id.ts'
import { createResident } from '#test/household.ts'
import { databases } from '#test/databases.ts'
import { createDistrict, type Home } from '#test/outages/district.ts'
import { createOutageHouse, type OutageHouse } from '#test/outages/outageHouse.ts'
import { announceOutage } from './announceOutage.ts'
import { changeOutage } from './changeOutage.ts'
import { cancelOutage, restoreOutage } from './endOutage.ts'
import { listAffected } from './listAffected.ts'
import { listOutages, viewOutage } from './listOutages.ts'
import { listCityOutages, listResidentOutages } from './listPublicOutages.ts'
import { OutageTable } from './outage.table.ts'
import { previewOutage } from './previewOutage.ts'
import { saveOutageDraft } from './saveOutageDraft.ts'

const everybody = (homes: readonly Home[]) =>
  homes.flatMap(({ phone, residentId }) => (residentId === null ? [phone] : [phone, residentId])).toSorted()

describe.each(databases)('outages on $kind', ({ open }) => {
  let database: Database
  let house: OutageHouse
  beforeAll(async () => {
    database = await open()
    house = await createOutageHouse(database)
  })
  afterAll(() => database.close())

  const createNorth = (homes: number) => createDistrict(database, house.north.id, homes)
  const routes = (...routeIds: string[]) => [{ kind: 'routes' as const, routeIds }]

  it('preview whom an area affects, page by page, and write down only who looked', async () => {
    const { routeId, street, homes } = await createNorth(7)
    const other = await createNorth(3)
    const area = [
      ...routes(routeId),
      { kind: 'streets' as const, streets: [`${street}1号`, `${other.street}2号`] },
      { kind: 'accounts' as const, accountNumbers: [homes[0]?.number ?? '', '99999999'] },
    ]
    const { now } = house.time
    const plan = { unitId: house.root.id, kind: 'planned' as const, area, alternativeSupply: null, after: null }
    const times = { plannedFrom: now + 3_600_000, plannedTo: now + 7_200_000 }
    const first = await previewOutage(house.deps, house.admin, { ...plan, ...times, limit: 5 })
    expect(first).toMatchObject({ total: 8, unknownAccountNumbers: ['99999999'], overlapping: [] })
    expect(first.warnings).toEqual([expect.stringContaining('24 小时')])
    const second = await previewOutage(house.deps, house.admin, { ...plan, ...times, limit: 5, after: first.next })
    expect(second.next).toBeNull()
    const seen = [...first.accounts, ...second.accounts].map(({ accountId }) => accountId)
    const expected = [...homes, other.homes[1]].map((home) => home?.accountId)
    expect(seen).toEqual(expected.toSorted())
    expect(await database.read.countBy(OutageTable, {})).toBe(0)
    const looks = await database.read.findBy(AuditTable, { action: 'outage.previewed' })
    expect(looks.map(({ details }) => details)).toEqual(
      expect.arrayContaining([
        { area, accounts: 5 },
        { area, accounts: 3 },
      ]),
    )
    expect(looks).toHaveLength(2)
    expect(looks[0]).toMatchObject({ actorId: house.admin.staffId, unitId: house.root.id, subjectKind: 'orgUnit' })
  })

  it('are previewed by those who plan them, for they are told of by address', async () => {
    const { routeId } = await createNorth(1)
    const crew = await house.hire('preview.crew', house.north.id, ['crew'])
    const planner = await house.hire('preview.planner', house.north.id, ['dispatcher'])
    const times = { plannedFrom: house.time.now, plannedTo: house.time.now + 3_600_000 }
    const wanted = {
      unitId: house.north.id,
      kind: 'emergency' as const,
      area: routes(routeId),
      alternativeSupply: null,
    }
    const preview = (principal: typeof crew) => previewOutage(house.deps, principal, { ...wanted, ...times })
    await expect(preview(crew)).rejects.toMatchObject({ code: 'staff.forbidden' })
    await expect(preview(planner)).resolves.toMatchObject({ total: 1 })
  })

  it('write down who looked at the addresses of those affected', async () => {
    const { routeId } = await createNorth(3)
    const outage = await house.draft(routes(routeId), { unitId: house.north.id })
    const crew = await house.hire('looking.crew', house.north.id, ['crew'])
    await listAffected(house.deps, crew, outage.id, { limit: 2 })
    expect(await database.read.findBy(AuditTable, { actorId: crew.staffId })).toMatchObject([
      {
        action: 'outage.affectedViewed',
        subjectKind: 'outage',
        subjectId: outage.id,
        unitId: house.north.id,
        details: { area: routes(routeId), accounts: 2 },
      },
    ])
  })

  it('affect only open accounts of the unit that they belong to', async () => {
    const north = await createNorth(4)
    const south = await createDistrict(database, house.south.id, 4)
    const [closed] = north.homes
    await database.transaction((tx) =>
      tx.update(AccountTable, { id: closed?.accountId ?? '' }, { closedOn: businessDate('2026-01-01') }),
    )
    const outage = await house.draft(routes(north.routeId, south.routeId), { unitId: house.north.id })
    const announced = await house.announce(outage.id)
    expect(announced.affected).toBe(3)
    expect(await house.recipients(outage.id, 1)).toEqual(everybody(north.homes.slice(1)))
  })

  it('fix whom they affect when they are announced, and tell everybody once on each channel', async () => {
    const { routeId, homes } = await createNorth(6)
    const outage = await house.draft(routes(routeId))
    const before = house.sms.taken.length
    const announced = await house.announce(outage.id)
    expect(announced).toMatchObject({ state: 'announced', affected: 6, stage: 1, number: expect.stringMatching(/^TS/) })
    await database.transaction((tx) => tx.query('update account set routeId = null where routeId = ?', [routeId]))
    const page = await listAffected(house.deps, house.admin, outage.id)
    expect(page.accounts.map(({ accountId }) => accountId)).toEqual(homes.map(({ accountId }) => accountId))
    expect(await house.recipients(outage.id, 1)).toEqual(everybody(homes))
    const sent = house.sms.taken.slice(before)
    expect(sent.map(({ to }) => to).toSorted()).toEqual(homes.map(({ phone }) => phone).toSorted())
    expect(sent[0]?.text).toContain('现已停水')
    const { stages } = await viewOutage(house.deps, house.admin, outage.id)
    expect(stages).toEqual([
      expect.objectContaining({
        kind: 'announced',
        spread: true,
        counts: {
          app: { due: 0, sent: 3, failed: 0, superseded: 0 },
          sms: { due: 0, sent: 6, failed: 0, superseded: 0 },
        },
      }),
    ])
  })

  it('tell somebody with several accounts once', async () => {
    const { routeId, homes } = await createNorth(4)
    const [first, second] = homes
    await database.transaction(async (tx) => {
      const [row]: { customerId: string }[] = await tx.query('select customerId from account where id = ?', [
        first?.accountId,
      ])
      await tx.query('update account set customerId = ? where id = ?', [row?.customerId, second?.accountId])
      await tx.insert(BindingTable, {
        id: newId(1),
        residentId: first?.residentId ?? '',
        accountId: second?.accountId ?? '',
        proof: 'meterNumber',
        boundAt: 1,
      })
    })
    const outage = await house.draft(routes(routeId))
    await house.announce(outage.id)
    expect(await house.recipients(outage.id, 1)).toEqual(everybody(homes.filter((home) => home !== second)))
  })

  it('tell of a change those who were told, and those who are affected only now', async () => {
    const [old, more] = [await createNorth(4), await createNorth(3)]
    const outage = await house.draft(routes(old.routeId))
    await house.announce(outage.id)
    const changed = await house.change(outage.id, {
      plannedTo: house.time.now + 9 * 3_600_000,
      addArea: routes(more.routeId),
    })
    expect(changed).toMatchObject({ state: 'changed', affected: 7, stage: 2 })
    expect(await house.recipients(outage.id, 2)).toEqual(everybody([...old.homes, ...more.homes]))
    // Nobody moves in or out of a correction: whoever came later was not told before.
    await database.transaction(async (tx) => {
      const residentId = await createResident(tx, 1)
      const accountId = old.homes[1]?.accountId ?? ''
      await tx.insert(BindingTable, { id: newId(1), residentId, accountId, proof: 'meterNumber', boundAt: 1 })
      await tx.query('delete from binding where residentId = ?', [old.homes[0]?.residentId])
    })
    await house.change(outage.id, { reason: '阀门损坏' })
    expect(await house.recipients(outage.id, 3)).toEqual(everybody([...old.homes, ...more.homes]))
    await house.restore(outage.id)
    expect(await house.recipients(outage.id, 4)).toEqual(everybody([...old.homes, ...more.homes]))
  })

  it('ask for a time that makes sense, and for something that changes', async () => {
    const { routeId } = await createNorth(1)
    const outage = await house.draft(routes(routeId))
    await house.announce(outage.id)
    const change = (wanted: object) => changeOutage(house.deps, house.admin, { ...house.stage(outage.id), ...wanted })
    await expect(change({ plannedTo: outage.plannedFrom })).rejects.toMatchObject({ code: 'outage.timesWrong' })
    await expect(change({ reason: outage.reason })).rejects.toMatchObject({ code: 'outage.nothingChanged' })
    await expect(change({ addArea: routes(routeId) })).rejects.toMatchObject({ code: 'outage.nothingChanged' })
    const late = { ...house.stage(outage.id), restoredAt: house.time.now + 1 }
    await expect(restoreOutage(house.deps, house.admin, late)).rejects.toMatchObject({ code: 'outage.timesWrong' })
    expect(await database.read.countBy(EventTable, { topic: 'outage.changed' })).toBeGreaterThan(0)
  })

  it('are announced once, however often and however close together it is asked for', async () => {
    const { routeId } = await createNorth(3)
    const id = newId(house.time.now)
    const drafts = await Promise.all([house.draft(routes(routeId), { id }), house.draft(routes(routeId), { id })])
    expect(new Set(drafts.map(({ number }) => number)).size).toBeLessThanOrEqual(2)
    const [row] = await database.read.findBy(OutageTable, { id })
    expect(row?.state).toBe('draft')
    const request = house.stage(id)
    const taps = await Promise.all([1, 2, 3].map(() => announceOutage(house.deps, house.admin, request)))
    expect(taps.map(({ stage }) => stage)).toEqual([1, 1, 1])
    await expect(announceOutage(house.deps, house.admin, house.stage(id))).rejects.toMatchObject({
      code: 'outage.stateWrong',
    })
    await expect(restoreOutage(house.deps, house.admin, request)).rejects.toMatchObject({ code: 'outage.stageDiffers' })
    const audited = await database.read.findBy(AuditTable, { subjectId: id, action: 'outage.announced' })
    expect(audited).toHaveLength(1)
  })

  it('that nobody is affected by are not announced, and drafts leave without a word', async () => {
    const outage = await house.draft([{ kind: 'streets', streets: ['没有这条街'] }])
    await expect(house.announce(outage.id)).rejects.toMatchObject({ code: 'outage.nobodyAffected' })
    const request = house.stage(outage.id)
    await cancelOutage(house.deps, house.admin, request)
    expect(await cancelOutage(house.deps, house.admin, request)).toMatchObject({ state: 'cancelled', stage: 0 })
    expect((await viewOutage(house.deps, house.admin, outage.id)).stages).toEqual([])
    await expect(saveOutageDraft(house.deps, house.admin, { ...outage, area: routes(newId(1)) })).rejects.toMatchObject(
      { code: 'outage.stateWrong' },
    )
  })

  it('of a unit that is none of theirs do not exist for staff', async () => {
    const { routeId } = await createNorth(1)
    const outage = await house.draft(routes(routeId), { unitId: house.north.id })
    const south = await house.hire('south-dispatcher', house.south.id, ['dispatcher'])
    const north = await house.hire('north-dispatcher', house.north.id, ['dispatcher'])
    const crew = await house.hire('north-crew', house.north.id, ['crew'])
    const request = house.stage(outage.id)
    for (const stranger of [south, crew])
      await expect(announceOutage(house.deps, stranger, request)).rejects.toMatchObject({ code: 'outage.unknown' })
    await expect(viewOutage(house.deps, south, outage.id)).rejects.toMatchObject({ code: 'outage.unknown' })
    await expect(saveOutageDraft(house.deps, south, { ...outage, unitId: house.south.id })).rejects.toMatchObject({
      code: 'outage.unknown',
    })
    expect(await listOutages(house.deps, south)).toEqual([])
    expect((await listOutages(house.deps, north)).map(({ id }) => id)).toContain(outage.id)
    expect(await announceOutage(house.deps, north, request)).toMatchObject({ state: 'announced' })
  })

  it('are shown to residents at their accounts and in the city, until a day after their end', async () => {
    const { routeId, homes } = await createNorth(3)
    const [home, , neighbour] = homes
    const residentId = home?.residentId ?? ''
    const planned = await house.draft(routes(routeId), {
      kind: 'planned',
      plannedFrom: house.time.now + 48 * 3_600_000,
      plannedTo: house.time.now + 50 * 3_600_000,
    })
    const burst = await house.draft([{ kind: 'accounts', accountNumbers: [home?.number ?? ''] }])
    expect(await listResidentOutages(house.deps, residentId)).toEqual([])
    await house.announce(planned.id)
    await house.announce(burst.id)
    const shown = await listResidentOutages(house.deps, residentId)
    expect(shown.map(({ id, phase }) => [id, phase])).toEqual([
      [burst.id, 'now'],
      [planned.id, 'coming'],
    ])
    expect(shown[0]).toMatchObject({ plannedTo: burst.plannedTo, accounts: [{ accountId: home?.accountId }] })
    expect((await listResidentOutages(house.deps, neighbour?.residentId ?? '')).map(({ id }) => id)).toEqual([
      planned.id,
    ])
    await house.restore(burst.id)
    expect((await listResidentOutages(house.deps, residentId)).at(-1)).toMatchObject({ id: burst.id, phase: 'over' })
    const city = await listCityOutages(house.deps)
    expect(city.find(({ id }) => id === burst.id)).toMatchObject({ state: 'restored' })
    expect(JSON.stringify(city)).not.toContain(home?.number)
    house.time.now += 24 * 3_600_000
    expect((await listCityOutages(house.deps)).map(({ id }) => id)).not.toContain(burst.id)
    expect((await listResidentOutages(house.deps, residentId)).map(({ id }) => id)).toEqual([planned.id])
  })
})
