import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { createStaffHouse, housePassword } from '#test/staffHouse.ts'
import { disableStaff } from './disableStaff.ts'
import { enableStaff } from './enableStaff.ts'
import { logIn } from './logIn.ts'
import type { StaffPrincipal } from './principal.ts'
import { StaffRoleTable, StaffTable } from './staff.table.ts'

describe.each(databases)('letting staff in again on $kind', ({ open }) => {
  let database: Database
  let house: Awaited<ReturnType<typeof createStaffHouse>>
  let liNa: StaffPrincipal
  const clock = () => 1_790_000_000_000
  const password = 'nine rivers meet'

  beforeEach(async () => {
    database = await open()
    house = await createStaffHouse(database, clock)
    liNa = await house.hire('li.na', house.north.id, ['agent'])
  })
  afterEach(() => database.close())

  const enable = (principal: StaffPrincipal, given = password) =>
    enableStaff({ database, clock }, principal, { staffId: liNa.staffId, password: given })
  const enter = (given: string) =>
    logIn({ database, clock }, { login: 'li.na', password: given, address: '10.0.0.1', userAgent: 'test' })

  it('gives back the roles and a password for one log-in, and writes it down', async () => {
    await disableStaff({ database, clock }, house.admin, liNa.staffId)
    await enable(house.admin)
    await expect(enter(housePassword)).rejects.toMatchObject({ code: 'staff.wrongLogin' })
    expect(await enter(password)).toMatchObject({ staffId: liNa.staffId, mustChangePassword: true })
    expect(await database.read.countBy(StaffRoleTable, { staffId: liNa.staffId })).toBe(1)
    const [entry] = await database.read.findBy(AuditTable, { action: 'staff.enabled' })
    expect(entry).toMatchObject({
      actorId: house.admin.staffId,
      subjectId: liNa.staffId,
      unitId: house.north.id,
      details: { disabledAt: clock() },
    })
  })

  it('is no way to give a password to somebody who is in', async () => {
    await expect(enable(house.admin)).rejects.toMatchObject({ kind: 'conflict', code: 'staff.notDisabled' })
    expect(await enter(housePassword)).toMatchObject({ staffId: liNa.staffId, mustChangePassword: false })
  })

  it('is for who has authority over the person, with a password that is strong', async () => {
    await disableStaff({ database, clock }, house.admin, liNa.staffId)
    const southern = await house.hire('south', house.south.id, ['admin'])
    const colleague = await house.hire('zhou.lei', house.north.id, ['agent'])
    await house.inventRole('clerk', ['staff.manage'])
    const clerk = await house.hire('clerk', house.north.id, ['clerk'])
    for (const principal of [southern, colleague, clerk]) {
      await expect(enable(principal)).rejects.toMatchObject({ kind: 'forbidden', code: 'staff.forbidden' })
    }
    await expect(enable(house.admin, 'short')).rejects.toMatchObject({ code: 'staff.passwordWeak' })
    const { disabledAt } = await database.read.findOneByOrFail(StaffTable, { id: liNa.staffId })
    expect(disabledAt).toBe(clock())
  })
})
