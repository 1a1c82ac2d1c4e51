import { createPublicKey } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { createNumbers, type Numbers } from '#core/kernel/sequence.ts'
import { connect, startReceiver, startTestSandbox } from '#gateway/sandbox/sandboxForTests.ts'
import { readSandboxNotice } from '#gateway/sandbox/sandboxNotice.ts'
import { createSandboxPaymentChannel } from '#gateway/sandbox/sandboxPaymentChannel.ts'
import { databases } from '#test/databases.ts'
import { createHousehold, type Household } from '#test/household.ts'
import { expectSound } from './expectSound.ts'
import { PaymentTable, ReceiptTable } from '#core/payments/payment.table.ts'
import type { PaymentChannel } from '#core/payments/paymentChannel.ts'
import { pollPayments } from '#core/payments/pollPayments.ts'
import { receiveMoney } from '#core/payments/receiveMoney.ts'
import { startPayment } from '#core/payments/startPayment.ts'

let hub: Awaited<ReturnType<typeof startReceiver>>
let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
let unreachable: PaymentChannel

beforeAll(async () => {
  hub = await startReceiver()
  sandbox = await startTestSandbox(hub.url)
  const nowhere = { ...connect('http://127.0.0.1:9', sandbox.keys), limitMs: 200 }
  unreachable = createSandboxPaymentChannel({ ...nowhere, notifyUrl: hub.url })
})
afterAll(async () => {
  await sandbox.stop()
  await hub.stop()
})

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const logger = createLogger('silent')

