import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transferOwnership } from '#core/accounts/transferOwnership.ts'
import { BindingTable } from '#core/accounts/account.table.ts'
import { cancelBill } from '#core/billing/cancelBill.ts'
import { InvoicedBillTable } from '#core/invoicing/invoicedBill.table.ts'
import { system } from '#core/kernel/actor.ts'
import type { Database } from '#core/kernel/database.ts'
import { EventTable } from '#core/kernel/event.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { ReceiptTable } from '#core/payments/payment.table.ts'
import { ownCounter } from '#core/payments/receiveAtCounter.ts'
import { reverseReceipt } from '#core/payments/reverseReceipt.ts'
import { databases } from '#test/databases.ts'
import { createHousehold, morningOf } from '#test/household.ts'
import { createInvoiceHouse, type InvoiceHouse } from '#test/invoicing/invoiceHouse.ts'
import { expectSound } from '#test/money/expectSound.ts'
import { listBillsToInvoice } from './billsToInvoice.ts'
import { InvoiceTable } from './invoice.table.ts'
import { listInvoices } from './listInvoices.ts'
import { receiveInvoiceResult } from './receiveInvoiceResult.ts'
import { requestInvoice } from './requestInvoice.ts'

let now = morningOf('2026-06-20')
/** Everything happens on one day, one thing after the other. */
const clock = () => ++now
const playing = { name: 'sandbox', official: false }

