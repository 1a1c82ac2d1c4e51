import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { EventTable } from '#core/kernel/event.ts'
import { newId } from '#core/kernel/id.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { createSandboxTaxPlatform } from '#gateway/sandbox/sandboxTaxPlatform.ts'
import { InvoiceTable } from '#invoices/issuing/invoice.table.ts'
import { pollInvoices } from '#invoices/issuing/pollInvoices.ts'
import { submitInvoice } from '#invoices/issuing/submitInvoice.ts'
import { openRedForm } from '#invoices/redLetters/openRedForm.ts'
import { RedFormTable } from '#invoices/redLetters/redForm.table.ts'
import { databases } from '../databases.ts'
import { channelHeaders, residentCaller } from '../hub/callers.ts'
import { startTestHub, type TestHub } from '../hub/testHub.ts'
import { createInvoiceHouse, type InvoiceHouse } from './invoiceHouse.ts'
import { readPdf } from './readPdf.ts'

const patience = { timeout: 15_000, interval: 50 }

describe.each(databases)('an invoice on $kind', ({ open }) => {
  let database: Database
  let hub: TestHub
  let house: InvoiceHouse
  let call: ReturnType<typeof residentCaller>
  let later = 0
  const logger = createLogger('silent')
  const platform = () =>
    createSandboxTaxPlatform({ ...hub.sandbox.connection, notifyUrl: `${hub.url}/api/channels/sandbox/invoices` })

  beforeAll(async () => {
    database = await open()
    hub = await startTestHub(database, { clock: () => systemClock() + later })
  })
  afterAll(async () => {
    await hub.close()
    await database.close()
  })
  beforeEach(async () => {
    house = await createInvoiceHouse(database, systemClock)
    call = residentCaller(hub.url, await hub.tokenFor(house.resident.id))
  })

  /** Behaviours are named before the request is sent: the number is the client's. */
  async function request(behaviour = {}) {
    const { bill } = await house.paidBill()
    const id = newId(systemClock())
    await hub.sandbox.behave(id, behaviour)
    const body = { id, accountId: house.account.id, billIds: [bill.id], titleId: house.titleId }
    expect(await call('POST /api/resident/invoices', { body })).toMatchObject({ state: 'requested', number: null })
    return { id, bill }
  }
  const see = (invoiceId: string) => call('GET /api/resident/invoices/:invoiceId', { params: { invoiceId } })
  const rowOf = (id: string) => database.read.findOneByOrFail(InvoiceTable, { id })
  async function untilReady(id: string) {
    await vi.waitFor(async () => expect(await see(id)).toMatchObject({ state: 'issued', fileReady: true }), patience)
    return see(id)
  }
  const eventsOf = async (topic: string, id: string) =>
    (await database.read.findBy(EventTable, { topic })).filter(
      ({ payload }) => (payload as { invoiceId: string }).invoiceId === id,
    )
  async function download(invoiceId: string) {
    const { link } = await call('POST /api/resident/invoices/:invoiceId/download-links', { params: { invoiceId } })
    return fetch(`${hub.url}${link}`)
  }
  const afterwards = (ms: number) => () => systemClock() + ms
  const poll = (ms: number) => pollInvoices({ database, clock: afterwards(ms), taxPlatform: platform(), logger })

  it('is issued, rendered and downloaded, and says on its face that it is a sample', async () => {
    const { id, bill } = await request()
    const invoice = await untilReady(id)
    expect(invoice).toMatchObject({ number: expect.stringMatching(/^\d{20}$/), sample: true, gross: bill.amount })
    const response = await download(id)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(response.headers.get('content-disposition')).toContain(`${invoice.number}.pdf`)
    const { text } = await readPdf(new Uint8Array(await response.arrayBuffer()))
    for (const part of ['电子发票（普通发票）', String(invoice.number), '张三丰', '不征税', '3%', '样张 SAMPLE']) {
      expect(text).toContain(part)
    }
    expect(text).toContain(house.account.number)
  })

  it('is shown by its link alone, and only while that is good', async () => {
    const { id } = await request()
    await untilReady(id)
    const { link } = await call('POST /api/resident/invoices/:invoiceId/download-links', { params: { invoiceId: id } })
    const codeOf = async (path: string) => {
      const response = await fetch(`${hub.url}${path}`)
      return [response.status, ((await response.json()) as { code?: string }).code]
    }
    later = 5 * 60_000 + 1
    expect(await codeOf(link)).toEqual([403, 'link.expired'])
    later = 0
    expect((await fetch(`${hub.url}${link}`)).status).toBe(200)
    expect(await codeOf(link.replace(/expires=\d/, 'expires=9'))).toEqual([403, 'link.invalid'])
    const { id: other } = await request()
    await untilReady(other)
    expect(await codeOf(link.replace(id, other))).toEqual([403, 'link.invalid'])
    expect(await codeOf(link.replace(id, newId(1)))).toEqual([403, 'link.invalid'])
    const strangers = residentCaller(hub.url, await hub.tokenFor(newId(1)))
    const params = { invoiceId: id }
    const unknown = { status: 404, problem: { code: 'invoice.unknown' } }
    await expect(strangers('GET /api/resident/invoices/:invoiceId', { params })).rejects.toMatchObject(unknown)
    await expect(strangers('POST /api/resident/invoices/:invoiceId/download-links', { params })).rejects.toMatchObject(
      unknown,
    )
  })

  it('is one invoice with one file when the callback comes late, doubled and out of order', async () => {
    const first = await request({ delayMs: 400, duplicates: 2, duplicateGapMs: 30, outOfOrder: true, holdMs: 2_000 })
    const second = await request({ duplicates: 1, wrongSignatures: 1, retryMs: [50, 50] })
    for (const { id } of [first, second]) {
      await untilReady(id)
      expect(await eventsOf('invoice.issued', id)).toHaveLength(1)
    }
    expect(first.id).not.toBe(second.id)
  })

  it('is found by asking when the callback is lost, and issued once when both come', async () => {
    const { id } = await request({ lose: true })
    await vi.waitFor(async () => expect(await see(id)).toMatchObject({ state: 'issuing' }), patience)
    const decided = async () => expect(await platform().query(id)).toMatchObject({ state: 'issued' })
    await vi.waitFor(decided, patience)
    await Promise.all([poll(20_000), poll(20_000)])
    const { number } = await untilReady(id)
    expect(await platform().query(id)).toMatchObject({ number })
    expect(await eventsOf('invoice.issued', id)).toHaveLength(1)
  })

  it('is told to the platform again when that has never heard of it, and is the same there', async () => {
    const { bill } = await house.paidBill()
    const { id } = await house.request([bill.id])
    // The outbox of the hub has it as well: the platform hears it two or three times.
    await Promise.all([poll(20_000), submitInvoice({ ...house.deps, taxPlatform: platform() }, await rowOf(id))])
    const { number } = await untilReady(id)
    expect(await platform().query(id)).toMatchObject({ state: 'issued', number })
  })

  it('that the platform refuses leaves its bill free for another', async () => {
    const { id, bill } = await request({ refuse: true })
    await vi.waitFor(
      async () => expect(await see(id)).toMatchObject({ state: 'failed', failure: '购买方信息有误', fileReady: false }),
      patience,
    )
    const params = { accountId: house.account.id }
    const free = await call('GET /api/resident/accounts/:accountId/bills-to-invoice', { params })
    expect(free.map(({ billId }) => billId)).toEqual([bill.id])
    const again = await house.request([bill.id])
    await untilReady(again.id)
    const all = await call('GET /api/resident/accounts/:accountId/invoices', { params })
    expect(all.map(({ state }) => state)).toEqual(['issued', 'failed'])
  })

  it('is not changed by a callback that somebody else signed, or that makes no sense', async () => {
    const { id } = await request({ lose: true, decideAfterMs: 600_000 })
    const body = JSON.stringify({
      event: 'invoice.answered',
      requestNumber: id,
      state: 'issued',
      number: '26372000000123456789',
      issuedAt: systemClock(),
      gross: 1,
    })
    const post = (headers: Record<string, string>, sent = body) =>
      fetch(`${hub.url}/api/channels/sandbox/invoices`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: sent,
      })
    const { connection, keys } = hub.sandbox
    const signed = (text: string) => channelHeaders(connection.sandboxPublicKey, keys.sandbox.privateKey, text)
    expect((await post(channelHeaders(connection.sandboxPublicKey, keys.hub.privateKey, body))).status).toBe(401)
    expect((await post(signed('{}'), '{}')).status).toBe(422)
    // Signed, and for another amount than was asked for.
    expect((await post(signed(body))).status).toBe(409)
    expect(await rowOf(id)).toMatchObject({ number: null })
  })

  it('is taken back by a red form that is confirmed, and its bill is free for another', async () => {
    const { id, bill } = await request()
    await untilReady(id)
    const redFormId = newId(systemClock())
    const deps = { ...house.deps, taxPlatform: platform() }
    const form = { id: redFormId, invoiceId: id, reason: '抬头有误' }
    const staff = { kind: 'staff' as const, id: 'test' }
    const opened = await openRedForm(deps, staff, form)
    expect(await openRedForm(deps, staff, form)).toEqual(opened)
    await expect(openRedForm(deps, staff, { ...form, id: newId(2) })).rejects.toMatchObject({ code: 'redForm.open' })
    await vi.waitFor(
      async () => expect(await see(id)).toMatchObject({ state: 'red', redNumber: expect.stringMatching(/^\d{20}$/) }),
      patience,
    )
    expect((await house.request([bill.id])).state).toBe('requested')
    await expect(openRedForm(deps, staff, { ...form, id: newId(3) })).rejects.toMatchObject({
      code: 'redForm.notIssued',
    })
    expect((await download(id)).status).toBe(200)
  })

  it('stands when nobody confirms the red form within 72 hours', async () => {
    const { id } = await request()
    await untilReady(id)
    const redFormId = newId(systemClock())
    await hub.sandbox.behave(redFormId, { refuse: true })
    const staff = { kind: 'staff' as const, id: 'test' }
    const wanted = { id: redFormId, invoiceId: id, reason: '抬头有误' }
    await openRedForm({ ...house.deps, taxPlatform: platform() }, staff, wanted)
    const formState = async () => (await database.read.findOneByOrFail(RedFormTable, { id: redFormId })).state
    await poll(71 * 3_600_000)
    expect(await formState()).toBe('open')
    await poll(73 * 3_600_000 + 3_600_000)
    expect(await formState()).toBe('lapsed')
    expect(await see(id)).toMatchObject({ state: 'issued', redNumber: null })
  })
})
