import { setTimeout } from 'node:timers/promises'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueBill } from '#core/billing/issueBill.ts'
import { system } from '#core/kernel/actor.ts'
import { dateOf, addDays } from '#core/kernel/businessDate.ts'
import { systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { verifyAnswer } from '#core/partners/signature.ts'
import { databases } from '../databases.ts'
import { addAcceptedReading, createHousehold, type Household } from '../household.ts'
import { anybody, partnerCaller, partnerHeaders, residentCaller, staffCaller, staffCookieFor } from '../hub/callers.ts'
import { startTestHub, type TestHub } from '../hub/testHub.ts'
import { housePassword } from '../staffHouse.ts'

describe.each(databases)('a bill is paid over HTTP on $kind', ({ open }) => {
  let database: Database
  let hub: TestHub
  let household: Household

  beforeAll(async () => {
    database = await open()
    hub = await startTestHub(database)
    household = await createHousehold(database)
    const today = dateOf(systemClock())
    await database.transaction(async (tx) => {
      await addAcceptedReading(tx, household.meter, { readOn: addDays(today, -40), register: 10_000, volume: 10_000 })
    })
    await issueBill({ database, clock: systemClock }, system('test'), household.account.id)
    await database.transaction(async (tx) => {
      await addAcceptedReading(tx, household.meter, { readOn: addDays(today, -10), register: 20_000, volume: 10_000 })
    })
    await issueBill({ database, clock: systemClock }, system('test'), household.account.id)
  })
  afterAll(async () => {
    await hub.close()
    await database.close()
  })

  const logInAs = async (name: string) => {
    const tokens = await anybody(hub.url)('POST /api/resident/sessions/development', { body: { name } })
    return { call: residentCaller(hub.url, tokens.accessToken), tokens }
  }

  it('a resident binds, sees and pays; a bank clerk asks and pays; staff see both in the audit', async () => {
    const { call, tokens } = await logInAs('journey')
    const { number } = household.account
    const preview = await call('GET /api/resident/account-previews/:accountNumber', {
      params: { accountNumber: number },
    })
    expect(preview.name).toMatch(/^测\*+$/)
    expect(preview.premises).not.toMatch(/\d/)

    const sent = await call('POST /api/resident/binding-codes', { body: { accountNumber: number } })
    expect(sent.phone).toMatch(/^138\*{4}\d{4}$/)
    const inbox = (await (
      await fetch(`${hub.sandbox.url}/control/sms?to=${household.customer.phone}`)
    ).json()) as object
    expect(JSON.stringify(inbox)).toContain('246810')
    await call('POST /api/resident/bindings', { body: { proof: 'phoneCode', accountNumber: number, code: '246810' } })

    const [account] = await call('GET /api/resident/accounts')
    expect(account).toMatchObject({ number, name: household.customer.name, arrears: 6_080 })
    const accountId = account?.id ?? ''
    const bills = await call('GET /api/resident/accounts/:accountId/bills', { params: { accountId } })
    expect(bills.map(({ amount, state }) => [amount, state])).toEqual([
      [3_040, 'open'],
      [3_040, 'open'],
    ])
    const detail = await call('GET /api/resident/accounts/:accountId/bills/:billId', {
      params: { accountId, billId: bills[0]?.id ?? '' },
    })
    expect(detail.priceLines.map((line) => [line.component, line.amount])).toEqual([
      ['supply', 1_420],
      ['sewage', 1_420],
      ['resourceTax', 200],
    ])

    const heard: unknown[] = []
    const socket = io(`${hub.url}/resident`, { auth: { token: tokens.accessToken }, transports: ['websocket'] })
    socket.on('account.moneyChanged', (data: unknown) => heard.push(data))
    await new Promise<void>((resolve) => socket.on('connect', () => resolve()))

    const paymentId = newId(systemClock())
    const body = { id: paymentId, accountId, channel: 'sandbox', amount: fen(3_040) }
    const started = await call('POST /api/resident/payments', { body })
    const again = await call('POST /api/resident/payments', { body })
    expect(again.prompt?.url).toBe(started.prompt?.url)
    await hub.sandbox.pay(paymentId)
    const paid = await until(
      () => call('GET /api/resident/payments/:paymentId', { params: { paymentId } }),
      ({ payment }) => payment.state === 'paid',
    )
    expect(paid.receipt).toMatchObject({ amount: 3_040, toBills: 3_040, toPrepayment: 0 })
    expect(paid.receipt?.number).toMatch(/^SK\d{8}-\d{4,}$/)
    await until(
      async () => heard,
      (events) => events.length > 0,
    )
    expect(heard[0]).toEqual({ accountId, paymentId })
    socket.close()

    const bank = partnerCaller(hub.url, hub.partner)
    const debt = await bank('GET /api/partner/v1/accounts/:accountNumber/debt', { params: { accountNumber: number } })
    expect(debt).toMatchObject({ name: preview.name, debt: { total: 3_040 } })
    const payment = { serial: 'BANK-000001', accountNumber: number, amount: fen(3_100), subChannel: '城东支行' }
    const first = await bank('POST /api/partner/v1/payments', { body: payment })
    const second = await bank('POST /api/partner/v1/payments', { body: payment })
    expect(second).toEqual(first)
    expect(first).toMatchObject({ toBills: 3_040, toPrepayment: 60 })

    const admin = staffCaller(hub.url, await staffCookieFor(hub.url, 'admin', housePassword))
    const acts = await admin('GET /api/staff/audit', { query: { accountId } })
    const received = acts.filter((act) => act.action === 'money.received').map((act) => act.details?.['channel'])
    expect(received.toSorted()).toEqual(['TESTBANK', 'sandbox'])
    expect(acts.map((act) => act.action)).toEqual(
      expect.arrayContaining(['account.bound', 'payment.started', 'debt.asked']),
    )
    const books = await admin('GET /api/staff/ledger/reconciliation')
    expect(books).toMatchObject({ balanced: true, drifts: [] })
    expect(books.debits).toBeGreaterThan(0)
  })

  it('the bank takes a payment back, ends the day and fetches its file', async () => {
    const bank = partnerCaller(hub.url, hub.partner)
    const { number: accountNumber } = household.account
    await bank('POST /api/partner/v1/payments', { body: { serial: 'BANK-000002', accountNumber, amount: fen(500) } })
    const reversal = { serial: 'BANK-R00001', originalSerial: 'BANK-000002', amount: fen(500), reason: '柜员录入错误' }
    const reversed = await bank('POST /api/partner/v1/reversals', { body: reversal })
    expect(await bank('POST /api/partner/v1/reversals', { body: reversal })).toEqual(reversed)
    const result = await bank('GET /api/partner/v1/transactions/:serial', { params: { serial: 'BANK-000002' } })
    expect(result).toMatchObject({ state: 'reversed', amount: 500 })

    const businessDate = dateOf(systemClock())
    await expect(
      bank('GET /api/partner/v1/days/:businessDate/file', { params: { businessDate } }),
    ).rejects.toMatchObject({ status: 409, problem: { code: 'partnerDay.notClosed' } })
    const end = await bank('POST /api/partner/v1/days/:businessDate/end', {
      params: { businessDate },
      body: { count: 3, total: fen(3_100) },
    })
    expect(end).toMatchObject({ matched: true, count: 3, total: 3_100 })
    const file = await bank('GET /api/partner/v1/days/:businessDate/file', { params: { businessDate } })
    const day = businessDate.replaceAll('-', '')
    expect(new TextDecoder().decode(file)).toBe(
      [
        '3|31.00',
        `${day}|BANK-000001|${accountNumber}|31.00|城东支行|pay`,
        `${day}|BANK-000002|${accountNumber}|5.00||pay`,
        `${day}|BANK-R00001|${accountNumber}|-5.00||reverse`,
        '',
      ].join('\n'),
    )
  })

  it('a replayed, a stale and an altered request of the bank is refused, and the hub signs what it answers', async () => {
    const path = `/api/partner/v1/accounts/${household.account.number}/debt`
    const headers = partnerHeaders(hub.partner, { method: 'GET', path, body: '' })
    const first = await fetch(`${hub.url}${path}`, { headers })
    expect(first.status).toBe(200)
    const answer = {
      status: 200,
      timestamp: first.headers.get('x-hub-timestamp') ?? '',
      nonce: headers['X-Nonce'] ?? '',
      body: Buffer.from(await first.arrayBuffer()),
    }
    expect(verifyAnswer(hub.hubPublicKey, answer, first.headers.get('x-hub-signature') ?? '')).toBe(true)
    expect(verifyAnswer(hub.hubPublicKey, { ...answer, status: 201 }, first.headers.get('x-hub-signature') ?? '')).toBe(
      false,
    )

    const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]
    expect(await codeOf(await fetch(`${hub.url}${path}`, { headers }))).toEqual([401, 'partner.replayed'])
    const timestamp = String(Math.floor(Date.now() / 1000) - 301)
    const old = partnerHeaders(hub.partner, { method: 'GET', path, body: '' }, { timestamp })
    expect(await codeOf(await fetch(`${hub.url}${path}`, { headers: old }))).toEqual([401, 'partner.stale'])

    const body = JSON.stringify({ serial: 'BANK-000009', accountNumber: household.account.number, amount: 100 })
    const pay = { method: 'POST', path: '/api/partner/v1/payments', body }
    const altered = await fetch(`${hub.url}${pay.path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...partnerHeaders(hub.partner, pay) },
      body: body.replace('100', '900'),
    })
    expect(await codeOf(altered)).toEqual([401, 'partner.signatureInvalid'])
  })
})

/** Asks until the answer is as wanted; gives up after ten seconds. */
async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  for (let left = 200; ; left--) {
    const answer = await ask()
    if (wanted(answer)) return answer
    if (left === 0) throw new Error(`not as wanted in time: ${JSON.stringify(answer)}`)
    await setTimeout(50)
  }
}