describe.each(databases)('an invoice asked for on $kind', ({ open }) => {
  let database: Database
  let house: InvoiceHouse
  beforeEach(async () => {
    database = await open()
    house = await createInvoiceHouse(database, clock)
  })
  afterEach(async () => {
    await expectSound(database)
    await database.close()
  })

  const refused = (code: string) => expect.objectContaining({ code })
  const receiptRow = (id: string) => database.read.findOneByOrFail(ReceiptTable, { id })
  const toInvoice = async () => (await listBillsToInvoice({ database }, house.account.id)).map(({ billId }) => billId)

  it('is for what the bill charges, split into what is taxed and what is not', async () => {
    const { bill } = await house.paidBill()
    const invoice = await house.request([bill.id])
    expect(invoice).toMatchObject({
      state: 'requested',
      gross: 3_040,
      net: 2_999,
      tax: 41,
      buyer: { kind: 'personal', name: '张三丰', taxNumber: null },
      billIds: [bill.id],
      number: null,
      official: false,
    })
    expect(invoice.lineItems.map(({ component, net, tax }) => [component, net, tax])).toEqual([
      ['supply', 1_379, 41],
      ['sewage', 1_420, 0],
      ['resourceTax', 200, 0],
    ])
    expect(invoice.remarks.join()).toContain(house.account.number)
    expect(invoice.remarks.join()).not.toContain(house.account.premises)
    expect(await database.read.findOneByOrFail(InvoiceTable, { id: invoice.id })).toEqual(invoice)
  })

  it('is one for several bills, be they named or stand for receipts, and the sum of them', async () => {
    const [one, two, three] = [await house.paidBill(), await house.paidBill(7), await house.paidBill(5)]
    const invoice = await house.request([one.bill.id], { receiptIds: [two.receipt.id, three.receipt.id] })
    expect(invoice.billIds.toSorted()).toEqual([one, two, three].map(({ bill }) => bill.id).toSorted())
    expect(invoice.gross).toBe(one.bill.amount + two.bill.amount + three.bill.amount)
    // The first reading of a meter is not tiered.
    expect(invoice.lineItems.map((line) => [line.component, line.tier, line.gross])).toEqual([
      ['supply', null, 1_420],
      ['supply', 1, 1_704],
      ['sewage', null, 3_124],
      ['resourceTax', null, 440],
    ])
    expect(await toInvoice()).toEqual([])
  })

  it('is the same when it is asked for again under its id, and not another', async () => {
    const { bill } = await house.paidBill()
    const other = await house.paidBill()
    const id = newId(clock())
    const first = await house.request([bill.id], { id })
    expect(await house.request([bill.id], { id })).toEqual(first)
    await expect(house.request([other.bill.id], { id })).rejects.toEqual(refused('invoice.differs'))
    await expect(house.request([bill.id], { id, titleId: newId(1) })).rejects.toEqual(refused('invoice.differs'))
    expect(await database.read.count(InvoiceTable)).toBe(1)
    expect(await database.read.countBy(EventTable, { topic: 'invoice.requested' })).toBe(1)
  })

  it('is one for a bill, however many ask at the same time', async () => {
    const { bill } = await house.paidBill()
    const other = await house.paidBill()
    const id = newId(clock())
    const asked = [
      ...Array.from({ length: 4 }, () => house.request([bill.id], { id })),
      ...Array.from({ length: 4 }, () => house.request([bill.id, other.bill.id])),
    ]
    const outcomes = await Promise.allSettled(asked)
    const made = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []))
    expect(new Set(made).size).toBe(1)
    for (const one of outcomes)
      if (one.status === 'rejected') expect(one.reason).toEqual(refused('invoice.billInvoiced'))
    expect(await database.read.count(InvoiceTable)).toBe(1)
    expect(await database.read.countBy(InvoicedBillTable, { billId: bill.id })).toBe(1)
  })

  it('is not for a bill that is not paid, was invoiced, is cancelled or is somebody elses', async () => {
    const { bill } = await house.paidBill()
    const open_ = await house.issue()
    await expect(house.request([open_.id])).rejects.toEqual(refused('invoice.billNotPaid'))
    await expect(house.request([newId(1)])).rejects.toEqual(refused('bill.unknown'))
    await expect(house.request([])).rejects.toEqual(refused('invoice.nothing'))
    await cancelBill(house.deps, system('test'), { billId: open_.id, reason: '测试', readings: 'reject' })
    await expect(house.request([open_.id])).rejects.toEqual(refused('bill.cancelled'))
    await house.request([bill.id])
    await expect(house.request([bill.id])).rejects.toMatchObject({
      code: 'invoice.billInvoiced',
      data: { billIds: [bill.id] },
    })
    const neighbours = await createInvoiceHouse(database, clock)
    const theirs = await neighbours.paidBill()
    await expect(house.request([theirs.bill.id])).rejects.toEqual(refused('bill.unknown'))
    const stranger = (await createHousehold(database)).resident
    const wanted = { id: newId(2), accountId: house.account.id, billIds: [bill.id], receiptIds: [] }
    await expect(requestInvoice(house.deps, stranger, { ...wanted, titleId: house.titleId })).rejects.toEqual(
      refused('account.unknown'),
    )
    const { id: theirTitle } = await neighbours.title()
    await expect(house.request([(await house.paidBill()).bill.id], { titleId: theirTitle })).rejects.toEqual(
      refused('invoiceTitle.unknown'),
    )
  })

  it('is not offered without a seller', async () => {
    const { bill } = await house.paidBill()
    const wanted = {
      id: newId(2),
      accountId: house.account.id,
      billIds: [bill.id],
      receiptIds: [],
      titleId: house.titleId,
    }
    await expect(requestInvoice({ ...house.deps, seller: null }, house.resident, wanted)).rejects.toEqual(
      refused('invoice.notOffered'),
    )
  })

  it('keeps its money from being reversed and its bill from being cancelled, until it fails', async () => {
    const { bill, receipt } = await house.paidBill()
    const { id } = await house.request([bill.id])
    const reverse = () =>
      reverseReceipt(house.deps, system('test'), {
        channel: ownCounter,
        original: receipt.transactionId,
        serial: newId(clock()),
        amount: receipt.amount,
        reason: '测试',
      })
    const cancel = () => cancelBill(house.deps, system('test'), { billId: bill.id, reason: '测试', readings: 'keep' })
    await expect(reverse()).rejects.toEqual(refused('reversal.invoiced'))
    await expect(cancel()).rejects.toEqual(refused('bill.invoiced'))
    await receiveInvoiceResult(house.deps, playing, id, { state: 'failed', reason: '购买方信息有误' })
    expect((await receiptRow(receipt.id)).invoicedAt).toBeNull()
    expect(await toInvoice()).toEqual([bill.id])
    await reverse()
    await cancel()
  })

  it('keeps also the money of today that paid it as prepayment', async () => {
    const receipt = await house.pay(fen(5_000))
    const bill = await house.issue()
    expect(bill.amount).toBe(3_040)
    const { id } = await house.request([bill.id])
    const reverse = reverseReceipt(house.deps, system('test'), {
      channel: ownCounter,
      original: receipt.transactionId,
      serial: newId(clock()),
      amount: receipt.amount,
      reason: '测试',
    })
    await expect(reverse).rejects.toEqual(refused('reversal.invoiced'))
    const cancel = cancelBill(house.deps, system('test'), { billId: bill.id, reason: '测试', readings: 'keep' })
    await expect(cancel).rejects.toEqual(refused('bill.invoiced'))
    const later = await house.pay(fen(1_000))
    expect((await receiptRow(later.id)).invoicedAt).toBeNull()
    await receiveInvoiceResult(house.deps, playing, id, { state: 'failed', reason: '购买方信息有误' })
    expect((await receiptRow(receipt.id)).invoicedAt).toBeNull()
  })

  it('leaves the money of other bills alone', async () => {
    const [one, two] = [await house.paidBill(), await house.paidBill()]
    await house.request([one.bill.id])
    expect((await receiptRow(one.receipt.id)).invoicedAt).not.toBeNull()
    expect((await receiptRow(two.receipt.id)).invoicedAt).toBeNull()
  })

  it('is the former customers after a transfer of ownership, and so are the bills', async () => {
    const [one, two] = [await house.paidBill(), await house.paidBill()]
    await house.request([one.bill.id])
    const { account, resident } = house
    const moved = await transferOwnership(house.deps, system('test'), {
      accountId: account.id,
      name: '新户主',
      phone: null,
      population: 2,
    })
    await database.transaction((tx) =>
      tx.insert(BindingTable, {
        id: newId(clock()),
        residentId: resident.id,
        accountId: account.id,
        proof: 'phoneCode',
        boundAt: clock(),
      }),
    )
    await expect(house.request([two.bill.id])).rejects.toEqual(refused('invoice.formerCustomer'))
    expect(await toInvoice()).toEqual([])
    expect(await listInvoices({ database }, account.id, moved.customerId)).toEqual([])
    expect(await listInvoices({ database }, account.id)).toHaveLength(1)
  })
})

