import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { EventTable } from '#core/kernel/event.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { JobTable } from '#core/kernel/job.table.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { startScheduler } from '#core/kernel/scheduler.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { receiveAtCounter } from '#core/payments/receiveAtCounter.ts'
import { countRun, createStreet, usedInStreet } from '#test/billing/street.ts'
import { databases } from '#test/databases.ts'
import { morningOf } from '#test/household.ts'
import { until } from '#test/kernel/until.ts'
import { expectSound } from '#test/money/expectSound.ts'
import { BillingRunTable, BillTable } from './billing.table.ts'
import { billingRunFinished } from './billing.events.ts'
import { continueBillingRun, createBillingRunJob } from './continueBillingRun.ts'
import { startBillingRun } from './startBillingRun.ts'

const staff = { kind: 'staff', id: 'staff-1' } as const
const through = businessDate('2024-03-31')

describe.each(databases)('a billing run beside others on $kind', ({ open }) => {
  let database: Database
  let deps: { database: Database; clock: () => number }
  let now: number

  beforeEach(async () => {
    now = morningOf('2024-04-01')
    database = await open()
    deps = { database, clock: () => ++now }
  })
  afterEach(async () => {
    await expectSound(database)
    await database.close()
  })

  const start = (routeId: string | null, id = newId(deps.clock()), upTo = through) =>
    startBillingRun(deps, staff, { id, routeId, through: upTo })
  const work = (runId: string) => continueBillingRun(deps, runId)
  const payer = () => {
    const numbers = createNumbers(deps)
    let serials = 0
    return (accountNumber: string, amount: number) =>
      receiveAtCounter({ ...deps, numbers }, staff, {
        channel: 'counter',
        serial: `S${++serials}`,
        accountNumber,
        amount: fen(amount),
        subChannel: null,
      })
  }

  it('bills nothing twice when several work on it at the same time', { timeout: 60_000 }, async () => {
    const { routeId, accounts } = await createStreet(database, 1_500)
    const { id } = await start(routeId)
    await Promise.all([work(id), work(id), work(id)])
    const { run, billed, said, found } = await countRun(database, id)
    expect(billed.toSorted()).toEqual(accounts.map((account) => account.id).toSorted())
    expect(said).toEqual(found)
    expect(run).toMatchObject({ state: 'finished', accountsDone: 1_500 })
    expect(await database.read.countBy(EventTable, { topic: billingRunFinished.topic })).toBe(1)
  })

  it(
    'is worked on by a scheduler, and by the next one when that stops in the middle',
    { timeout: 60_000 },
    async () => {
      const { routeId } = await createStreet(database, 6_000)
      const { id } = await start(routeId)
      const schedule = () =>
        startScheduler({ ...deps, jobs: [createBillingRunJob(deps)], logger: createLogger('error') })
      const state = async () => (await database.read.findOneByOrFail(BillingRunTable, { id })).state
      // The first commit takes the run on, the second is that of a batch.
      const first = schedule()
      let commits = 0
      await new Promise<void>((resolve) => {
        const forget = database.onCommit(() => {
          if (++commits < 2) return
          forget()
          resolve(first.stop())
        })
      })
      const between = await countRun(database, id)
      expect(between.run.state).toBe('running')
      expect(between.said).toEqual(between.found)
      const second = schedule()
      await until(async () => (await state()) === 'finished', 40_000)
      await second.stop()
      const { run, said, found } = await countRun(database, id)
      expect(said).toEqual(found)
      expect(run).toMatchObject({ bills: 6_000, accountsDone: 6_000 })
      const job = await database.read.findOneByOrFail(JobTable, { name: 'billing.run', jobKey: id })
      expect(job).toMatchObject({ state: 'done', lastError: null })
    },
  )

  it('lets payments and the event loop have their turn in between', { timeout: 60_000 }, async () => {
    const { routeId, accounts } = await createStreet(database, 5_000)
    const pay = payer()
    const { id } = await start(routeId)
    let working = true
    const run = work(id).finally(() => (working = false))
    const turning = (async () => {
      let turns = 0
      for (; working; turns++) await setImmediate()
      return turns
    })()
    const paidWhileWorking = pay(accounts.at(-1)?.number ?? '', 100).then(() => working)
    const [whileWorking] = await Promise.all([paidWhileWorking, run])
    expect(whileWorking).toBe(true)
    expect(await turning).toBeGreaterThan(10)
    const paid = await database.read.findOneByOrFail(BillTable, { accountId: accounts.at(-1)?.id ?? '' })
    expect(paid).toMatchObject({ state: 'open', paid: 100 })
  })

  it('and payments at the same time leave all books balanced', { timeout: 60_000 }, async () => {
    const { routeId, accounts } = await createStreet(database, 300)
    const pay = payer()
    const { id } = await start(routeId)
    const run = work(id)
    const payments = accounts.map(async ({ number }, index) => {
      for (let turn = 0; turn < index % 40; turn++) await setImmediate()
      return pay(number, [1_000, 2_400, 5_000][index % 3] ?? 0)
    })
    const [receipts] = await Promise.all([Promise.all(payments), run])
    expect(receipts).toHaveLength(300)
    const { said, found } = await countRun(database, id)
    expect(said).toEqual(found)
    const bills = await database.read.findBy(BillTable, { runId: id })
    const paidBy = new Map(bills.map((bill) => [bill.accountId, bill.paid]))
    // Whether the money came before the bill or after it, the bill has got it.
    expect(accounts.map((account) => paidBy.get(account.id))).toEqual(
      accounts.map((_, index) => Math.min([1_000, 2_400, 5_000][index % 3] ?? 0, usedInStreet.amount)),
    )
  })
})
