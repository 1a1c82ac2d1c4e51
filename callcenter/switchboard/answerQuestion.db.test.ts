import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { beginInbound } from '#callcenter/calls/begin.ts'
import { CustomerTable } from '#core/accounts/account.table.ts'
import { blockNumber } from '#core/hotline/blockNumber.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { createBillingHouse } from '#test/billing/billingHouse.ts'
import { createCallHouse } from '#test/calls/callHouse.ts'
import { databases } from '#test/databases.ts'
import { createHousehold, type Household } from '#test/household.ts'
import { createOutageHouse, noon, type OutageHouse } from '#test/outages/outageHouse.ts'
import { answerQuestion } from './answerQuestion.ts'

const minute = 60_000

describe.each(databases)('what the IVR is told on $kind', ({ open }) => {
  let database: Database
  beforeEach(async () => {
    database = await open()
  })
  afterEach(() => database.close())
  const asker = (number: string) => ({ callId: newId(noon), number, queuedAt: null })

  describe('of outages and persons', () => {
    let house: OutageHouse
    let home: Household
    beforeEach(async () => {
      house = await createOutageHouse(database)
      home = await createHousehold(database)
    })
    const ask = (question: Parameters<typeof answerQuestion>[2], number = home.customer.phone) =>
      answerQuestion(house.deps, asker(number), question)
    const proof = (phoneTail: string, { from = '13700000000', accountNumber = home.account.number } = {}) =>
      ask({ ask: 'proof', accountNumber, phoneTail }, from)
    const unproven = { ask: 'proof', accountId: null, exhausted: false }
    const cut = async () => {
      const area = [{ kind: 'accounts' as const, accountNumbers: [home.account.number] }]
      await house.announce((await house.draft(area)).id)
    }

    it('who rings, whether the number is blocked, and the outage at the own account', async () => {
      expect(await ask({ ask: 'entry' })).toMatchObject({
        open: true,
        blacklisted: false,
        accountIds: [home.account.id],
        announcement: null,
      })
      await cut()
      await blockNumber(house.deps, house.admin, { number: '13700000000', reason: '骚扰', until: null })
      expect(await ask({ ask: 'entry' })).toMatchObject({ announcement: { own: true, begun: true, kind: 'emergency' } })
      expect(await ask({ ask: 'entry' }, '13700000000')).toMatchObject({ blacklisted: true, accountIds: [] })
    })

    it('an outage of an account, and none of another', async () => {
      const neighbour = await createHousehold(database)
      await cut()
      expect(await ask({ ask: 'outage', accountId: home.account.id })).toMatchObject({
        outage: { kind: 'emergency', own: true, begun: true },
      })
      expect(await ask({ ask: 'outage', accountId: neighbour.account.id })).toEqual({ ask: 'outage', outage: null })
    })

    it('an account by its number alone for its place, and by the telephone’s end for its money', async () => {
      const { number: accountNumber, id: accountId } = home.account
      const tail = home.customer.phone.slice(-4)
      expect(await ask({ ask: 'place', accountNumber })).toEqual({ ask: 'place', accountId })
      expect(await ask({ ask: 'place', accountNumber: '99999999' })).toEqual({ ask: 'place', accountId: null })
      expect(await proof(tail)).toEqual({ ...unproven, accountId })
      for (const wrong of ['0000', '', '%']) expect(await proof(wrong)).toEqual(unproven)
      expect(await proof(tail, { accountNumber: '99999999' })).toEqual(unproven)
      for (const wrong of [home.customer.phone.slice(-3), home.customer.phone])
        expect(await proof(wrong, { from: '13700000001' })).toEqual(unproven)
      await database.transaction((tx) => tx.update(CustomerTable, { id: home.account.customerId }, { phone: null }))
      expect(await proof(tail, { from: '13700000001' })).toEqual(unproven)
    })

    it('nothing any more to a telephone that has guessed five times in a day, in whatever calls', async () => {
      const others = await Promise.all(Array.from({ length: 5 }, () => createHousehold(database)))
      for (const [index, { account }] of others.entries())
        expect(await proof('0000', { accountNumber: account.number })).toEqual({ ...unproven, exhausted: index === 4 })
      const tail = home.customer.phone.slice(-4)
      for (const from of ['13700000000', '013700000000', '+8613700000000'])
        expect(await proof(tail, { from })).toEqual({ ...unproven, exhausted: true })
      expect(await proof(tail, { from: '13700000001' })).toEqual({ ...unproven, accountId: home.account.id })
      const tomorrow = { ...house.deps, clock: () => house.deps.clock() + 24 * 60 * minute }
      const asked = { ask: 'proof', accountNumber: home.account.number, phoneTail: tail } as const
      expect(await answerQuestion(tomorrow, asker('13700000000'), asked)).toMatchObject({ accountId: home.account.id })
    })

    it('nothing any more of an account that was guessed at ten times in a day, by whomsoever', async () => {
      for (let guess = 0; guess < 10; guess++)
        expect(await proof('0000', { from: `1370000001${guess}` })).toEqual({ ...unproven, exhausted: guess === 9 })
      const tail = home.customer.phone.slice(-4)
      expect(await proof(tail, { from: '13700000020' })).toEqual({ ...unproven, exhausted: true })
      const neighbour = await createHousehold(database)
      const other = { from: '13700000020', accountNumber: neighbour.account.number }
      expect(await proof(neighbour.customer.phone.slice(-4), other)).toMatchObject({ accountId: neighbour.account.id })
    })

    it('of all who withhold their number, as of one', async () => {
      for (let guess = 0; guess < 5; guess++)
        await proof('0000', { from: '', accountNumber: (await createHousehold(database)).account.number })
      expect(await proof(home.customer.phone.slice(-4), { from: '' })).toEqual({ ...unproven, exhausted: true })
    })

    it('neither of a closed account', async () => {
      const { number: accountNumber, id } = home.account
      await database.transaction((tx) =>
        tx.query('update account set closedOn = ? where id = ?', [businessDate('2026-01-01'), id]),
      )
      expect(await ask({ ask: 'place', accountNumber })).toMatchObject({ accountId: null })
      const phoneTail = home.customer.phone.slice(-4)
      expect(await ask({ ask: 'proof', accountNumber, phoneTail })).toMatchObject({ accountId: null })
    })
  })

  it('what an account owes with its late fee, and what is left over', async () => {
    const billing = createBillingHouse(database)
    const home = await billing.newHome()
    const ask = () => answerQuestion(billing.deps, asker(''), { ask: 'bill', accountId: home.accountId })
    const owed = await ask()
    if (owed.ask !== 'bill' || !owed.latest) throw new Error('no bill')
    expect(owed).toMatchObject({ bills: 1, lateFee: 0, prepayment: 0, owed: owed.latest.amount })
    expect(owed.latest.amount).toBeGreaterThan(0)
    billing.passDays(100)
    const late = await ask()
    if (late.ask !== 'bill') throw new Error('no bill')
    expect(late).toMatchObject({ bills: 1, owed: owed.owed, lateFee: expect.any(Number) })
    expect(late.lateFee).toBeGreaterThan(0)
    await home.pay(late.owed + late.lateFee + 500)
    expect(await ask()).toMatchObject({ bills: 0, owed: 0, prepayment: 500, latest: owed.latest })
  })

  describe('of the queue', () => {
    let now: number
    let calls: Awaited<ReturnType<typeof createCallHouse>>
    beforeEach(async () => {
      now = noon
      calls = await createCallHouse(database, () => now)
    })
    const ask = (callId: string, queuedAt: number | null) =>
      answerQuestion({ database, clock: () => now }, { callId, number: '', queuedAt }, { ask: 'queue' })
    const waits = async (queuedAt: number) => (await calls.call({ phase: 'waiting', queuedAt })).id

    it('who is ahead, and who is there to answer', async () => {
      const first = await waits(now - 2 * minute)
      const second = await waits(now - minute)
      expect(await ask(first, now - 2 * minute)).toMatchObject({ open: true, ahead: 0, agents: 0, waitMs: null })
      await calls.seated('lin')
      expect(await ask(second, now - minute)).toMatchObject({ ahead: 1, agents: 1, waitMs: null })
      // Somebody who has not queued yet stands behind all.
      expect(await ask(beginInbound({ id: newId(now), channel: 'c', number: '', at: now })[0].id, null)).toMatchObject({
        ahead: 2,
      })
    })

    it('how long it takes, by what the latest calls took', async () => {
      const lin = await calls.seated('lin')
      for (let index = 0; index < 5; index++) {
        const at = now - (index + 2) * 10 * minute
        await calls.call({ startedAt: at, outcome: 'answered', endedAt: at + 3 * minute }, [
          {
            seat: lin.seat,
            staffId: lin.staffId,
            rungAt: at,
            answeredAt: at,
            endedAt: at + 3 * minute,
            ending: 'caller',
            wrapUpEndedAt: at + 4 * minute,
          },
        ])
      }
      await waits(now - minute)
      expect(await ask(newId(now), null)).toMatchObject({ ahead: 1, agents: 1, waitMs: 2 * 4 * minute })
      now += 5 * 60 * minute
      expect(await ask(newId(now), null)).toMatchObject({ waitMs: null })
    })
  })
})
