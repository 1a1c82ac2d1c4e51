import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { createStaffHouse } from '#test/staffHouse.ts'
import { createStaff } from './createStaff.ts'
import { disableStaff } from './disableStaff.ts'
import { grantsOf } from './grantsOf.ts'
import type { StaffPrincipal } from './principal.ts'
import { setRoles } from './setRoles.ts'
import { StaffTable } from './staff.table.ts'
import { standardRoles } from './standardRoles.ts'

describe.each(databases)('granting roles on $kind', ({ open }) => {
  let database: Database
  let house: Awaited<ReturnType<typeof createStaffHouse>>
  let manager: StaffPrincipal
  let agent: StaffPrincipal
  const clock = () => 1_790_000_000_000

  beforeEach(async () => {
    database = await open()
    house = await createStaffHouse(database, clock)
    // Manages the staff of the north, and holds there what an agent holds, no more.
    const ofAgents = standardRoles.find(({ code }) => code === 'agent')?.permissions ?? []
    await house.inventRole('branchManager', ['staff.manage', 'staff.read', ...ofAgents])
    manager = await house.hire('manager', house.north.id, ['branchManager'])
    agent = await house.hire('li.na', house.north.id)
  })
  afterEach(() => database.close())

  const set = (granter: StaffPrincipal, staffId: string, ...roles: [string, { id: string }][]) =>
    setRoles({ database, clock }, granter, { staffId, roles: roles.map(([role, unit]) => ({ role, unitId: unit.id })) })
  const held = async (staffId: string) =>
    (await grantsOf(database.read, staffId)).map((grant) => grant.unitPath).toSorted()
  const forbidden = { kind: 'forbidden', code: 'staff.forbidden' }

  it('gives within the sub-tree what the granter holds there, and writes it down', async () => {
    await set(manager, agent.staffId, ['agent', house.north], ['agent', house.east])
    expect(await held(agent.staffId)).toEqual(['/root/north/', '/root/north/east/'])
    await set(manager, agent.staffId, ['agent', house.east])
    expect(await held(agent.staffId)).toEqual(['/root/north/east/'])
    const entries = await database.read.find(AuditTable, {
      where: { action: 'staff.rolesChanged' },
      order: { id: 'asc' },
    })
    expect(entries.map((entry) => entry.details)).toContainEqual({ given: [], taken: ['agent@/root/north/'] })
    expect(entries[0]).toMatchObject({ actorId: manager.staffId, subjectId: agent.staffId, unitId: house.north.id })
  })

  it('refuses to give more than the granter holds', async () => {
    for (const role of ['admin', 'cashier', 'accountant', 'auditor']) {
      await expect(set(manager, agent.staffId, [role, house.north])).rejects.toMatchObject(forbidden)
    }
    expect(await held(agent.staffId)).toEqual([])
  })

  it('refuses to give outside the sub-tree, above it, and to people outside it', async () => {
    await expect(set(manager, agent.staffId, ['agent', house.root])).rejects.toMatchObject(forbidden)
    await expect(set(manager, agent.staffId, ['agent', house.south])).rejects.toMatchObject(forbidden)
    const southerner = await house.hire('south', house.south.id)
    await expect(set(manager, southerner.staffId, ['agent', house.north])).rejects.toMatchObject(forbidden)
    expect(await held(agent.staffId)).toEqual([])
  })

  it('does not add up what is held at different units', async () => {
    // Books payments in the south, manages staff in the north: neither makes a cashier of the north.
    await house.inventRole('booker', ['payment.book', 'account.write', 'lateFee.propose', 'account.read'])
    await database.transaction((tx) => tx.update(StaffTable, { id: manager.staffId }, { unitId: house.north.id }))
    await set(house.admin, manager.staffId, ['branchManager', house.north], ['booker', house.south])
    const both = await house.principalOf(manager.staffId, 'manager')
    expect(both.grants).toHaveLength(2)
    await expect(set(both, agent.staffId, ['cashier', house.north])).rejects.toMatchObject(forbidden)
    await expect(set(both, agent.staffId, ['booker', house.south])).rejects.toMatchObject(forbidden)
  })

  it('refuses to take what the granter could not give, and keeps it where it is left alone', async () => {
    await set(house.admin, agent.staffId, ['cashier', house.north])
    await expect(set(manager, agent.staffId)).rejects.toMatchObject(forbidden)
    await set(manager, agent.staffId, ['cashier', house.north], ['agent', house.east])
    expect(await held(agent.staffId)).toEqual(['/root/north/', '/root/north/east/'])
  })

  it('refuses to change one’s own roles, up or down', async () => {
    await expect(async () => set(manager, manager.staffId, ['agent', house.north])).rejects.toMatchObject({
      code: 'staff.notYourself',
    })
    await expect(async () => set(house.admin, house.admin.staffId)).rejects.toMatchObject({ code: 'staff.notYourself' })
  })

  it('refuses who merely claims to hold it, or held it when the request came in', async () => {
    const forged = { ...agent, grants: house.admin.grants }
    const victim = await house.hire('wang', house.north.id)
    await expect(set(forged, victim.staffId, ['admin', house.root])).rejects.toMatchObject(forbidden)
    await set(house.admin, manager.staffId)
    await expect(set(manager, victim.staffId, ['agent', house.north])).rejects.toMatchObject(forbidden)
  })

  it('refuses to hire with more than the hirer holds, and then hires nobody', async () => {
    const wanted = { login: 'mole', name: '新人', unitId: house.north.id, password: 'eight lakes lie below' }
    const hire = (roles: { role: string; unitId: string }[], unitId = house.north.id) =>
      createStaff({ database, clock }, manager, { ...wanted, unitId, roles })
    await expect(hire([{ role: 'admin', unitId: house.north.id }])).rejects.toMatchObject(forbidden)
    await expect(hire([{ role: 'agent', unitId: house.root.id }])).rejects.toMatchObject(forbidden)
    await expect(hire([], house.south.id)).rejects.toMatchObject(forbidden)
    expect(await database.read.countBy(StaffTable, { login: 'mole' })).toBe(0)
    const staffId = await hire([{ role: 'agent', unitId: house.east.id }])
    expect(await database.read.findOneBy(StaffTable, { id: staffId })).toMatchObject({ mustChangePassword: true })
  })

  it('refuses to disable a superior, or oneself', async () => {
    const chief = await house.hire('chief', house.north.id, ['accountant'])
    await expect(disableStaff({ database, clock }, manager, chief.staffId)).rejects.toMatchObject(forbidden)
    await expect(disableStaff({ database, clock }, manager, house.admin.staffId)).rejects.toMatchObject(forbidden)
    await expect(async () => disableStaff({ database, clock }, house.admin, house.admin.staffId)).rejects.toMatchObject(
      {
        code: 'staff.notYourself',
      },
    )
    await disableStaff({ database, clock }, manager, agent.staffId)
    expect(await database.read.findOneBy(StaffTable, { id: agent.staffId })).toMatchObject({ disabledAt: clock() })
  })

  it('knows only roles and units that there are', async () => {
    await expect(set(house.admin, agent.staffId, ['emperor', house.north])).rejects.toMatchObject({
      code: 'staff.roleUnknown',
    })
    await expect(set(house.admin, agent.staffId, ['agent', { id: 'nowhere' }])).rejects.toMatchObject({
      code: 'staff.unitUnknown',
    })
    await expect(set(house.admin, 'nobody')).rejects.toMatchObject({ code: 'staff.unknown' })
  })
})
