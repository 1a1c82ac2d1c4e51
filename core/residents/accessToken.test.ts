import { createHmac } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { type AccessKey, importAccessKey, signAccessToken, verifyAccessToken } from './accessToken.ts'

const secret = 'a secret of the tests, of some length'
const principal = { residentId: '01RESIDENT', sessionId: '01FAMILY' }
const begun = 1_790_000_000_000

describe('an access token', () => {
  let accessKey: AccessKey
  beforeAll(async () => {
    accessKey = await importAccessKey(secret)
  })
  const verify = (token: string, now = begun) => verifyAccessToken(accessKey, token, () => now)

  it('says who it is for ten minutes', async () => {
    const token = await signAccessToken(accessKey, principal, begun)
    expect(await verify(token)).toEqual(principal)
    expect(await verify(token, begun + 10 * 60_000 - 1)).toEqual(principal)
    expect(await verify(token, begun + 10 * 60_000)).toBeNull()
  })

  it('is worth nothing when a single sign of it is changed', async () => {
    const token = await signAccessToken(accessKey, principal, begun)
    const [head = '', body = '', signature = ''] = token.split('.')
    const other = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), sub: '01OTHER' }),
    )
    expect(await verify([head, other.toString('base64url'), signature].join('.'))).toBeNull()
    expect(await verify(`${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`)).toBeNull()
    expect(await verify(`${head}.${body}.`)).toBeNull()
    for (const junk of ['', '.', '..', 'x.y.z', `${token}.`, ` ${token}`]) expect(await verify(junk)).toBeNull()
  })

  it('is of this hub, for residents, signed with HS256 and nothing else', async () => {
    const claims = { sid: principal.sessionId }
    const key = Buffer.from(secret)
    const jwt = () =>
      new SignJWT(claims)
        .setSubject(principal.residentId)
        .setIssuedAt(begun / 1000)
        .setExpirationTime(begun / 1000 + 60)
    const hs256 = { alg: 'HS256' }
    const good = jwt().setProtectedHeader(hs256).setIssuer('water-hub').setAudience('resident')
    expect(await verify(await good.sign(key))).toEqual(principal)
    expect(
      await verify(await jwt().setProtectedHeader(hs256).setIssuer('water-hub').setAudience('staff').sign(key)),
    ).toBeNull()
    expect(
      await verify(await jwt().setProtectedHeader(hs256).setIssuer('other').setAudience('resident').sign(key)),
    ).toBeNull()
    expect(
      await verify(
        await jwt()
          .setProtectedHeader({ alg: 'HS512' })
          .setIssuer('water-hub')
          .setAudience('resident')
          .sign(Buffer.from(secret.repeat(2))),
      ),
    ).toBeNull()
    expect(await verify(await good.sign(Buffer.from('another secret of the tests, as long')))).toBeNull()
    const unsigned = new UnsecuredJWT(claims)
      .setSubject(principal.residentId)
      .setIssuer('water-hub')
      .setAudience('resident')
      .setExpirationTime(begun / 1000 + 60)
    expect(await verify(unsigned.encode())).toBeNull()
  })

  it('must end some day', async () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const signed = (claims: object) => {
      const text = `${encode({ alg: 'HS256' })}.${encode({ iss: 'water-hub', aud: 'resident', ...claims })}`
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
    }
    const rest = { sub: '01RESIDENT', sid: '01FAMILY' }
    expect(await verify(signed({ ...rest, exp: begun / 1000 + 60 }))).toEqual(principal)
    expect(await verify(signed(rest))).toBeNull()
    expect(await verify(signed({ sub: '01RESIDENT', exp: begun / 1000 + 60 }))).toBeNull()
  })

  it('asks for a secret that is worth the name', async () => {
    await expect(importAccessKey('short')).rejects.toThrow(RangeError)
  })
})
