import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { systemClock } from '#core/kernel/clock.ts'
import { type Database, openDatabase } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { coreSchema } from '#core/schema.ts'
import { connect, startReceiver, startTestSandbox } from '#gateway/sandbox/sandboxForTests.ts'
import { createSandboxPaymentChannel } from '#gateway/sandbox/sandboxPaymentChannel.ts'
import { databases, migratedUrl } from '#test/databases.ts'
import { createHousehold, createResident, type Household } from '#test/household.ts'
import type { PayerOrder } from '#test/processes/payer.ts'
import { ended, startProcess } from '#test/processes/spawned.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { PaymentTable, ReceiptTable } from '#core/payments/payment.table.ts'
import type { PaymentChannel } from '#core/payments/paymentChannel.ts'
import { pollPayments } from '#core/payments/pollPayments.ts'
import { type PaymentToStart, startPayment } from '#core/payments/startPayment.ts'

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

const minute = 60_000

describe.each(databases)('a payment that a resident starts on $kind', ({ open, kind }) => {
  let database: Database
  let household: Household
  let later: number
  const clock = () => systemClock() + later

  beforeEach(async () => {
    later = 0
    database = await open()
    household = await createHousehold(database)
  })
  afterEach(() => database.close())

  const wantedNow = (change: Partial<PaymentToStart> = {}): PaymentToStart => ({
    id: newId(systemClock()),
    accountId: household.account.id,
    channel: 'sandbox',
    amount: fen(6_840),
    ...change,
  })
  const start = (
    wanted: PaymentToStart,
    channel: PaymentChannel = sandbox.channel,
    actor: Actor = household.resident,
  ) => startPayment({ database, clock, channels: new Map([['sandbox', channel]]) }, actor, wanted)
  const rows = () => database.read.find(PaymentTable)

  it('is told to the channel, which says where to pay it', async () => {
    const wanted = wantedNow()
    const { payment, prompt } = await start(wanted)
    expect(payment).toMatchObject({ ...wanted, residentId: household.resident.id, state: 'pending', polls: 0 })
    expect(payment.expiresAt - payment.createdAt).toBe(30 * minute)
    expect(await (await fetch(prompt?.url ?? '')).text()).toContain('水费 ¥68.40')
    expect(await rows()).toEqual([payment])
    expect(await sandbox.channel.query(wanted.id)).toEqual({ state: 'waiting' })
  })

  it('is the same one when it is started again under its id, one after the other and ten times at once', async () => {
    const wanted = wantedNow()
    const first = await start(wanted)
    later = minute
    expect(await start(wanted)).toEqual(first)
    for (let round = 0; round < 4; round++) {
      const another = wantedNow()
      const answers = await Promise.all(Array.from({ length: 10 }, () => start(another)))
      expect(new Set(answers.map(({ prompt }) => prompt?.url)).size).toBe(1)
    }
    expect(await rows()).toHaveLength(5)
    expect(await database.read.countBy(AuditTable, { action: 'payment.started' })).toBe(5)
  })

  it('is refused when its id was used for something else', async () => {
    const wanted = wantedNow()
    const { payment } = await start(wanted)
    const other = await createHousehold(database)
    const refused = { kind: 'conflict', code: 'payment.differs' }
    await expect(start({ ...wanted, amount: fen(6_841) })).rejects.toMatchObject(refused)
    const elsewhere = { ...wanted, accountId: other.account.id }
    await expect(start(elsewhere, sandbox.channel, other.resident)).rejects.toMatchObject(refused)
    const channels = new Map([['wechat', sandbox.channel]])
    const byWechat = startPayment({ database, clock, channels }, household.resident, { ...wanted, channel: 'wechat' })
    await expect(byWechat).rejects.toMatchObject(refused)
    expect(await rows()).toEqual([payment])
  })

  it('is refused for an account that the resident is not bound to, and nobody is told', async () => {
    const stranger = await database.transaction((tx) => createResident(tx, systemClock()))
    const wanted = wantedNow()
    const asStranger = start(wanted, sandbox.channel, { kind: 'resident', id: stranger })
    await expect(asStranger).rejects.toMatchObject({ kind: 'notFound', code: 'account.unknown' })
    expect(await rows()).toEqual([])
    expect(await sandbox.channel.query(wanted.id)).toEqual({ state: 'unknown' })
  })

  it('waits beside four others of its account, not more, until one is paid or out of time', async () => {
    const begun = [1, 2, 3, 4, 5].map(() => wantedNow())
    for (const wanted of begun) await start(wanted)
    const refused = { kind: 'conflict', code: 'payment.tooManyPending' }
    await expect(start(wantedNow())).rejects.toMatchObject(refused)
    expect(await rows()).toHaveLength(5)
    // One that was begun goes on, and another account has its own five.
    await expect(start(begun[0] ?? wantedNow())).resolves.toMatchObject({ payment: { id: begun[0]?.id } })
    const other = await createHousehold(database)
    await start(wantedNow({ accountId: other.account.id }), sandbox.channel, other.resident)
    await database.transaction((tx) => tx.update(PaymentTable, { id: begun[1]?.id ?? '' }, { state: 'closed' }))
    await start(wantedNow())
    await expect(start(wantedNow())).rejects.toMatchObject(refused)
    later = 31 * minute
    await expect(start(wantedNow())).resolves.toMatchObject({ payment: { state: 'pending' } })
  })

  it('is refused by a channel that the hub does not have', async () => {
    const unknown = start(wantedNow({ channel: 'cowries' }))
    await expect(unknown).rejects.toMatchObject({ code: 'channel.unknown', data: { channel: 'cowries' } })
    expect(await rows()).toEqual([])
  })

  it('stands when the channel cannot be reached, and goes on when it is started again', async () => {
    const nowhere = { ...connect('http://127.0.0.1:9', sandbox.keys), limitMs: 300 }
    const unreachable = createSandboxPaymentChannel({ ...nowhere, notifyUrl: hub.url })
    const wanted = wantedNow()
    await expect(start(wanted, unreachable)).rejects.toMatchObject({ code: 'channel.unavailable' })
    expect(await rows()).toMatchObject([{ id: wanted.id, state: 'pending' }])
    const { payment, prompt } = await start(wanted)
    expect(prompt?.url).toContain(sandbox.url)
    expect(await rows()).toEqual([payment])
  })

  it('is committed before the channel hears of it', async () => {
    const wanted = wantedNow()
    const looking: PaymentChannel = {
      ...sandbox.channel,
      async start(order) {
        expect(await database.read.findOneBy(PaymentTable, { id: order.paymentId })).toMatchObject({ state: 'pending' })
        return sandbox.channel.start(order)
      },
    }
    await start(wanted, looking)
    expect.assertions(1)
  })

  it('has no prompt any more when its time is over', async () => {
    const wanted = wantedNow()
    const { payment } = await start(wanted)
    later = 30 * minute
    expect(await start(wanted)).toEqual({ payment, prompt: null })
  })

  it('is closed by polling when the hub was killed before the channel heard of it', async () => {
    const databaseUrl = await migratedUrl(kind)
    const { payment, order } = await withDatabase(databaseUrl, async (before) => {
      const { account, resident } = await createHousehold(before)
      const wanted = { id: newId(systemClock()), accountId: account.id, amount: 6_840 }
      return { payment: wanted, order: { databaseUrl, residentId: resident.id, payment: wanted } satisfies PayerOrder }
    })
    const payer = await startProcess('payer.ts', order)
    payer.kill('SIGKILL')
    expect(await ended(payer)).toBe('SIGKILL')
    await withDatabase(databaseUrl, async (after) => {
      const stateOf = async () => (await after.read.findOneBy(PaymentTable, { id: payment.id }))?.state
      expect(await stateOf()).toBe('pending')
      expect(await poll(after)).toBe(0)
      later = minute
      expect(await poll(after)).toBe(1)
      expect(await stateOf()).toBe('pending')
      later = 36 * minute
      expect(await poll(after)).toBe(1)
      expect(await stateOf()).toBe('closed')
    })
  })

  it('is found paid by polling when the hub was killed after the channel had heard of it', async () => {
    const wanted = wantedNow()
    const dead: PaymentChannel = {
      ...sandbox.channel,
      async start(order) {
        await sandbox.channel.start(order)
        throw new Error('the process ends here')
      },
    }
    await expect(start(wanted, dead)).rejects.toThrow('ends here')
    await sandbox.behave(wanted.id, { lose: true })
    await sandbox.pay(wanted.id)
    later = minute
    await poll(database)
    expect(await database.read.find(ReceiptTable)).toMatchObject([{ paymentId: wanted.id, amount: 6_840 }])
  })

  const poll = (on: Database) => {
    const channels = new Map([['sandbox', sandbox.channel]])
    const numbers = createNumbers({ database: on, clock })
    return pollPayments({ database: on, clock, numbers, channels, logger: createLogger('silent') })
  }
})

async function withDatabase<T>(url: string, use: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url, coreSchema)
  try {
    return await use(database)
  } finally {
    await database.close()
  }
}
