import type { Browser, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openChromium, screens } from '../browser/phone.ts'
import type { Household } from '../household.ts'
import { ageLogIn, endLogIn, logIn, look, payAtCashier, phoneForEach, somebody } from './residentPhone.ts'
import {
  announceOutages,
  bind,
  openResidentTown,
  reportLeak,
  residentNamed,
  type ResidentTown,
} from './residentTown.ts'

/** A unified social credit code whose check digit is right; invented for tests of such codes. */
const taxNumber = '91350100M000100Y43'

describe('A resident, beside bills and payments', () => {
  let browser: Browser
  let town: ResidentTown
  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openChromium(), openResidentTown()])
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })
  const phoneOf = phoneForEach(() => ({ browser, hub: town.hub, screen: screens.usual }))

  /** Somebody new who is logged in and bound to a household. */
  async function settle(household: Household | null = null) {
    const [phone, name, home] = [phoneOf(), somebody(), household ?? (await town.moveIn())]
    await bind(town.hub, name, home)
    await logIn(phone, name)
    return { phone, name, home, call: await residentNamed(town.hub, name) }
  }

  it('sees what was bound, though answers from before arrive later', async () => {
    const [phone, name, home] = [phoneOf(), somebody(), await town.moveIn()]
    const asked: { route: Route; answer: Awaited<ReturnType<Route['fetch']>> }[] = []
    await phone.page.route('**/api/resident/accounts', async (route) => {
      asked.push({ route, answer: await route.fetch() })
    })
    await logIn(phone, name)
    const tap = (id: string) => phone.page.locator(`.taro_page:last-child #${id}`).click()
    await expect.poll(() => asked.length, { timeout: 30_000 }).toBe(1)
    await tap('to-accounts')
    await expect.poll(() => asked.length, { timeout: 30_000 }).toBe(2)
    await tap('add')
    await phone.fill('number', home.account.number)
    await phone.press('next')
    await phone.page.getByRole('button', { name: '户名和水表号' }).click()
    await phone.fill('name', home.customer.name)
    await phone.fill('meter', home.meter.serialNumber)
    await phone.press('bind')
    // Both pages behind ask anew, without waiting for what they asked before.
    await expect.poll(() => asked.length, { timeout: 30_000 }).toBe(4)
    for (const { route, answer } of asked.splice(2)) await route.fulfill({ response: answer })
    for (const { route, answer } of asked.splice(0)) await route.fulfill({ response: answer })
    await phone.page.unroute('**/api/resident/accounts')
    await phone.sees(home.account.number)
    await phone.back()
    await phone.sees('您有水费没有缴')
  })

  it('prepays, changes their mind at the cashier, and may go on with the same payment', async () => {
    const { phone, home } = await settle(town.parents)
    await phone.visit('pay', { account: home.account.id })
    await phone.sees('没有欠费')
    await phone.page.getByText('其他', { exact: true }).click()
    await phone.fill('amount', '88.888')
    await phone.sees('最多两位小数')
    await phone.fill('amount', '88.80')
    await look(phone, 'services-01-prepay')
    await phone.press('pay')
    await phone.page.waitForURL(/\/cashier\//)
    const cashier = phone.page.url()
    await phone.page.getByText('取消').click()
    await phone.sees('正在等银行确认')
    await phone.press('give-up')
    await phone.sees('已取消付款')
    await look(phone, 'services-02-cancelled')
    await phone.press('pay-again')
    await phone.page.waitForURL(/\/cashier\//)
    expect(new URL(phone.page.url()).pathname).toBe(new URL(cashier).pathname)
    await payAtCashier(phone)
    await phone.sees('缴费成功')
    await phone.sees('转入预存')
    await phone.press('home')
    await phone.sees('预存余额 ¥88.80')
  })

  it('takes a report back, and finds that what was being written is still there', async () => {
    const { phone, home, call } = await settle()
    await phone.press('to-report')
    await phone.page.getByRole('button', { name: '井盖缺损' }).click()
    await phone.page.getByRole('button', { name: home.account.premises }).click()
    await phone.fill('description', '井盖翘起来了')
    await phone.visit('home')
    await phone.visit('report')
    await phone.sees('上次没有提交的内容还在')
    expect(await phone.written('description')).toBe('井盖翘起来了')
    await look(phone, 'services-03-draft')
    await phone.press('send')
    await phone.sees('已经收到您的报修')
    await phone.press('cancellation')
    await phone.fill('reason', '已经修好了')
    await phone.press('send-cancellation')
    await phone.sees('已撤销')
    await look(phone, 'services-04-taken-back')
    await phone.visit('report')
    expect(await phone.text()).not.toContain('上次没有提交')
    expect(await call('GET /api/resident/work-orders')).toMatchObject([{ state: 'cancelled' }])
  })

  it('rates what was done', async () => {
    const { phone, name, home } = await settle()
    const id = await reportLeak(town.hub, name, home.account.id)
    await phone.visit('workorder', { id })
    await phone.press('stars-2')
    await phone.fill('rating', '水'.repeat(501))
    await phone.sees('最多 500 个字，现在 501 个字')
    await phone.fill('rating', '等了一天')
    await phone.press('rate')
    await phone.sees('2 颗星：等了一天')
    expect(await phone.text()).not.toContain('这次处理您满意吗')
  })

  it('saves the title of a company, when its number is right', async () => {
    const { phone, home, call } = await settle()
    await phone.visit('invoices', { account: home.account.id })
    await phone.press('invoice')
    await phone.page.getByRole('button', { name: '单位' }).click()
    await phone.fill('title-name', '滨河市第一机械厂')
    await phone.fill('tax-number', '123')
    await phone.press('save-title')
    await phone.sees(/税号|信用代码/)
    await look(phone, 'services-05-tax-number')
    await phone.fill('tax-number', taxNumber)
    await phone.press('save-title')
    await phone.sees('新加一个抬头')
    expect(await call('GET /api/resident/invoice-titles')).toMatchObject([{ kind: 'company', taxNumber }])
  })

  it('marks notices as read, and says which are wanted', async () => {
    const { phone, home, call } = await settle()
    await announceOutages(town.hub, home)
    const unread = async () => (await call('GET /api/resident/notices/unread')).unread
    await expect.poll(unread, { timeout: 30_000 }).toBe(2)
    await phone.visit('home')
    await phone.sees('2 条未读')
    await phone.press('to-notices')
    await phone.press('read-all')
    await phone.page.locator('#read-all').waitFor({ state: 'detached' })
    await phone.page.getByRole('button', { name: '报修进展：接收' }).click()
    await phone.sees('报修进展：不接收')
    await look(phone, 'services-06-notices')
    expect(await unread()).toBe(0)
  })

  it('finds help by what people say, and reads it', async () => {
    const { phone } = await settle()
    await phone.press('to-help')
    await phone.fill('query', '停水了怎么办')
    await phone.press('search')
    await phone.sees(/找到 \d+ 条/)
    await look(phone, 'services-07-found')
    await phone.page.locator('.taro_page:last-child .row-link').first().click()
    await phone.sees(/更新于 \d{4}-\d\d-\d\d/)
    await look(phone, 'services-08-article')
    expect(await phone.text()).toMatch(/停水/)
  })

  it('keeps large text when it comes back, logs out, and unbinds with a word of warning', async () => {
    const { phone, home } = await settle()
    await phone.press('to-settings')
    await phone.press('large-text')
    await phone.visit('home')
    await phone.press('to-accounts')
    await phone.sees('预存余额')
    const size = await phone.page.evaluate("getComputedStyle(document.querySelector('.facts__name')).fontSize")
    expect(size).toBe('23px')
    await phone.press(`ask-unbind-${home.account.number}`)
    await phone.sees('解除后看不到它的账单')
    await look(phone, 'services-09-unbind')
    await phone.press(`unbind-${home.account.number}`)
    await phone.sees('还没有绑定户号')
    await phone.back()
    await phone.sees('设置、大字版')
    await phone.sees('还没有绑定户号')
    await phone.visit('settings')
    await phone.press('log-out')
    await phone.sees('查水费、看停水、报维修')
    await phone.visit('bills')
    await phone.sees('请先登录')
    await look(phone, 'services-10-logged-out')
  })

  it('is forgotten after a word of what goes', async () => {
    const { phone, call } = await settle()
    await phone.press('to-settings')
    await phone.press('ask-forget')
    await phone.sees('您的供水不受影响')
    await look(phone, 'services-11-forget')
    await phone.press('forget')
    await phone.sees('查水费、看停水、报维修')
    await expect(call('DELETE /api/resident/me')).rejects.toMatchObject({ problem: { code: 'resident.unknown' } })
    await phone.visit('bills')
    await phone.sees('请先登录')
  })

  it('stays logged in when the token has to be renewed', async () => {
    const { phone } = await settle()
    // Asks nothing, so that nothing is renewed before the first page is opened.
    await phone.visit('privacy')
    await ageLogIn(phone)
    const renewals: string[] = []
    phone.page.on('request', (request) => request.url().endsWith('/refresh') && renewals.push(request.url()))
    await phone.visit('home')
    await phone.sees('您有水费没有缴')
    expect(renewals).toHaveLength(1)
  })

  it('leaves nothing on a telephone for whoever logs in next', async () => {
    const { phone } = await settle()
    await phone.visit('report')
    await phone.fill('description', '这是我家的事')
    await phone.visit('home')
    await phone.press('pay-now')
    await phone.press('pay')
    await phone.page.waitForURL(/\/cashier\//)
    await phone.visit('home')
    await phone.sees('还没有结果')
    await endLogIn(phone)
    await phone.visit('bills')
    await phone.press('log-in')
    await phone.fill('name', somebody())
    await phone.press('log-in')
    await phone.sees('还没有绑定户号')
    await phone.visit('home')
    await phone.sees('还没有绑定户号')
    expect(await phone.text()).not.toContain('还没有结果')
    await phone.visit('report')
    await phone.sees('是什么问题')
    expect(await phone.written('description')).toBe('')
  })
})
