import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { dateOf } from '#core/kernel/businessDate.ts'
import { systemClock } from '#core/kernel/clock.ts'
import { type Fen, fen, yuan } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { litres } from '#core/kernel/litres.ts'
import { screenshots } from '#test/browser/phone.ts'
import { readPdf } from '#test/invoicing/readPdf.ts'
import { askForBill, fenSaid } from './billByTelephone.ts'
import { type BillHouse, type BookedReceipt, openBillHouse } from './billHouse.ts'
import { logIn, look, payAtCashier } from './residentPhone.ts'

const resident = 'wang-01'
/** Litres that cost about as much as what is owed already. */
const volume = 33_456
/** What is left for the counter. */
const last = fen(2_000)
const reason = '收错户号，款已当面退回'

/** Of one household with an overdue bill, to which a new one comes. The tests are the story’s chapters, in sequence. */
describe('A bill, from the reading until it is owed again', { timeout: 180_000 }, () => {
  let house: BillHouse
  /** The new bill. */
  let bill: { id: string; amount: Fen }
  let fromApp: BookedReceipt
  let fromBank: BookedReceipt
  let fromCounter: BookedReceipt

  beforeAll(async () => {
    house = await openBillHouse()
    await house.proveBooks()
  }, 240_000)
  afterAll(() => house?.close())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      await house.accountant.shoot('one-bill-failed')
      await house.phone.page.screenshot({ path: join(screenshots, 'one-bill-failed.png') })
    }
    await house.proveBooks()
  })

  const bankReversal = (serial: string) => ({
    serial,
    originalSerial: 'ONEBILL-0001',
    amount: fromBank.amount,
    reason: '柜员录入错误',
  })

  it('is issued by the accountant, after the reading that was sent in has been looked at', async () => {
    const { hub, home, accountant } = house
    const [meter] = hub.rows<{ id: string; register: number; routeId: string; route: string }>(
      `select m.id, max(r.register) as register, a.routeId, t.routeCode || ' ' || t.name as route from meter m
       join account a on a.id = m.accountId join reading_route t on t.id = a.routeId join reading r on r.meterId = m.id
       where a.id = ? and m.removedOn is null group by m.id`,
      [home.id],
    )
    if (!meter) throw new Error('no meter')
    const before = await house.debt()
    const reader = await hub.as('reviewer')
    const reading = await reader('POST /api/staff/meters/:meterId/readings', {
      params: { meterId: meter.id },
      body: { readOn: dateOf(systemClock()), register: litres(meter.register + volume), kind: 'self' },
    })
    expect(reading).toMatchObject({ state: 'review', reasons: ['selfRead'] })

    const reviewer = await house.sitDown('reviewer')
    await reviewer.visit('/reviews')
    const row = reviewer.page.getByRole('row').filter({ hasText: home.accountNumber })
    await row.getByText('33.456').waitFor()
    await reviewer.shoot('one-bill-01-review')
    await row.getByRole('button', { name: '接受' }).click()
    await reviewer.page.getByText(`户号 ${home.accountNumber} 的读数已接受`).waitFor()
    await row.waitFor({ state: 'detached' })
    expect(reviewer.complaints).toEqual([])
    await reviewer.close()

    const { page } = accountant
    await accountant.visit('/billing-runs')
    await page.getByLabel('开账范围').click()
    await page.getByLabel('开账范围').fill(meter.route)
    await page.getByTitle(meter.route).click()
    await page.getByText('1 户').first().waitFor()
    await page.getByRole('button', { name: '开始开账' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '为 1 户开账' }).click()
    await page.getByText('开出 1 张账单').waitFor({ timeout: 60_000 })
    await accountant.shoot('one-bill-02-issued')

    const [issued] = hub.rows<{ id: string; amount: number; volume: number; state: string }>(
      'select id, amount, volume, state from bill where accountId = ? order by id desc limit 1',
      [home.id],
    )
    expect(issued).toMatchObject({ volume, state: 'open' })
    bill = { id: issued?.id ?? '', amount: fen(issued?.amount ?? 0) }
    const debt = await house.debt()
    expect(debt.total - before.total).toBe(bill.amount)
  })

  it('is read out to whoever rings from the telephone on file, to the fen', async () => {
    const { hub, home } = house
    const debt = await house.debt()
    const { said, heard, spoken } = await askForBill(hub, home.phone)
    expect(fenSaid(said, 'bill-owed')).toBe(debt.total)
    expect(fenSaid(said, 'bill-late-fee')).toBe(debt.lateFee)
    expect(fenSaid(said, 'bill-latest')).toBe(bill.amount)
    expect(debt.total).toBeGreaterThan(bill.amount)
    // All of it came out of the telephone, aloud.
    expect(spoken).toBeGreaterThan(0.9)
    expect(heard.seconds).toBeGreaterThan(10)
    expect(heard.loudness).toBeGreaterThan(0.02)
  })

  it('is half paid in the app, from the oldest on', async () => {
    const { phone } = house
    await house.bind(resident)
    const debt = await house.debt()
    const older = fen(debt.total - bill.amount)
    await logIn(phone, resident)
    await phone.sees('您有水费没有缴')
    await phone.sees(yuan(debt.total))
    await look(phone, 'one-bill-03-owing')
    await phone.press('pay-now')
    await phone.sees('要缴的账单')
    // The new bill, which is the last, is left out.
    await phone.press(`bill-${debt.bills.length}`)
    await phone.sees('先缴清所有账单，才能预存')
    await look(phone, 'one-bill-04-choosing')
    await phone.press('pay')
    await payAtCashier(phone)
    await phone.sees('缴费成功')
    await phone.sees(yuan(older))
    await look(phone, 'one-bill-05-paid')
    fromApp = house.receiptBy('sandbox')
    expect(fromApp).toMatchObject({ amount: older, toLateFees: debt.lateFee, toPrepayment: 0 })
    expect((await house.debt()).total).toBe(bill.amount)
  })

  it('is half paid at the bank, which the accountant sees come in, but for a rest at the counter', async () => {
    const { hub, home, phone, accountant, bank } = house
    const { page } = accountant
    const { accountNumber } = home
    await accountant.visit(`/receipts?account=${accountNumber}`)
    await page.getByRole('link', { name: fromApp.number }).waitFor()
    const half = fen(bill.amount - last)
    const payment = { serial: 'ONEBILL-0001', accountNumber, amount: half, subChannel: '城东支行' }
    const paid = await bank('POST /api/partner/v1/payments', { body: payment })
    expect(await bank('POST /api/partner/v1/payments', { body: payment })).toEqual(paid)
    fromBank = house.receiptBy(bank.code)
    expect(fromBank).toMatchObject({ amount: half, toBills: half, toPrepayment: 0 })
    await page.getByRole('link', { name: fromBank.number }).waitFor()
    expect((await house.debt()).total).toBe(last)
    expect(await house.proveBooks()).toBe(fromApp.amount + half)

    const cashier = await hub.as('cashier')
    await cashier('POST /api/staff/receipts', { body: { serial: newId(systemClock()), accountNumber, amount: last } })
    fromCounter = house.receiptBy('counter')
    await page.getByRole('link', { name: fromCounter.number }).waitFor()
    await accountant.shoot('one-bill-06-receipts')
    expect(await house.debt()).toMatchObject({ bills: [], total: 0 })
    await phone.visit('home')
    await phone.sees('水费已缴清')
    await look(phone, 'one-bill-07-settled')
  })

  it('is invoiced in the app, and the invoice is a file that says so', async () => {
    const { home, phone } = house
    await phone.press('to-invoices')
    await phone.sees('还没有开过发票')
    await phone.press('invoice')
    await phone.sees('选哪些账单')
    await phone.fill('title-name', '王建国')
    await phone.press('save-title')
    await phone.sees('新加一个抬头')
    await phone.press('ask-invoice')
    await phone.sees('下载发票')
    await phone.sees(yuan(bill.amount))
    await look(phone, 'one-bill-08-invoiced')
    const downloading = phone.page.waitForEvent('download')
    await phone.pressWords('下载发票')
    const { text } = await readPdf(await readFile(await (await downloading).path()))
    const { number } = house.invoice()
    expect(number).toMatch(/^\d{20}$/)
    const printed = ['电子发票（普通发票）', String(number), '王建国', home.accountNumber, yuan(bill.amount)]
    for (const part of printed) expect(text).toContain(part)
  })

  it('cannot be taken back while it is invoiced, and the red letter frees it', async () => {
    const { home, phone, accountant, bank } = house
    const { page } = accountant
    const reversal = bankReversal('ONEBILL-R001')
    await expect(bank('POST /api/partner/v1/reversals', { body: reversal })).rejects.toMatchObject({
      status: 409,
      problem: { code: 'reversal.invoiced' },
    })
    await accountant.visit(`/receipts/${fromBank.id}`)
    await page.getByText('代收由代收机构发起').waitFor()
    await accountant.visit(`/receipts/${fromCounter.id}`)
    await page.getByText('这笔收款已开发票，不能冲正').waitFor()
    await accountant.shoot('one-bill-09-refused')
    expect(await page.getByRole('button', { name: '冲正这笔收款' }).count()).toBe(0)

    const { number: invoiceNumber } = house.invoice()
    await accountant.visit(`/accounts/${home.id}?tab=invoices`)
    await page.getByRole('button', { name: '红冲' }).click()
    const asking = page.getByRole('dialog')
    await asking.getByText(`红冲发票 ${invoiceNumber}`).waitFor()
    await asking.getByLabel('红冲原因').fill(reason)
    await accountant.shoot('one-bill-09-red-letter')
    await asking.getByRole('button', { name: `红冲 ${yuan(bill.amount)}` }).click()
    await page.getByText('已红冲').waitFor({ timeout: 60_000 })
    expect(house.invoice().redNumber).toMatch(/^\d{20}$/)
    await phone.visit('home')
    await phone.press('to-invoices')
    await phone.sees('已作废（红字冲销）')
    await phone.sees(String(house.invoice().redNumber))
    await look(phone, 'one-bill-10-red')
  })

  it('is owed again in part, when the accountant reverses what the counter took', async () => {
    const { phone, accountant } = house
    const { page } = accountant
    const { amount, id, number } = fromCounter
    await accountant.visit(`/receipts/${id}`)
    await page.getByRole('button', { name: '冲正这笔收款' }).click()
    const asking = page.getByRole('dialog')
    await asking.getByText(`冲正收据 ${number}`).waitFor()
    await asking.getByText('已销的账单重新变为欠费').waitFor()
    await asking.getByLabel('冲正原因').fill(reason)
    await accountant.shoot('one-bill-11-reversing')
    await asking.getByRole('button', { name: `冲正 ${yuan(amount)}` }).click()
    await page.getByText(`冲正，原因：${reason}`).waitFor()
    await accountant.shoot('one-bill-12-reversed')
    expect((await house.debt()).total).toBe(amount)
    expect(await house.proveBooks()).toBe(fromApp.amount + fromBank.amount)
    await phone.visit('home')
    await phone.sees('您有水费没有缴')
    await phone.sees(yuan(amount))
  })

  it('is owed again as a whole, when the bank takes its half back, and the hotline says so', async () => {
    const { hub, home, phone, accountant, bank } = house
    const reversal = bankReversal('ONEBILL-R002')
    await bank('POST /api/partner/v1/reversals', { body: reversal })
    await bank('POST /api/partner/v1/reversals', { body: reversal })
    expect(await house.debt()).toMatchObject({ total: bill.amount, lateFee: 0 })
    expect(await house.proveBooks()).toBe(fromApp.amount)

    await accountant.visit(`/accounts/${home.id}?tab=receipts`)
    await accountant.page.getByText(`欠费 ${yuan(bill.amount)}`).waitFor()
    await accountant.page.getByText('已冲正').nth(1).waitFor()
    await accountant.shoot('one-bill-13-account')
    await phone.visit('home')
    await phone.sees(yuan(bill.amount))
    await look(phone, 'one-bill-14-owed-again')
    const { said } = await askForBill(hub, home.phone)
    expect(fenSaid(said, 'bill-owed')).toBe(bill.amount)
    expect(said).not.toContain('bill-late-fee')
    expect([...accountant.complaints, ...phone.complaints]).toEqual([])
  })
})
