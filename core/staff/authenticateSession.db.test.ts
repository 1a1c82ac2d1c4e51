import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { createStaffHouse, housePassword } from '#test/staffHouse.ts'
import { authenticateSession } from './authenticateSession.ts'
import { disableStaff } from './disableStaff.ts'
import { logIn } from './logIn.ts'
import { logOut } from './logOut.ts'
import { requirePermissionAt, type StaffPrincipal } from './principal.ts'
import { revokeSessions } from './revokeSessions.ts'
import { setRoles } from './setRoles.ts'
import { StaffSessionTable, StaffTable } from './staff.table.ts'

const minute = 60_000

describe.each(databases)('a staff session on $kind', ({ open }) => {
  let database: Database
  let house: Awaited<ReturnType<typeof createStaffHouse>>
  let agent: StaffPrincipal
  let now: number
  const clock = () => now

  beforeEach(async () => {
    now = 1_790_000_000_000
    database = await open()
    house = await createStaffHouse(database, clock)
    agent = await house.hire('li.na', house.north.id, ['agent', 'cashier'])
  })
  afterEach(() => database.close())

  const enter = async (login = 'li.na') =>
    (await logIn({ database, clock }, { login, password: housePassword, address: '::1', userAgent: 'test' })).token
  const who = (token: string) => authenticateSession({ database, clock }, token)
  const enterAs = async (login: string) => {
    const principal = await who(await enter(login))
    if (!principal) throw new Error(`${login} did not get in`)
    return principal
  }

  it('says who it is and what they hold where', async () => {
    const principal = await enterAs('li.na')
    expect(principal).toMatchObject({ staffId: agent.staffId, login: 'li.na', mustChangePassword: false })
    expect(principal.grants.map(({ unitPath }) => unitPath)).toEqual(['/root/north/', '/root/north/'])
    expect(() => requirePermissionAt(principal, 'payment.book', '/root/north/east/')).not.toThrow()
    expect(() => requirePermissionAt(principal, 'payment.book', '/root/south/')).toThrow('staff.forbidden')
  })

  it('lets in a person without any role, who then may do nothing', async () => {
    await house.hire('new', house.south.id)
    expect((await enterAs('new')).grants).toEqual([])
  })

  it('knows no token but its own', async () => {
    const token = await enter()
    const tampered = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
    for (const other of ['', 'x', tampered, `${token} `, "' or 1=1 --", token.toUpperCase()])
      expect(await who(other)).toBeNull()
    const { tokenHash } = await database.read.findOneByOrFail(StaffSessionTable, { staffId: agent.staffId })
    expect(await who(tokenHash)).toBeNull()
  })

  it('ends after half an hour without a request', async () => {
    const token = await enter()
    now += 29 * minute
    expect(await who(token)).not.toBeNull()
    now += 29 * minute
    expect(await who(token)).not.toBeNull()
    now += 30 * minute
    expect(await who(token)).toBeNull()
  })

  it('ends after twelve hours, however busy', async () => {
    const token = await enter()
    for (let i = 0; i < 36; i++) {
      expect(await who(token)).not.toBeNull()
      now += 20 * minute
    }
    expect(await who(token)).toBeNull()
  })

  it('notes that it was seen at most once a minute', async () => {
    const token = await enter()
    const begun = now
    let commits = 0
    const stop = database.onCommit(() => commits++)
    for (let i = 0; i < 5; i++) {
      await who(token)
      now += 10_000
    }
    expect(commits).toBe(0)
    now = begun + minute
    await who(token)
    await who(token)
    stop()
    expect(commits).toBe(1)
    expect(await database.read.findOneBy(StaffSessionTable, { staffId: agent.staffId })).toMatchObject({
      lastSeenAt: now,
    })
  })

  it('is over the moment its person is disabled', async () => {
    const tokens = [await enter(), await enter()]
    await disableStaff({ database, clock }, house.admin, agent.staffId)
    for (const token of tokens) expect(await who(token)).toBeNull()
    await database.transaction((tx) => tx.update(StaffSessionTable, { staffId: agent.staffId }, { revokedAt: null }))
    expect(await who(tokens[0] ?? '')).toBeNull()
  })

  it('is over for the one that logs out only', async () => {
    const [mine, other] = [await enter(), await enter()]
    const principal = await who(mine)
    if (!principal) throw new Error('did not get in')
    await logOut({ database, clock }, principal)
    await logOut({ database, clock }, principal)
    expect(await who(mine)).toBeNull()
    expect(await who(other)).not.toBeNull()
  })

  it('can be revoked by its person and by who has authority over them, by nobody else', async () => {
    const token = await enter()
    const colleague = await house.hire('wang', house.north.id, ['agent'])
    await expect(revokeSessions({ database, clock }, colleague, agent.staffId)).rejects.toMatchObject({
      code: 'staff.forbidden',
    })
    expect(await who(token)).not.toBeNull()
    expect(await revokeSessions({ database, clock }, house.admin, agent.staffId)).toBe(1)
    expect(await who(token)).toBeNull()
    const own = await enter()
    expect(await revokeSessions({ database, clock }, agent, agent.staffId)).toBe(1)
    expect(await who(own)).toBeNull()
  })

  it('feels with the next request that a role was taken', async () => {
    const token = await enter()
    await setRoles({ database, clock }, house.admin, {
      staffId: agent.staffId,
      roles: [{ role: 'agent', unitId: house.north.id }],
    })
    expect((await who(token))?.grants).toHaveLength(1)
    await setRoles({ database, clock }, house.admin, { staffId: agent.staffId, roles: [] })
    expect((await who(token))?.grants).toEqual([])
  })

  it('holds nothing until a password that somebody else set is changed', async () => {
    await database.transaction((tx) => tx.update(StaffTable, { id: agent.staffId }, { mustChangePassword: true }))
    expect(await enterAs('li.na')).toMatchObject({ mustChangePassword: true, grants: [] })
  })
})
