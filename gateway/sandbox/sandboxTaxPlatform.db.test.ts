import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { InvoiceRequest, TaxPlatform } from '#core/invoicing/taxPlatform.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { litres } from '#core/kernel/litres.ts'
import { demoSeller } from '../seller.ts'
import { connect, startReceiver, startTestSandbox } from './sandboxForTests.ts'
import { parseInvoiceNotice } from './sandboxInvoiceNotice.ts'
import { generateSandboxKeys } from './sandboxKeys.ts'
import { isSignedBySandbox } from './sandboxSignature.ts'
import { createSandboxTaxPlatform } from './sandboxTaxPlatform.ts'

let hub: Awaited<ReturnType<typeof startReceiver>>
let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
let platform: TaxPlatform

beforeAll(async () => {
  hub = await startReceiver()
  sandbox = await startTestSandbox(hub.url, { decideAfterMs: 50 })
  platform = createSandboxTaxPlatform({ ...sandbox.connection, notifyUrl: hub.url })
})
afterAll(async () => {
  await sandbox.stop()
  await hub.stop()
})

const patience = { timeout: 10_000, interval: 20 }
const line = { component: 'supply', tier: 1, litres: litres(10_000), rateBasisPoints: 300 } as const
function newRequest(change: Partial<InvoiceRequest> = {}): InvoiceRequest {
  return {
    requestNumber: newId(Date.now()),
    seller: demoSeller,
    buyer: { kind: 'personal', name: '张三丰', taxNumber: null },
    lines: [{ ...line, gross: fen(1_420), net: fen(1_379), tax: fen(41) }],
    gross: fen(1_420),
    net: fen(1_379),
    tax: fen(41),
    remarks: [],
    ...change,
  }
}
async function issued(request = newRequest()) {
  await platform.issue(request)
  await vi.waitFor(
    async () => expect(await platform.query(request.requestNumber)).toMatchObject({ state: 'issued' }),
    patience,
  )
  const answer = await platform.query(request.requestNumber)
  if (answer.state !== 'issued') throw new Error('not issued')
  return { ...answer, requestNumber: request.requestNumber }
}
const noticesOf = (number: string) => hub.received.filter(({ bytes }) => bytes.includes(number))

describe('an invoice', () => {
  test('is accepted at once and answered later, signed, as the query says', async () => {
    const request = newRequest()
    expect(await platform.issue(request)).toEqual({ state: 'accepted' })
    expect(await platform.query(request.requestNumber)).toEqual({
      requestNumber: request.requestNumber,
      state: 'issuing',
    })
    await vi.waitFor(() => expect(noticesOf(request.requestNumber)).toHaveLength(1), patience)
    const [notice] = noticesOf(request.requestNumber)
    if (!notice) throw new Error('no notice')
    const { sandboxPublicKey } = sandbox.connection
    expect(isSignedBySandbox(sandboxPublicKey, notice.headers, notice.bytes, Date.now())).toBe(true)
    const told = parseInvoiceNotice(notice.bytes)
    const known = await platform.query(request.requestNumber)
    expect(told).toMatchObject({ about: 'invoice', requestNumber: request.requestNumber, result: known })
    expect(known).toMatchObject({ state: 'issued', gross: 1_420, number: expect.stringMatching(/^\d{20}$/) })
  })

  test('is the same when it is asked for again, and refused when it says something else', async () => {
    const request = newRequest()
    const first = await issued(request)
    expect(await platform.issue(request)).toEqual({ state: 'accepted' })
    expect(await platform.query(request.requestNumber)).toMatchObject({ number: first.number })
    await expect(platform.issue({ ...request, remarks: ['另一张'] })).rejects.toMatchObject({
      code: 'taxPlatform.unavailable',
      data: { reason: 'status 409' },
    })
  })

  test('whose amounts do not agree is refused for good', async () => {
    const wrong = [
      newRequest({ gross: fen(1_421) }),
      newRequest({
        lines: [{ ...line, gross: fen(1_420), net: fen(1_420), tax: fen(0) }],
        net: fen(1_420),
        tax: fen(0),
      }),
      newRequest({ lines: [] }),
      newRequest({ buyer: { kind: 'company', name: '某公司', taxNumber: '123' } }),
    ]
    for (const request of wrong) {
      expect(await platform.issue(request)).toMatchObject({ state: 'refused' })
      expect(await platform.query(request.requestNumber)).toEqual({ state: 'unknown' })
    }
  })

  test('is still decided when the platform was killed before it was', async () => {
    const request = newRequest()
    await sandbox.behave(request.requestNumber, { decideAfterMs: 60_000 })
    await platform.issue(request)
    process.kill(sandbox.pid() ?? 0, 'SIGKILL')
    await vi.waitFor(() => expect(noticesOf(request.requestNumber)).toHaveLength(1), patience)
    expect(await platform.query(request.requestNumber)).toMatchObject({ state: 'issued' })
  })

  test('is not asked for by strangers', async () => {
    const keys = { ...sandbox.keys, hub: (await generateSandboxKeys()).hub }
    const stranger = createSandboxTaxPlatform({ ...connect(sandbox.url, keys), notifyUrl: hub.url })
    await expect(stranger.issue(newRequest())).rejects.toMatchObject({ data: { reason: 'status 401' } })
  })
})

describe('a red form', () => {
  test('is confirmed after a while, and told', async () => {
    const { number: invoiceNumber } = await issued()
    const form = { formNumber: newId(Date.now()), invoiceNumber, reason: '抬头有误' }
    expect(await platform.openRedForm(form)).toEqual({ state: 'accepted' })
    expect(await platform.queryRedForm(form.formNumber)).toMatchObject({ state: 'open' })
    await vi.waitFor(() => expect(noticesOf(form.formNumber)).toHaveLength(1), patience)
    const known = await platform.queryRedForm(form.formNumber)
    expect(known).toMatchObject({ state: 'confirmed', redNumber: expect.stringMatching(/^\d{20}$/) })
    const [notice] = noticesOf(form.formNumber)
    const told = parseInvoiceNotice(notice?.bytes ?? Buffer.alloc(0))
    expect(told).toMatchObject({ about: 'redForm', formNumber: form.formNumber, result: known })
  })

  test('for an invoice that does not exist is refused for good', async () => {
    const form = { formNumber: newId(Date.now()), invoiceNumber: '1'.repeat(20), reason: '抬头有误' }
    expect(await platform.openRedForm(form)).toMatchObject({ state: 'refused' })
    expect(await platform.queryRedForm(form.formNumber)).toEqual({ state: 'unknown' })
  })
})
