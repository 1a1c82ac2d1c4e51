import { createPublicKey } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { dateOf } from '#core/kernel/businessDate.ts'
import { fen } from '#core/kernel/fen.ts'
import { connect, newOrder, type Received, startReceiver, startTestSandbox } from './sandboxForTests.ts'
import { generateSandboxKeys } from './sandboxKeys.ts'
import { readSandboxNotice } from './sandboxNotice.ts'
import { createSandboxPaymentChannel } from './sandboxPaymentChannel.ts'
import { authorize } from './sandboxSignature.ts'

let hub: Awaited<ReturnType<typeof startReceiver>>
let sandbox: Awaited<ReturnType<typeof startTestSandbox>>

beforeAll(async () => {
  hub = await startReceiver()
  sandbox = await startTestSandbox(hub.url)
})
afterAll(async () => {
  await sandbox.stop()
  await hub.stop()
})
beforeEach(() => void hub.received.splice(0))

const read = ({ headers, bytes }: Received) =>
  readSandboxNotice(createPublicKey(sandbox.keys.sandbox.publicKey), headers, bytes, Date.now())

const noticesOf = (paymentId: string) => hub.received.filter(({ bytes }) => bytes.includes(paymentId))
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const unavailable = { kind: 'unavailable', code: 'channel.unavailable' }

async function startedOrder(change = {}) {
  const order = newOrder(change)
  const { url } = await sandbox.channel.start(order)
  return { ...order, url }
}

describe('an order', () => {
  test('is told, paid at the cashier, and comes back as a signed notice that agrees with the query', async () => {
    const { paymentId, url } = await startedOrder()
    expect(await sandbox.channel.query(paymentId)).toEqual({ state: 'waiting' })
    expect(await (await fetch(url)).text()).toContain('¥68.40')
    const paid = await fetch(`${url}/pay`, { method: 'POST' })
    expect(await paid.text()).toContain('支付成功')
    await vi.waitFor(() => expect(noticesOf(paymentId)).toHaveLength(1))
    const [notice] = noticesOf(paymentId).map(read)
    expect(notice).toMatchObject({ paymentId, amount: 6_840 })
    expect(await sandbox.channel.query(paymentId)).toEqual({
      state: 'paid',
      amount: 6_840,
      transactionId: notice?.transactionId,
      paidAt: notice?.paidAt,
    })
  })

  test('is the same order when it is told again, and refused when it says something else', async () => {
    const { url, ...order } = await startedOrder()
    expect(await sandbox.channel.start(order)).toEqual({ kind: 'redirect', url })
    await expect(sandbox.channel.start({ ...order, amount: fen(1) })).rejects.toMatchObject({
      ...unavailable,
      data: { reason: 'status 409' },
    })
  })

  test('is paid once, however often the button is pressed', async () => {
    const { paymentId, url } = await startedOrder()
    await Promise.all(Array.from({ length: 5 }, () => fetch(`${url}/pay`, { method: 'POST' })))
    await pause(150)
    expect(noticesOf(paymentId)).toHaveLength(1)
  })

  test('takes no money once it is closed', async () => {
    const { paymentId, url } = await startedOrder()
    expect(await sandbox.channel.close(paymentId)).toEqual({ state: 'closed' })
    expect(await (await fetch(`${url}/pay`, { method: 'POST' })).text()).toContain('订单已关闭')
    expect(await sandbox.channel.query(paymentId)).toEqual({ state: 'closed' })
  })

  test('stays paid when it is closed afterwards', async () => {
    const { paymentId } = await startedOrder()
    await sandbox.pay(paymentId)
    expect(await sandbox.channel.close(paymentId)).toMatchObject({ state: 'paid', amount: 6_840 })
  })

  test('takes no money once it has expired', async () => {
    const { paymentId, url } = await startedOrder({ expiresAt: Date.now() + 300 })
    await pause(320)
    expect(await (await fetch(`${url}/pay`, { method: 'POST' })).text()).toContain('订单已过期')
    expect(await sandbox.channel.query(paymentId)).toEqual({ state: 'closed' })
  })

  test('is unknown when nobody told of it', async () => {
    expect(await sandbox.channel.query(newOrder().paymentId)).toEqual({ state: 'unknown' })
    expect(await sandbox.channel.close(newOrder().paymentId)).toEqual({ state: 'unknown' })
  })

  test('has a whole number of fen, more than none', async () => {
    const { paymentId: orderNumber, ...rest } = newOrder()
    for (const amount of [0, -1, 68.4, '6840']) {
      const body = JSON.stringify({ orderNumber, ...rest, amount, notifyUrl: hub.url })
      expect((await ask('POST', '/v1/orders', body)).status).toBe(422)
    }
  })

  test('is in the bill of the day once it is paid', async () => {
    const { paymentId } = await startedOrder({ amount: fen(123_456) })
    await sandbox.pay(paymentId)
    const state = await sandbox.channel.query(paymentId)
    const bill = await (await ask('GET', `/v1/bills?date=${dateOf(Date.now())}`)).text()
    const lines = bill.trimEnd().split('\n')
    const { transactionId, paidAt } = state.state === 'paid' ? state : {}
    expect(lines.map((line): unknown => JSON.parse(line))).toContainEqual({
      orderNumber: paymentId,
      amount: 123_456,
      transactionId,
      paidAt,
    })
    expect(await (await ask('GET', '/v1/bills?date=2020-01-01')).text()).toBe('')
  })
})

