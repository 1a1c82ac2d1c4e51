import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { createStaffHouse, housePassword } from '#test/staffHouse.ts'
import { authenticateSession } from './authenticateSession.ts'
import { disableStaff } from './disableStaff.ts'
import { type LogInDeps, logIn } from './logIn.ts'
import { nobodysHash, verifyPassword } from './password.ts'
import { purgeSessions } from './purgeSessions.ts'
import type { StaffPrincipal } from './principal.ts'
import { StaffSessionTable, StaffTable, UnknownLoginTable } from './staff.table.ts'

const minute = 60_000

describe.each(databases)('logging in on $kind', ({ open }) => {
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

  const from = { address: '10.0.0.8', userAgent: 'test', requestId: 'request-1' }
  const attempt = (login: string, password: string, more: Partial<LogInDeps> = {}) =>
    logIn({ database, clock, ...more }, { login, password, ...from })
  const codeOf = (login: string, password: string, more?: Partial<LogInDeps>) =>
    attempt(login, password, more).then(
      () => 'in',
      (error: { code: string }) => error.code,
    )
  const staffRow = () => database.read.findOneByOrFail(StaffTable, { id: agent.staffId })
  /** Counts what the guesses cost, without the cost. */
  const countingVerify = () => {
    const seen: string[] = []
    const verify = async (passwordHash: string, password: string) => {
      seen.push(passwordHash)
      await new Promise((resolve) => setTimeout(resolve, 20))
      return password === housePassword && passwordHash !== nobodysHash
    }
    return { seen, verify }
  }

  it('opens a session, keeps only the hash of its token, and writes it down', async () => {
    const { token, sessionId, mustChangePassword } = await attempt(' Li.Na ', housePassword)
    expect(mustChangePassword).toBe(false)
    expect(await authenticateSession({ database, clock }, token)).toMatchObject({ staffId: agent.staffId, sessionId })
    const session = await database.read.findOneByOrFail(StaffSessionTable, { id: sessionId })
    expect(JSON.stringify(session)).not.toContain(token)
    const audit = await database.read.findOneByOrFail(AuditTable, { action: 'staff.loggedIn' })
    expect(audit).toMatchObject({ actorId: agent.staffId, unitId: house.north.id, requestId: 'request-1' })
    expect(audit.details).toEqual({ address: '10.0.0.8' })
  })

  it('refuses a wrong password, an unknown login and a disabled person by the same words', async () => {
    await house.hire('gone', house.north.id)
    await database.transaction((tx) => tx.update(StaffTable, { login: 'gone' }, { disabledAt: now }))
    const refusals = await Promise.all(
      [
        ['li.na', 'not the password'],
        ['nobody', housePassword],
        ['gone', housePassword],
      ].map(([login = '', password = '']) => attempt(login, password).catch((error: unknown) => error)),
    )
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ kind: 'unauthenticated', code: 'staff.wrongLogin', data: {} })
    }
    expect(new Set(refusals.map((refusal) => (refusal as { sentence: string }).sentence)).size).toBe(1)
    const audited = await database.read.findBy(AuditTable, { action: 'staff.logInFailed' })
    expect(audited.map((entry) => entry.details?.['reason']).toSorted()).toEqual(['disabled', 'password', 'unknown'])
  })

  it('verifies a password also for a login that nobody has', async () => {
    const hashes: string[] = []
    const verify = (passwordHash: string, password: string) => {
      hashes.push(passwordHash)
      return verifyPassword(passwordHash, password)
    }
    await codeOf('nobody', housePassword, { verify })
    await codeOf('li.na', 'not the password', { verify })
    expect(hashes).toEqual([nobodysHash, (await staffRow()).passwordHash])
  })

  it.each(['li.na', 'nobody'])('lets five of forty guesses sent at once look at the password of %s', async (login) => {
    const { seen, verify } = countingVerify()
    const codes = await Promise.all(
      Array.from({ length: 40 }, (_, i) => codeOf(login, `guess number ${i}`, { verify })),
    )
    expect(seen).toHaveLength(5)
    expect(codes.filter((code) => code === 'staff.wrongLogin')).toHaveLength(5)
    expect(codes.filter((code) => code === 'staff.locked')).toHaveLength(35)
    expect(await codeOf(login, housePassword, { verify })).toBe('staff.locked')
    expect(seen).toHaveLength(5)
  })

  it('keeps the count although it refuses, and forgets it with a success', async () => {
    for (const failures of [1, 2, 3, 4]) {
      expect(await codeOf('li.na', 'not the password')).toBe('staff.wrongLogin')
      expect((await staffRow()).failedAttempts).toBe(failures)
    }
    expect(await codeOf('li.na', housePassword)).toBe('in')
    expect(await staffRow()).toMatchObject({ failedAttempts: 0, lockedUntil: null })
  })

  it.each(['li.na', 'nobody'])(
    'locks %s for 15 minutes, then twice as long each time, at most for a day',
    async (login) => {
      const { verify } = countingVerify()
      const locks: number[] = []
      for (let round = 0; round < 9; round++) {
        for (let i = 0; i < 5; i++) expect(await codeOf(login, 'guess', { verify })).toBe('staff.wrongLogin')
        const refusal = await attempt(login, housePassword, { verify }).catch((error: unknown) => error)
        expect(refusal).toMatchObject({ kind: 'tooMany', code: 'staff.locked' })
        const { retryAt, retryAfterSeconds } = (refusal as { data: { retryAt: number; retryAfterSeconds: number } })
          .data
        expect(retryAfterSeconds).toBe((retryAt - now) / 1000)
        locks.push((retryAt - now) / minute)
        now = retryAt - 1
        expect(await codeOf(login, housePassword, { verify })).toBe('staff.locked')
        now = retryAt
      }
      expect(locks).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440])
      expect(await codeOf(login, housePassword, { verify })).toBe(login === 'nobody' ? 'staff.wrongLogin' : 'in')
    },
  )

  it('gives no session to who is disabled while the password is being verified', async () => {
    const verify = async (passwordHash: string, password: string) => {
      const right = await verifyPassword(passwordHash, password)
      await disableStaff({ database, clock }, house.admin, agent.staffId)
      return right
    }
    expect(await codeOf('li.na', housePassword, { verify })).toBe('staff.wrongLogin')
    expect(await database.read.countBy(StaffSessionTable, { staffId: agent.staffId })).toBe(0)
  })

  it.each(["' or 1=1 --", "admin'--", 'admin" or ""="', "x'; drop table staff; --", '%', '_dmin', '', '\u0000admin'])(
    'takes a login like %j for a login',
    async (login) => {
      expect(await codeOf(login, "' or '1'='1")).toBe('staff.wrongLogin')
      expect(await database.read.count(StaffTable)).toBe(2)
    },
  )

  it('takes a login that no column could hold for an unknown one', async () => {
    expect(await codeOf('a'.repeat(5_000), housePassword)).toBe('staff.wrongLogin')
  })

  it('writes down neither the password nor what was typed as a login', async () => {
    await codeOf('seven rivers', 'not the password')
    await codeOf('li.na', 'not the password')
    const stored = JSON.stringify([await database.read.find(AuditTable), await database.read.find(UnknownLoginTable)])
    expect(stored).not.toContain('seven rivers')
    expect(stored).not.toContain('not the password')
  })

  it('forgets counters of unknown logins, and sessions, only when they have long been over', async () => {
    await codeOf('nobody', 'guess')
    await attempt('li.na', housePassword)
    now += 24 * 60 * minute
    await purgeSessions({ database, clock })
    expect(await database.read.count(UnknownLoginTable)).toBe(1)
    now += 91 * 24 * 60 * minute
    await purgeSessions({ database, clock })
    expect(await database.read.count(UnknownLoginTable)).toBe(0)
    expect(await database.read.count(StaffSessionTable)).toBe(0)
  })
})
