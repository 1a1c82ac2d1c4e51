import { createPrivateKey, createPublicKey } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { readSandboxNotice } from './sandboxNotice.ts'
import { generateSandboxKeys, type SandboxKeys } from './sandboxKeys.ts'
import { createSigner, type Signer } from './server/signature.ts'

const now = Date.parse('2026-11-23T01:00:00Z')
const notice = {
  id: 'n1',
  event: 'order.paid',
  merchant: 'water',
  orderNumber: '01KAQ0000000000000000PAY01',
  transactionId: 'SBX202611230000000000000001',
  amount: 6_840,
  paidAt: now - 1_000,
}
let keys: SandboxKeys
let sign: Signer

beforeAll(async () => {
  keys = await generateSandboxKeys()
  sign = createSigner(createPrivateKey(keys.sandbox.privateKey), () => now)
})

const received = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

const read = (headers: Record<string, string>, body: string, at = now) =>
  readSandboxNotice(createPublicKey(keys.sandbox.publicKey), received(headers), Buffer.from(body), at)

const refusal = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('was not refused')
}

const notSigned = { kind: 'unauthenticated', code: 'channel.signatureInvalid' }

test('reads what the vendor signed', () => {
  const body = JSON.stringify(notice)
  expect(read(sign(body), body)).toEqual({
    paymentId: notice.orderNumber,
    transactionId: notice.transactionId,
    amount: 6_840,
    paidAt: now - 1_000,
  })
})

test('refuses a body that was changed on the way', () => {
  const headers = sign(JSON.stringify(notice))
  expect(refusal(() => read(headers, JSON.stringify({ ...notice, amount: 1 })))).toMatchObject(notSigned)
})

test('refuses a probe, a foreign key, missing headers and rubbish alike', async () => {
  const body = JSON.stringify(notice)
  const foreign = createSigner(createPrivateKey((await generateSandboxKeys()).sandbox.privateKey), () => now)
  const ownSerial = sign(body)['Sandbox-Serial'] ?? ''
  expect(refusal(() => read(sign(body, 'wrongly'), body))).toMatchObject(notSigned)
  expect(refusal(() => read(foreign(body), body))).toMatchObject(notSigned)
  expect(refusal(() => read({ ...foreign(body), 'Sandbox-Serial': ownSerial }, body))).toMatchObject(notSigned)
  expect(refusal(() => read({}, body))).toMatchObject(notSigned)
  expect(refusal(() => read({ ...sign(body), 'Sandbox-Signature': '' }, body))).toMatchObject(notSigned)
})

test('refuses a notice that is more than five minutes old, or from the future', () => {
  const body = JSON.stringify(notice)
  const headers = sign(body)
  expect(read(headers, body, now + 300_000).amount).toBe(6_840)
  expect(refusal(() => read(headers, body, now + 301_000))).toMatchObject(notSigned)
  expect(refusal(() => read(headers, body, now - 301_000))).toMatchObject(notSigned)
})

test('says so when the vendor signed nonsense: half a fen, nothing, no JSON', () => {
  for (const body of [JSON.stringify({ ...notice, amount: 0.5 }), JSON.stringify({ ...notice, amount: 0 }), '', '{']) {
    expect(refusal(() => read(sign(body), body))).toMatchObject({ code: 'channel.noticeUnreadable' })
  }
})
