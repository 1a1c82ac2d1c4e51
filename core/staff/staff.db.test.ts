import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { permissions } from '#core/contract/permissions.ts'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { createStaffHouse, housePassword } from '#test/staffHouse.ts'
import { createFirstAdmin } from './createFirstAdmin.ts'
import { createStaff } from './createStaff.ts'
import { createUnit } from './createUnit.ts'
import { installStandardRoles } from './installStandardRoles.ts'
import { listRoles } from './listRoles.ts'
import { listStaff } from './listStaff.ts'
import { listUnits } from './listUnits.ts'
import { unitIn } from './scope.ts'
import { OrgUnitTable, RoleTable, StaffTable } from './staff.table.ts'
import { standardRoles } from './standardRoles.ts'

describe.each(databases)('the staff of a utility on $kind', ({ open }) => {
  let database: Database
  let house: Awaited<ReturnType<typeof createStaffHouse>>
  const clock = () => 1_790_000_000_000

  beforeEach(async () => {
    database = await open()
    house = await createStaffHouse(database, clock)
  })
  afterEach(() => database.close())

  it('begins with one administrator, once', async () => {
    expect(house.admin.grants).toMatchObject([{ unitPath: '/root/', permissions }])
    const again = { unitName: '另一家', login: 'second', name: '第二', password: housePassword }
    await expect(createFirstAdmin({ database, clock }, again)).rejects.toMatchObject({ code: 'staff.alreadyFounded' })
    expect(await database.read.count(StaffTable)).toBe(1)
  })

  it('gets the standard roles as this version knows them, also where an earlier one left others', async () => {
    await database.transaction(async (tx) => {
      await tx.update(RoleTable, { code: 'admin' }, { permissions: ['staff.read'] })
      await installStandardRoles(tx, clock())
    })
    const roles = await listRoles({ database }, house.admin)
    expect(roles.map(({ name }) => name).toSorted()).toEqual(standardRoles.map(({ name }) => name).toSorted())
    expect(roles.find(({ code }) => code === 'admin')?.permissions).toEqual(permissions)
  })

  it('shows each manager the people of their own branch, and nobody’s password', async () => {
    await house.hire('north.1', house.north.id, ['agent'])
    await house.hire('east.1', house.east.id)
    await house.hire('south.1', house.south.id)
    const supervisor = await house.hire('north.2', house.north.id, ['supervisor'])
    const seen = await listStaff({ database }, supervisor)
    expect(seen.map(({ login }) => login)).toEqual(['east.1', 'north.1', 'north.2'])
    expect(seen[1]?.roles).toEqual([
      { role: 'agent', name: '话务员', unitId: house.north.id, unitPath: '/root/north/' },
    ])
    expect(JSON.stringify(seen)).not.toContain('argon2')
    expect((await listUnits({ database }, supervisor)).map(({ path }) => path)).toEqual([
      '/root/north/',
      '/root/north/east/',
    ])
    const agent = await house.hire('north.3', house.north.id, ['agent'])
    await expect(listStaff({ database }, agent)).rejects.toMatchObject({ code: 'staff.forbidden' })
  })

  it('can be searched and paged', async () => {
    for (const login of ['a1', 'a2', 'a3', 'b1']) await house.hire(login, house.south.id)
    const logins = async (filter: Parameters<typeof listStaff>[2]) =>
      (await listStaff({ database }, house.admin, filter)).map(({ login }) => login)
    expect(await logins({ search: 'a' })).toEqual(['a1', 'a2', 'a3', 'admin'])
    expect(await logins({ search: '%' })).toEqual([])
    expect(await logins({ limit: 2, after: 'a1' })).toEqual(['a2', 'a3'])
    expect(await logins({ unitPath: '/root/south/' })).toEqual(['a1', 'a2', 'a3', 'b1'])
    expect(await logins({ disabled: true })).toEqual([])
  })

  it('refuses a login twice, whatever its case, and one that is none', async () => {
    const wanted = { name: '李娜', unitId: house.north.id, password: housePassword, roles: [] }
    const hire = (login: string) => createStaff({ database, clock }, house.admin, { ...wanted, login })
    await hire('Li.Na')
    await expect(hire('li.na ')).rejects.toMatchObject({ kind: 'conflict', code: 'staff.loginTaken' })
    for (const login of ['', 'x', 'li na', "x' or 1=1", '李娜']) {
      await expect(hire(login)).rejects.toMatchObject({ code: 'staff.loginInvalid' })
    }
    await expect(
      createStaff({ database, clock }, house.admin, { ...wanted, login: 'weak', password: '12345678' }),
    ).rejects.toMatchObject({
      code: 'staff.passwordWeak',
    })
  })

  it('grows units below those that one manages', async () => {
    const unit = await createUnit({ database, clock }, house.admin, {
      parentId: house.east.id,
      code: 'counter-1',
      name: '一号柜台',
    })
    expect(unit.path).toBe('/root/north/east/counter-1/')
    const add = (code: string) =>
      createUnit({ database, clock }, house.admin, { parentId: house.east.id, code, name: '柜台' })
    await expect(add('counter-1')).rejects.toMatchObject({ code: 'staff.unitTaken' })
    for (const code of ['', 'a/b', '..', '%', 'A', 'a_b'])
      await expect(add(code)).rejects.toMatchObject({ code: 'staff.unitCodeInvalid' })
    await house.inventRole('branchManager', ['staff.manage'])
    const manager = await house.hire('manager', house.north.id, ['branchManager'])
    const below = (parentId: string) => createUnit({ database, clock }, manager, { parentId, code: 'new', name: '新' })
    await expect(below(house.south.id)).rejects.toMatchObject({ code: 'staff.forbidden' })
    await expect(below(house.root.id)).rejects.toMatchObject({ code: 'staff.forbidden' })
    await expect(below(house.north.id)).resolves.toMatchObject({ path: '/root/north/new/' })
  })

  it('finds by SQL the units of a scope, and not those that are merely called alike', async () => {
    const root = { parentId: house.root.id, name: '相似' }
    await database.transaction(async (tx) => {
      await tx.insert(OrgUnitTable, { ...root, id: 'U1', path: '/root/north-2/' })
      await tx.insert(OrgUnitTable, { ...root, id: 'U2', path: '/root/northern/' })
      await tx.insert(OrgUnitTable, { ...root, id: 'U3', path: '/root/north0/' })
    })
    const { sql, parameters } = unitIn(['/root/north/'], 'id')
    const rows: { path: string }[] = await database.read.query(`select path from org_unit where ${sql} order by path`, [
      ...parameters,
    ])
    expect(rows.map(({ path }) => path)).toEqual(['/root/north/', '/root/north/east/'])
  })
})