describe('a notice', () => {
  test('comes late', async () => {
    const { paymentId } = await startedOrder()
    await sandbox.behave(paymentId, { delayMs: 400 })
    const before = Date.now()
    await sandbox.pay(paymentId)
    await vi.waitFor(() => expect(noticesOf(paymentId)).toHaveLength(1))
    expect((noticesOf(paymentId)[0]?.at ?? 0) - before).toBeGreaterThanOrEqual(390)
  })

  test('comes several times, together or apart', async () => {
    const { paymentId } = await startedOrder()
    await sandbox.behave(paymentId, { duplicates: 2, duplicateGapMs: 150 })
    await sandbox.pay(paymentId)
    await vi.waitFor(() => expect(noticesOf(paymentId)).toHaveLength(3))
    const all = noticesOf(paymentId)
    expect((all[2]?.at ?? 0) - (all[0]?.at ?? 0)).toBeGreaterThanOrEqual(280)
    expect(new Set(all.map((notice) => read(notice).transactionId)).size).toBe(1)
    expect(new Set(all.map(({ headers }) => headers['sandbox-nonce'])).size).toBe(3)
  })

  test('never comes, and the payment is found by asking', async () => {
    const { paymentId } = await startedOrder()
    await sandbox.behave(paymentId, { lose: true })
    await sandbox.pay(paymentId)
    expect(await sandbox.channel.query(paymentId)).toMatchObject({ state: 'paid', amount: 6_840 })
    await pause(300)
    expect(noticesOf(paymentId)).toHaveLength(0)
  })

  test('is overtaken by a later one', async () => {
    const first = await startedOrder()
    const second = await startedOrder()
    await sandbox.behave(first.paymentId, { outOfOrder: true })
    await sandbox.pay(first.paymentId)
    await sandbox.pay(second.paymentId)
    await vi.waitFor(() => expect(hub.received).toHaveLength(2))
    expect(hub.received.map((notice) => read(notice).paymentId)).toEqual([second.paymentId, first.paymentId])
  })

  test('comes again until it is answered 200 and exactly success', async () => {
    const { paymentId } = await startedOrder()
    hub.answerNext({ status: 200, body: 'success\n' }, { status: 500, body: 'success' })
    await sandbox.pay(paymentId)
    await vi.waitFor(() => expect(noticesOf(paymentId)).toHaveLength(3))
    await pause(250)
    expect(noticesOf(paymentId)).toHaveLength(3)
  })

  test('is given up when the schedule is over', async () => {
    const { paymentId } = await startedOrder()
    await sandbox.behave(paymentId, { retryMs: [20] })
    hub.answerNext({ status: 200, body: '"success"' }, { status: 200, body: 'SUCCESS' })
    await sandbox.pay(paymentId)
    await vi.waitFor(() => expect(noticesOf(paymentId)).toHaveLength(2))
    await pause(150)
    expect(noticesOf(paymentId)).toHaveLength(2)
  })

  test('carries a wrong signature first, and comes again with its own', async () => {
    const { paymentId } = await startedOrder()
    await sandbox.behave(paymentId, { wrongSignatures: 1 })
    hub.answerNext({ status: 401, body: '' })
    await sandbox.pay(paymentId)
    await vi.waitFor(() => expect(noticesOf(paymentId)).toHaveLength(2))
    const [probe, real] = noticesOf(paymentId)
    expect(() => probe && read(probe)).toThrow('channel.signatureInvalid')
    expect(real && read(real)).toMatchObject({ paymentId })
  })

  test('still comes when the vendor was killed between the payment and telling of it', async () => {
    const { paymentId } = await startedOrder()
    await sandbox.behave(paymentId, { delayMs: 60_000 })
    await sandbox.pay(paymentId)
    const before = sandbox.pid()
    process.kill(before ?? 0, 'SIGKILL')
    await vi.waitFor(() => expect(noticesOf(paymentId)).toHaveLength(1), { timeout: 10_000 })
    expect(sandbox.pid()).not.toBe(before)
    const [notice] = noticesOf(paymentId).map(read)
    expect(await sandbox.channel.query(paymentId)).toMatchObject({
      state: 'paid',
      transactionId: notice?.transactionId,
    })
  })
})

