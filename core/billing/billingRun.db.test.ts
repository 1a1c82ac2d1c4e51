import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
import { AuditTable } from '#core/audit/audit.table.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { EventTable } from '#core/kernel/event.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { JobTable } from '#core/kernel/job.table.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { ReadingTable } from '#core/metering/metering.table.ts'
import { receiveAtCounter } from '#core/payments/receiveAtCounter.ts'
import { countRun, createStreet, usedInStreet } from '#test/billing/street.ts'
import { databases } from '#test/databases.ts'
import { morningOf } from '#test/household.ts'
import { expectSound } from '#test/money/expectSound.ts'
import { BillingRunTable, BillTable } from './billing.table.ts'
import { billingRunFinished } from './billing.events.ts'
import { continueBillingRun } from './continueBillingRun.ts'
import { exampleTariff } from './exampleTariff.ts'
import { findBillingRun } from './listBillingRuns.ts'
import { publishTariff } from './publishTariff.ts'
import { startBillingRun } from './startBillingRun.ts'

const staff = { kind: 'staff', id: 'staff-1' } as const
const through = businessDate('2024-03-31')

describe.each(databases)('a billing run on $kind', ({ open }) => {
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
  async function wholeRun(routeId: string | null) {
    const { id } = await start(routeId)
    await work(id)
    return countRun(database, id)
  }
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

  it('bills the accounts of its route, each once, and says how far it came', async () => {
    const [street, other] = [await createStreet(database, 70), await createStreet(database, 5)]
    const { run, billed, said, found } = await wholeRun(street.routeId)
    expect(billed.toSorted()).toEqual(street.accounts.map(({ id }) => id).toSorted())
    expect(said).toEqual(found)
    expect(run).toMatchObject({
      state: 'finished',
      routeId: street.routeId,
      bills: 70,
      amount: 70 * usedInStreet.amount,
      accountsDone: 70,
      accountsTotal: 70,
      startedBy: staff.id,
      finishedAt: expect.any(Number),
    })
    expect(await database.read.countBy(ReadingTable, { accountId: other.accounts[0]?.id ?? '' })).toBe(1)
    const events = await database.read.findBy(EventTable, { topic: 'bills.issued' })
    const told = events.flatMap(({ payload }) => (payload as { billIds: string[] }).billIds)
    const bills = await database.read.findBy(BillTable, { runId: run.id })
    expect(told.toSorted()).toEqual(bills.map(({ id }) => id).toSorted())
    const finished = await database.read.findBy(EventTable, { topic: billingRunFinished.topic })
    expect(finished.map(({ payload }) => payload)).toEqual([{ runId: run.id }])
    const acts = await database.read.find(AuditTable, { where: { subjectId: run.id }, order: { id: 'asc' } })
    expect(acts).toMatchObject([
      { action: 'billingRun.started', actorId: staff.id },
      { action: 'billingRun.finished', actorKind: 'system', details: { bills: 70, amount: run.amount } },
    ])
  })

  it('bills the whole city, but nothing that was closed or billed', async () => {
    const closedOn = businessDate('2024-02-01')
    const close = { change: (_: unknown, index: number) => (index === 0 ? { closedOn } : {}) }
    const [closed, street] = [await createStreet(database, 3, close.change), await createStreet(database, 12)]
    await wholeRun(street.routeId)
    const { run, billed, said, found } = await wholeRun(null)
    expect(billed.toSorted()).toEqual(
      closed.accounts
        .slice(1)
        .map(({ id }) => id)
        .toSorted(),
    )
    expect(said).toEqual(found)
    // With the two that createStreet has lived beside, of which nothing was read.
    expect(run).toMatchObject({ bills: 2, accountsDone: 16, accountsTotal: 16 })
  })

  it('is one run, however often it is started under one id', async () => {
    const { routeId } = await createStreet(database, 3)
    const id = newId(deps.clock())
    const runs = await Promise.all([1, 2, 3, 4].map(() => start(routeId, id)))
    expect(runs.map((run) => run.startedAt)).toEqual(runs.map(() => runs[0]?.startedAt))
    expect(await database.read.count(BillingRunTable)).toBe(1)
    expect(await database.read.countBy(JobTable, { name: 'billing.run', jobKey: id })).toBe(1)
    expect(await database.read.countBy(AuditTable, { action: 'billingRun.started' })).toBe(1)
    await work(id)
    expect(await start(routeId, id)).toMatchObject({ state: 'finished', bills: 3 })
  })

  it('is not another under the same id', async () => {
    const { routeId } = await createStreet(database, 1)
    const { id } = await start(routeId)
    await expect(start(null, id)).rejects.toMatchObject({ code: 'billingRun.differs' })
    await expect(start(routeId, id, businessDate('2024-03-30'))).rejects.toMatchObject({ code: 'billingRun.differs' })
    await expect(start('nowhere')).rejects.toMatchObject({ code: 'route.unknown' })
    await expect(work('nowhere')).rejects.toMatchObject({ code: 'billingRun.unknown' })
  })

  it('leaves accounts in review, and readings of later days, for later', async () => {
    const { routeId, accounts } = await createStreet(database, 4)
    const [first = '', second = ''] = accounts.map(({ id }) => id)
    await database.transaction(async (tx) => {
      await tx.update(ReadingTable, { accountId: first }, { state: 'review' })
      await tx.update(ReadingTable, { accountId: second }, { readOn: businessDate('2024-04-01') })
    })
    const run = await wholeRun(routeId)
    expect(run.billed.toSorted()).toEqual(
      accounts
        .slice(2)
        .map(({ id }) => id)
        .toSorted(),
    )
    await database.transaction((tx) => tx.update(ReadingTable, { accountId: first }, { state: 'accepted' }))
    const { billed } = await wholeRun(routeId)
    expect(billed).toEqual([first])
  })

  it('lets prepayment pay the new bills by itself', async () => {
    const { routeId, accounts } = await createStreet(database, 6)
    const pay = payer()
    for (const [index, amount] of [10_000, 2_400, 1_000].entries()) await pay(accounts[index]?.number ?? '', amount)
    await wholeRun(routeId)
    const bills = await database.read.find(BillTable)
    const states = accounts.map(({ id }) => bills.find(({ accountId }) => accountId === id))
    expect(states.map((bill) => [bill?.state, bill?.paid])).toEqual([
      ['settled', 2_400],
      ['settled', 2_400],
      ['open', 1_000],
      ['open', 0],
      ['open', 0],
      ['open', 0],
    ])
    const rich = await database.read.findOneByOrFail(AccountTable, { id: accounts[0]?.id ?? '' })
    expect(rich.prepayment).toBe(7_600)
  })

  it('lets two accounts of one household fill its tiers one after the other', async () => {
    let householdId = ''
    const { routeId, accounts } = await createStreet(database, 120, (account, index) => {
      if (index === 0) householdId = account.id
      return index % 40 === 0 ? { householdId } : {}
    })
    const shared = accounts.filter((account) => account.householdId === householdId)
    await wholeRun(routeId)
    // Not the first bills any more, whose water is not tiered.
    const again = { billId: null, readOn: businessDate('2024-04-30'), volume: cubicMetres(70) }
    await database.transaction(async (tx) => {
      for (const { id } of accounts) await tx.update(ReadingTable, { accountId: id }, again)
    })
    now = morningOf('2024-05-02')
    const { id } = await start(routeId, newId(now), businessDate('2024-04-30'))
    await Promise.all([work(id), work(id)])
    const bills = await database.read.findBy(BillTable, { runId: id })
    const amounts = shared.map((account) => bills.find((bill) => bill.accountId === account.id)?.amount ?? 0)
    // 210 m³ together: 150 at 2.40 and 60 at 3.60.
    expect(amounts.reduce<number>((total, amount) => total + amount, 0)).toBe(36_000 + 21_600)
  })

  it('leaves out and lists whom it cannot price, and the next run bills them', async () => {
    const strange = [1, 40, 41]
    const { routeId, accounts } = await createStreet(database, 60, (_, index) =>
      strange.includes(index) ? { usageClass: 'special' } : {},
    )
    const skipped = strange.map((index) => accounts[index]?.id ?? '')
    const { run, billed, said, found } = await wholeRun(routeId)
    expect(said).toEqual(found)
    expect(run).toMatchObject({ state: 'finished', bills: 57, accountsDone: 60 })
    expect(billed.filter((id) => skipped.includes(id))).toEqual([])
    const numbers = strange.map((index) => accounts[index]?.number)
    const reason = '这种用水性质还没有公布水价'
    const everywhere = {
      grants: [{ unitPath: '/root/', unitId: 'root', permissions: ['billingRun.read'] }],
    } as const
    const viewed = await findBillingRun({ database }, everywhere, run.id)
    expect(viewed).toMatchObject({ skipped: 3, skips: numbers.map((accountNumber) => ({ accountNumber, reason })) })
    expect(await database.read.findBy(AuditTable, { action: 'billingRun.finished' })).toMatchObject([
      { details: { bills: 57, skipped: 3 } },
    ])
    await publishTariff(deps, staff, { ...exampleTariff, id: 'special-2020', usageClass: 'special' })
    const next = await wholeRun(routeId)
    expect(next.billed.toSorted()).toEqual(skipped.toSorted())
    expect(await findBillingRun({ database }, everywhere, next.run.id)).toMatchObject({ skipped: 0, skips: [] })
  })
})
