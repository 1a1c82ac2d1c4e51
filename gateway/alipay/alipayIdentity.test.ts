import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#core/kernel/clock.ts'
import { startAlipay } from '#test/vendors/alipay.ts'
import { createAlipayIdentity } from './alipayIdentity.ts'
import { contentToSign, nodeText } from './alipaySignature.ts'

describe('Alipay says who has logged in', () => {
  let alipay: Awaited<ReturnType<typeof startAlipay>>
  beforeAll(async () => {
    alipay = await startAlipay()
  })
  afterAll(() => alipay.close())
  const identify = (code: string, change: object = {}) =>
    createAlipayIdentity({ ...alipay.app, clock: systemClock, ...change }).identify(code)
  const busy = (reason: string) => ({ code: 'resident.platformBusy', data: { reason } })

  it('by the code of a log-in, with the number of the user or, to newer apps, an open id', async () => {
    expect(await identify(alipay.codeFor('2088000000001'))).toBe('2088000000001')
    alipay.next('openId')
    expect(await identify(alipay.codeFor('074a1CcTG1LelxKe4xQC0z'))).toBe('074a1CcTG1LelxKe4xQC0z')
  })

  it('once for a code', async () => {
    const code = alipay.codeFor('2088000000001')
    await identify(code)
    await expect(identify(code)).rejects.toMatchObject({ code: 'resident.codeInvalid' })
    await expect(identify('never-given')).rejects.toMatchObject({ code: 'resident.codeInvalid' })
  })

  it('to nobody whose signature is not the merchant’s, or whose clock is wrong', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const code = alipay.codeFor('2088000000001')
    await expect(identify(code, { privateKey })).rejects.toMatchObject(busy('isv.invalid-signature'))
    const late = { clock: () => systemClock() - 3_600_000 }
    await expect(identify(code, late)).rejects.toMatchObject(busy('isv.invalid-timestamp'))
    expect(await identify(code)).toBe('2088000000001')
  })

  it('and is believed only with its own signature over what it says', async () => {
    for (const mood of ['otherKey', 'changedAfterSigning'] as const) {
      alipay.next(mood)
      await expect(identify(alipay.codeFor('2088000000001'))).rejects.toMatchObject(busy('signature'))
    }
    alipay.next('unsigned')
    await expect(identify(alipay.codeFor('2088000000001'))).rejects.toMatchObject(busy('signature missing'))
  })

  it('or else that it is busy', async () => {
    alipay.next('busy')
    await expect(identify(alipay.codeFor('1'))).rejects.toMatchObject(busy('isp.unknow-error'))
    alipay.next('html')
    await expect(identify(alipay.codeFor('1'))).rejects.toMatchObject(busy('status 502'))
    alipay.next('hangUp')
    await expect(identify(alipay.codeFor('1'))).rejects.toMatchObject(busy('network'))
  })
})

describe('What Alipay signs', () => {
  it('are the parameters in the order of their names, without empty ones and the signature', () => {
    expect(contentToSign({ version: '1.0', app_id: '1', code: '', sign: 'x', charset: 'utf-8' })).toBe(
      'app_id=1&charset=utf-8&version=1.0',
    )
  })

  it('is the text of the node, whatever is in it', () => {
    const node = '{"a": "}{\\"", "b":{"c":[{}]},"sign":"inner"}'
    expect(nodeText(`{"x_response":${node},"sign":"outer"}`, 'x_response')).toBe(node)
    expect(nodeText('{"x_response":"no object","sign":"{}"}', 'x_response')).toBeNull()
    expect(nodeText('{"x_response":{"a":1', 'x_response')).toBeNull()
    expect(nodeText('', 'x_response')).toBeNull()
  })
})