describe('a request', () => {
  test('that somebody else signed is refused', async () => {
    const strangers = connect(sandbox.url, { ...sandbox.keys, hub: (await generateSandboxKeys()).hub })
    const order = newOrder()
    const body = JSON.stringify({ orderNumber: order.paymentId, amount: 1, notifyUrl: hub.url })
    const authorization = authorize(strangers.merchant, 'POST', '/v1/orders', body, Date.now())
    const refused = await send('POST', '/v1/orders', authorization, body)
    expect([refused.status, await refused.json()]).toEqual([401, { code: 'authorization.signatureInvalid' }])
    const stranger = createSandboxPaymentChannel({ ...strangers, notifyUrl: hub.url })
    await expect(stranger.start(order)).rejects.toMatchObject({ ...unavailable, data: { reason: 'status 401' } })
  })

  test('whose body, path or method was changed is refused', async () => {
    const { paymentId } = newOrder()
    const path = `/v1/orders/${paymentId}`
    const authorization = authorize(sandbox.connection.merchant, 'GET', path, '', Date.now())
    expect((await send('GET', `${path}?a=1`, authorization)).status).toBe(401)
    expect((await send('POST', `${path}/close`, authorization)).status).toBe(401)
    expect((await send('GET', path, authorization)).status).toBe(404)
  })

  test('is good for one use', async () => {
    const { paymentId } = await startedOrder()
    const path = `/v1/orders/${paymentId}`
    const authorization = authorize(sandbox.connection.merchant, 'GET', path, '', Date.now())
    expect((await send('GET', path, authorization)).status).toBe(200)
    const replayed = await send('GET', path, authorization)
    expect([replayed.status, await replayed.json()]).toEqual([401, { code: 'authorization.replayed' }])
  })

  test('that is more than five minutes old is refused', async () => {
    const old = authorize(sandbox.connection.merchant, 'GET', '/v1/bills?date=2026-11-23', '', Date.now() - 302_000)
    const refused = await send('GET', '/v1/bills?date=2026-11-23', old)
    expect([refused.status, await refused.json()]).toEqual([401, { code: 'authorization.stale' }])
  })

  test('without a signature is refused', async () => {
    expect((await fetch(`${sandbox.url}/v1/orders/01KAQ0000000000000000PAY01`)).status).toBe(401)
  })
})

const send = (method: string, path: string, authorization: string, body?: string) =>
  fetch(`${sandbox.url}${path}`, { method, headers: { Authorization: authorization }, ...(body && { body }) })

const ask = (method: 'GET' | 'POST', path: string, body = '') =>
  send(method, path, authorize(sandbox.connection.merchant, method, path, body, Date.now()), body)
