import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { createStaffHouse, housePassword } from '#test/staffHouse.ts'
import { authenticateSession } from './authenticateSession.ts'
import { changePassword } from './changePassword.ts'
import { logIn } from './logIn.ts'
import type { StaffPrincipal } from './principal.ts'
import { resetPassword } from './resetPassword.ts'
import { StaffTable } from './staff.table.ts'

const next = 'eight lakes lie below'

describe.each(databases)('changing a password on $kind', ({ open }) => {
  let database: Database
  let house: Awaited<ReturnType<typeof createStaffHouse>>
  let agent: StaffPrincipal
  let now: number
  const clock = () => now

  beforeEach(async () => {
    now = 1_790_000_000_000
    database = await open()
    house = await createStaffHouse(database, clock)
    agent = await house.hire('li.na', house.north.id, ['agent'])
  })
  afterEach(() => database.close())

  const enter = (password = housePassword) =>
    logIn({ database, clock }, { login: 'li.na', password, address: '::1', userAgent: 'test' })
  const who = (token: string) => authenticateSession({ database, clock }, token)

  it('needs the old one, ends all other sessions and lets the new one in', async () => {
    const [mine, other] = [await enter(), await enter()]
    const principal = await who(mine.token)
    if (!principal) throw new Error('did not get in')
    await changePassword({ database, clock }, principal, { current: housePassword, next })
    expect(await who(mine.token)).not.toBeNull()
    expect(await who(other.token)).toBeNull()
    await expect(enter()).rejects.toMatchObject({ code: 'staff.wrongLogin' })
    await expect(enter(next)).resolves.toMatchObject({ staffId: agent.staffId })
    expect(await database.read.countBy(AuditTable, { action: 'staff.passwordChanged' })).toBe(1)
  })

  it('counts wrong old ones as failed log-ins, so that nobody guesses at an open console', async () => {
    for (let i = 0; i < 5; i++) {
      await expect(changePassword({ database, clock }, agent, { current: `guess ${i}`, next })).rejects.toMatchObject({
        code: 'staff.wrongPassword',
      })
    }
    await expect(changePassword({ database, clock }, agent, { current: housePassword, next })).rejects.toMatchObject({
      code: 'staff.locked',
    })
    await expect(enter()).rejects.toMatchObject({ code: 'staff.locked' })
  })

  it('refuses a weak new one, and the old one again', async () => {
    const change = (wanted: string) =>
      changePassword({ database, clock }, agent, { current: housePassword, next: wanted })
    await expect(change('short')).rejects.toMatchObject({ data: { reason: 'tooShort' } })
    await expect(change(housePassword)).rejects.toMatchObject({ data: { reason: 'unchanged' } })
    await expect(enter()).resolves.toBeDefined()
  })

  it('lets one of two changes at once win', async () => {
    const change = (wanted: string) =>
      changePassword({ database, clock }, agent, { current: housePassword, next: wanted })
    const results = await Promise.allSettled([change(next), change('nine springs rise above')])
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('can be done for somebody by who has authority over them: for one log-in, and it unlocks', async () => {
    const { token } = await enter()
    await database.transaction((tx) =>
      tx.update(StaffTable, { id: agent.staffId }, { failedAttempts: 5, lockedUntil: now + 1_000_000 }),
    )
    await resetPassword({ database, clock }, house.admin, { staffId: agent.staffId, password: next })
    expect(await who(token)).toBeNull()
    const entered = await enter(next)
    expect(entered.mustChangePassword).toBe(true)
    const principal = await who(entered.token)
    if (!principal) throw new Error('did not get in')
    expect(principal.grants).toEqual([])
    await changePassword({ database, clock }, principal, { current: next, next: 'nine springs rise above' })
    expect((await who(entered.token))?.grants).toHaveLength(1)
  })

  it('cannot be done for a superior, who would then be taken over', async () => {
    await house.inventRole('branchManager', ['staff.manage', 'staff.read', 'account.read'])
    const manager = await house.hire('manager', house.north.id, ['branchManager'])
    const cashier = await house.hire('cashier', house.north.id, ['cashier'])
    for (const staffId of [house.admin.staffId, cashier.staffId]) {
      await expect(resetPassword({ database, clock }, manager, { staffId, password: next })).rejects.toMatchObject({
        code: 'staff.forbidden',
      })
    }
  })
})