describe.each(databases)('what the platform answers on $kind', ({ open }) => {
  let database: Database
  let house: InvoiceHouse
  beforeEach(async () => {
    database = await open()
    house = await createInvoiceHouse(database, clock)
  })
  afterEach(() => database.close())

  const number = '26372000000123456789'
  const issued = (gross: number, change = {}) =>
    ({ state: 'issued', number, issuedAt: clock(), gross: fen(gross), ...change }) as const
  const rowOf = (id: string) => database.read.findOneByOrFail(InvoiceTable, { id })
  const told = (topic: string) => database.read.countBy(EventTable, { topic })

  it('is written down once, however often and however concurrently it comes', async () => {
    const { bill } = await house.paidBill()
    const { id, gross } = await house.request([bill.id])
    const result = issued(gross)
    await Promise.all(Array.from({ length: 6 }, () => receiveInvoiceResult(house.deps, playing, id, result)))
    expect(await rowOf(id)).toMatchObject({ state: 'issued', number, nextPollAt: null, platform: 'sandbox' })
    expect(await told('invoice.issued')).toBe(1)
    await receiveInvoiceResult(house.deps, playing, id, { state: 'failed', reason: '迟到的失败' })
    expect(await rowOf(id)).toMatchObject({ state: 'issued', failure: null })
  })

  it('is not taken for another invoice, another number or another amount', async () => {
    const { bill } = await house.paidBill()
    const { id, gross } = await house.request([bill.id])
    const contradicted = { code: 'invoice.contradicted' }
    await expect(receiveInvoiceResult(house.deps, playing, id, issued(gross + 1))).rejects.toMatchObject(contradicted)
    await receiveInvoiceResult(house.deps, playing, id, issued(gross))
    const again = receiveInvoiceResult(house.deps, playing, id, issued(gross, { number: `${number.slice(0, -1)}0` }))
    await expect(again).rejects.toMatchObject(contradicted)
    await expect(receiveInvoiceResult(house.deps, playing, newId(1), issued(gross))).rejects.toMatchObject({
      code: 'invoice.unknown',
    })
  })

  it('is an invoice also after it was said to have failed, and its bill is taken again', async () => {
    const { bill } = await house.paidBill()
    const { id, gross } = await house.request([bill.id])
    await receiveInvoiceResult(house.deps, playing, id, { state: 'failed', reason: '平台繁忙' })
    expect(await rowOf(id)).toMatchObject({ state: 'failed', failure: '平台繁忙', nextPollAt: null })
    await receiveInvoiceResult(house.deps, playing, id, issued(gross))
    expect(await rowOf(id)).toMatchObject({ state: 'issued', number, failure: null })
    await expect(house.request([bill.id])).rejects.toMatchObject({ code: 'invoice.billInvoiced' })
  })
})