describe.each(databases)('payments that are polled on $kind', ({ open }) => {
  let database: Database
  let household: Household
  let numbers: Numbers
  let later: number
  const clock = () => systemClock() + later

  beforeEach(async () => {
    later = 0
    database = await open()
    household = await createHousehold(database)
    numbers = createNumbers({ database, clock })
  })
  afterEach(async () => {
    await expectSound(database)
    await database.close()
  })

  const poll = (channel: PaymentChannel = sandbox.channel) =>
    pollPayments({ database, clock, numbers, channels: new Map([['sandbox', channel]]), logger })
  const rowOf = (id: string) => database.read.findOneByOrFail(PaymentTable, { id })

  async function begin(channel = sandbox.channel) {
    const id = newId(systemClock())
    const wanted = { id, accountId: household.account.id, channel: 'sandbox', amount: fen(6_840) }
    await startPayment({ database, clock, channels: new Map([['sandbox', channel]]) }, household.resident, wanted)
    await sandbox.behave(id, { lose: true })
    return id
  }
  /** To the moment when it is due again. */
  async function waitUntilDue(id: string) {
    later += Math.max(0, ((await rowOf(id)).nextPollAt ?? 0) - clock())
  }

  it('are not asked about in the first 15 seconds', async () => {
    await begin()
    expect(await poll()).toBe(0)
    later = 15 * second
    expect(await poll()).toBe(1)
    expect(await poll()).toBe(0)
  })

  it('are found paid though the callback was lost, and booked once', async () => {
    const id = await begin()
    await sandbox.pay(id)
    later = 20 * second
    expect(await poll()).toBe(1)
    expect(await database.read.find(ReceiptTable)).toMatchObject([{ paymentId: id, amount: 6_840, channel: 'sandbox' }])
    expect(await rowOf(id)).toMatchObject({ state: 'paid', nextPollAt: null })
    later = hour
    expect(await poll()).toBe(0)
  })

  it('are booked once when the callback comes at the same moment after all', async () => {
    for (let round = 0; round < 4; round++) {
      const id = await begin()
      await sandbox.behave(id, {})
      await sandbox.pay(id)
      const notice = () => hub.received.find(({ bytes }) => bytes.includes(id))
      await vi.waitFor(() => expect(notice()).toBeDefined())
      const { headers = {}, bytes = Buffer.alloc(0) } = notice() ?? {}
      const read = readSandboxNotice(createPublicKey(sandbox.keys.sandbox.publicKey), headers, bytes, systemClock())
      const { paymentId, transactionId, amount } = read
      const callback = () =>
        receiveMoney({ database, clock, numbers }, { channel: 'sandbox', paymentId, transactionId, amount })
      later += 20 * second
      await Promise.all([poll(), callback(), poll(), callback()])
      expect(await database.read.countBy(ReceiptTable, { paymentId: id })).toBe(1)
      expect(await rowOf(id)).toMatchObject({ state: 'paid', nextPollAt: null })
    }
  })

  it('stay paid when the callback comes while the channel is asked, and its answer is older', async () => {
    const id = await begin()
    const overtaken: PaymentChannel = {
      ...sandbox.channel,
      async query(paymentId) {
        const state = await sandbox.channel.query(paymentId)
        const told = { channel: 'sandbox', paymentId, transactionId: `late-${id}`, amount: fen(6_840) }
        await receiveMoney({ database, clock, numbers }, told)
        return state
      },
    }
    later = 20 * second
    await poll(overtaken)
    expect(await rowOf(id)).toMatchObject({ state: 'paid', nextPollAt: null })
  })

  it('stay pending while the payer has not paid, and are asked about ever less often', async () => {
    const id = await begin()
    const pauses: number[] = []
    for (let asked = 1; asked <= 5; asked++) {
      await waitUntilDue(id)
      const askedAt = clock()
      expect(await poll()).toBe(1)
      const { state, nextPollAt, polls } = await rowOf(id)
      expect([state, polls]).toEqual(['pending', asked])
      pauses.push(Math.round(((nextPollAt ?? 0) - askedAt) / second))
    }
    expect(pauses).toEqual([15, 30, 60, 120, 240])
    expect(await sandbox.channel.query(id)).toEqual({ state: 'waiting' })
  })

  it('are closed at the channel no sooner than five minutes after their time is over', async () => {
    const id = await begin()
    later = 34 * minute
    expect(await poll()).toBe(1)
    expect(await rowOf(id)).toMatchObject({ state: 'pending' })
    expect(await sandbox.channel.query(id)).toEqual({ state: 'waiting' })
    later = 36 * minute
    expect(await poll()).toBe(1)
    expect(await rowOf(id)).toMatchObject({ state: 'closed' })
    expect(await sandbox.channel.query(id)).toEqual({ state: 'closed' })
  })

  it('are booked when they turn out to be paid at the moment of closing', async () => {
    const id = await begin()
    const paidMeanwhile: PaymentChannel = {
      ...sandbox.channel,
      async query(paymentId) {
        const state = await sandbox.channel.query(paymentId)
        await sandbox.pay(id)
        return state
      },
    }
    later = 36 * minute
    await poll(paidMeanwhile)
    expect(await rowOf(id)).toMatchObject({ state: 'paid' })
    expect(await database.read.countBy(ReceiptTable, { paymentId: id })).toBe(1)
  })

  it('are closed after their time when the channel never heard of them, and not before', async () => {
    await expect(begin(unreachable)).rejects.toMatchObject({ code: 'channel.unavailable' })
    const [{ id } = { id: '' }] = await database.read.find(PaymentTable)
    later = 34 * minute
    await poll()
    expect(await rowOf(id)).toMatchObject({ state: 'pending' })
    later = 36 * minute
    await poll()
    expect(await rowOf(id)).toMatchObject({ state: 'closed' })
  })

  it('are asked about later when the channel cannot be reached, and keep their state', async () => {
    const id = await begin()
    later = 20 * second
    expect(await poll(unreachable)).toBe(1)
    expect(await rowOf(id)).toMatchObject({ state: 'pending', polls: 1 })
    later = 36 * minute
    await poll()
    expect(await rowOf(id)).toMatchObject({ state: 'closed' })
    await waitUntilDue(id)
    await poll(unreachable)
    expect(await rowOf(id)).toMatchObject({ state: 'closed' })
  })

  it('that were closed are looked at for a day more, since money may come all the same', async () => {
    const id = await begin()
    later = 36 * minute
    await poll()
    const late: PaymentChannel = {
      ...sandbox.channel,
      query: () =>
        Promise.resolve({ state: 'paid', transactionId: `late-${id}`, amount: fen(6_840), paidAt: systemClock() }),
    }
    await waitUntilDue(id)
    await poll(late)
    expect(await rowOf(id)).toMatchObject({ state: 'paid', nextPollAt: null })
    expect(await database.read.find(ReceiptTable)).toMatchObject([{ paymentId: id, amount: 6_840 }])
  })

  it('are given up a day after their time', async () => {
    const id = await begin()
    let asked = 0
    for (; (await rowOf(id)).nextPollAt !== null; asked++) {
      expect(asked).toBeLessThan(60)
      await waitUntilDue(id)
      await poll()
    }
    expect(later).toBeGreaterThan(24 * hour + 30 * minute)
    expect(later).toBeLessThan(26 * hour)
    expect(await rowOf(id)).toMatchObject({ state: 'closed', nextPollAt: null, polls: asked })
  })

  it('are never given up while the channel does not answer, and are booked when it does', async () => {
    const id = await begin()
    const complaints: unknown[] = []
    const error = (about: unknown) => complaints.push(about)
    const watched = Object.assign(createLogger('silent'), { error })
    const channels = new Map([['sandbox', unreachable]])
    for (const hours of [1, 24, 25, 72]) {
      later = hours * hour
      expect(await pollPayments({ database, clock, numbers, channels, logger: watched })).toBe(1)
      const { state, nextPollAt } = await rowOf(id)
      expect(state).toBe('pending')
      expect(nextPollAt).toBeGreaterThan(clock())
      later = (nextPollAt ?? 0) - systemClock()
    }
    // In its day that is no more than a warning.
    expect(complaints).toMatchObject([{ paymentId: id }, { paymentId: id }])
    const paid: PaymentChannel = {
      ...sandbox.channel,
      query: () =>
        Promise.resolve({ state: 'paid', transactionId: `late-${id}`, amount: fen(6_840), paidAt: systemClock() }),
    }
    await waitUntilDue(id)
    await poll(paid)
    expect(await rowOf(id)).toMatchObject({ state: 'paid', nextPollAt: null })
  })

  it('are left to others when their run is not held any more', async () => {
    const ids = [await begin(), await begin(), await begin()]
    later = 20 * second
    let parts = 0
    const channels = new Map([['sandbox', sandbox.channel]])
    const deps = { database, clock, numbers, channels, logger }
    expect(await pollPayments(deps, () => Promise.resolve(++parts <= 2))).toBe(2)
    expect(await Promise.all(ids.map(async (id) => (await rowOf(id)).polls))).toEqual([1, 1, 0])
  })

  it('do not keep each other from being asked about', async () => {
    const broken = await begin()
    const paid = await begin()
    await sandbox.pay(paid)
    const faulty: PaymentChannel = {
      ...sandbox.channel,
      query: (id) =>
        id === broken ? Promise.reject(new TypeError('answer of another kind')) : sandbox.channel.query(id),
    }
    later = 20 * second
    expect(await poll(faulty)).toBe(2)
    expect(await rowOf(broken)).toMatchObject({ state: 'pending', polls: 1 })
    expect(await rowOf(paid)).toMatchObject({ state: 'paid' })
  })

  it('of a channel that is not configured wait for it', async () => {
    const id = await begin()
    later = 20 * second
    const none = { database, clock, numbers, channels: new Map<string, PaymentChannel>(), logger }
    expect(await pollPayments(none)).toBe(1)
    expect(await rowOf(id)).toMatchObject({ state: 'pending', polls: 1 })
  })
})
