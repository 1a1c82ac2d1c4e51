import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { importAccessKey, verifyAccessToken } from './accessToken.ts'
import { deleteResident } from './deleteResident.ts'
import { findOrCreateResident } from './findOrCreateResident.ts'
import { issueTokens, type TokenDeps } from './issueTokens.ts'
import { purgeRefreshTokens } from './purgeRefreshTokens.ts'
import { RefreshTokenTable, ResidentTable } from './resident.table.ts'
import { revokeFamily } from './revokeFamily.ts'
import { rotateRefreshToken } from './rotateRefreshToken.ts'

const day = 24 * 3_600_000
const refused = { kind: 'unauthenticated', code: 'resident.tokenInvalid' }

describe.each(databases)('a resident on $kind', ({ open }) => {
  let database: Database
  let deps: TokenDeps
  let residentId: string
  let now: number
  const clock = () => now

  beforeEach(async () => {
    now = 1_790_000_000_000
    database = await open()
    deps = { database, clock, accessKey: await importAccessKey('a secret of the tests, of some length') }
    residentId = (await find('openid-1')).id
  })
  afterEach(() => database.close())

  const find = (platformId: string, platform: 'wechat' | 'alipay' = 'wechat') =>
    findOrCreateResident({ database, clock }, { platform, platformId })
  const rotate = (token: string) => rotateRefreshToken(deps, token)
  const principalOf = async (accessToken: string) => {
    const principal = await verifyAccessToken(deps.accessKey, accessToken, clock)
    if (!principal) throw new Error('not a token of ours')
    return principal
  }

  it('is one however many first log-ins come at once, and another on another platform', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => find('openid-2')))
    expect(new Set(all.map((resident) => resident.id)).size).toBe(1)
    expect((await find('openid-2')).id).toBe(all[0]?.id)
    expect((await find('openid-2', 'alipay')).id).not.toBe(all[0]?.id)
    expect(await database.read.countBy(ResidentTable, { platformId: 'openid-2' })).toBe(2)
  })

  it('gets an access token that names them and a refresh token of which only the hash is kept', async () => {
    const tokens = await issueTokens(deps, residentId)
    expect(await principalOf(tokens.accessToken)).toMatchObject({ residentId })
    expect(tokens.accessExpiresAt).toBe(now + 600_000)
    expect(tokens.refreshExpiresAt).toBe(now + 30 * day)
    expect(JSON.stringify(await database.read.find(RefreshTokenTable))).not.toContain(tokens.refreshToken)
    await expect(issueTokens(deps, 'nobody')).rejects.toMatchObject({ code: 'resident.unknown' })
  })

  it('exchanges refresh tokens along one family', async () => {
    const first = await issueTokens(deps, residentId)
    now += 11 * 60_000
    const second = await rotate(first.refreshToken)
    now += 11 * 60_000
    const third = await rotate(second.refreshToken)
    const { sessionId } = await principalOf(third.accessToken)
    const rows = await database.read.find(RefreshTokenTable)
    expect(rows.map((row) => row.familyId)).toEqual([sessionId, sessionId, sessionId])
  })

  it('loses the whole family, for good, when a used token is presented again', async () => {
    const stolen = await issueTokens(deps, residentId)
    const other = await issueTokens(deps, residentId)
    now += day
    const victim = await rotate(stolen.refreshToken)
    now += 10_001
    await expect(rotate(stolen.refreshToken)).rejects.toMatchObject(refused)
    await expect(rotate(victim.refreshToken)).rejects.toMatchObject(refused)
    await expect(rotate(other.refreshToken)).resolves.toBeDefined()
    expect(await database.read.findBy(AuditTable, { action: 'resident.tokenReused' })).toMatchObject([
      { subjectId: residentId },
    ])
  })

  it('catches the thief also when it is the thief who used it first', async () => {
    const stolen = await issueTokens(deps, residentId)
    const thief = await rotate(stolen.refreshToken)
    now += day
    await expect(rotate(stolen.refreshToken)).rejects.toMatchObject(refused)
    await expect(rotate(thief.refreshToken)).rejects.toMatchObject(refused)
  })

  it('gives another token to whoever lost the answer and asks again within ten seconds', async () => {
    const first = await issueTokens(deps, residentId)
    await rotate(first.refreshToken)
    now += 10_000
    const again = await rotate(first.refreshToken)
    now += day
    await expect(rotate(again.refreshToken)).resolves.toBeDefined()
  })

  it('takes it for theft within ten seconds when the answer did arrive', async () => {
    const first = await issueTokens(deps, residentId)
    now += day
    const second = await rotate(first.refreshToken)
    now += 2_000
    const third = await rotate(second.refreshToken)
    now += 2_000
    await expect(rotate(first.refreshToken)).rejects.toMatchObject(refused)
    await expect(rotate(third.refreshToken)).rejects.toMatchObject(refused)
  })

  it('leaves a thief who was quick no second branch to live on', async () => {
    const first = await issueTokens(deps, residentId)
    const victim = await rotate(first.refreshToken)
    now += 5_000
    const thief = await rotate(first.refreshToken)
    now += day
    const next = await rotate(victim.refreshToken)
    await expect(rotate(thief.refreshToken)).rejects.toMatchObject(refused)
    await expect(rotate(next.refreshToken)).rejects.toMatchObject(refused)
  })

  it('keeps one line alive of ten rotations that are sent at once', async () => {
    const first = await issueTokens(deps, residentId)
    const all = await Promise.all(Array.from({ length: 10 }, () => rotate(first.refreshToken)))
    expect(new Set(all.map((tokens) => tokens.refreshToken)).size).toBe(10)
    now += day
    const outcomes = await Promise.allSettled(all.map((tokens) => rotate(tokens.refreshToken)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('logs out: the family ends, others and other people’s live', async () => {
    const [mine, other] = [await issueTokens(deps, residentId), await issueTokens(deps, residentId)]
    const principal = await principalOf(mine.accessToken)
    await revokeFamily(deps, { ...principal, residentId: (await find('openid-3')).id })
    const next = await rotate(mine.refreshToken)
    await revokeFamily(deps, principal)
    await revokeFamily(deps, principal)
    await expect(rotate(next.refreshToken)).rejects.toMatchObject(refused)
    await expect(rotate(other.refreshToken)).resolves.toBeDefined()
  })

  it('is refused with a token that is thirty days old, or none of ours', async () => {
    const { refreshToken } = await issueTokens(deps, residentId)
    const { tokenHash } = await database.read.findOneByOrFail(RefreshTokenTable, {})
    for (const other of ['', 'x', "' or 1=1 --", tokenHash, 'A'.repeat(43)])
      await expect(rotate(other)).rejects.toMatchObject(refused)
    now += 30 * day
    await expect(rotate(refreshToken)).rejects.toMatchObject(refused)
  })

  it('can be forgotten: tokens end, and the same person is somebody new', async () => {
    const { refreshToken } = await issueTokens(deps, residentId)
    await deleteResident(deps, { kind: 'resident', id: residentId }, residentId)
    await expect(rotate(refreshToken)).rejects.toMatchObject(refused)
    await expect(issueTokens(deps, residentId)).rejects.toMatchObject({ code: 'resident.unknown' })
    expect(JSON.stringify(await database.read.find(ResidentTable))).not.toContain('openid-1')
    expect((await find('openid-1')).id).not.toBe(residentId)
  })

  it('leaves expired tokens to the purge, which spares what a living family needs', async () => {
    const first = await issueTokens(deps, residentId)
    await issueTokens(deps, residentId)
    now += 20 * day
    const second = await rotate(first.refreshToken)
    now += 20 * day
    expect(await purgeRefreshTokens(deps)).toBe(1)
    const third = await rotate(second.refreshToken)
    now += 10 * day + 1
    expect(await purgeRefreshTokens(deps)).toBe(1)
    await expect(rotate(third.refreshToken)).resolves.toBeDefined()
    now += 31 * day
    expect(await purgeRefreshTokens(deps)).toBe(3)
    expect(await database.read.count(RefreshTokenTable)).toBe(0)
  })
})
