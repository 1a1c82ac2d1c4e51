import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf } from '../browser/lookAt.ts'
import { openChromium, openPhone, type Phone, screens } from '../browser/phone.ts'
import { bind, openResidentTown, residentNamed, type ResidentTown } from './residentTown.ts'

describe('A resident with a telephone', () => {
  let browser: Browser
  let town: ResidentTown
  let phone: Phone
  const phones: Phone[] = []

  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openChromium(), openResidentTown()])
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await phone.shoot(`failed-${task.id}`)
    const complaints = phones.flatMap((one) => one.complaints)
    for (const one of phones.splice(0)) await one.close()
    if (complaints.length > 0) throw new Error(complaints.join('\n').slice(0, 2_000))
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })

  async function newPhone(screen: keyof typeof screens = 'usual') {
    const opened = await openPhone(browser, town.hub.url, screens[screen])
    phones.push(opened)
    return opened
  }
  async function logInAs(name: string) {
    await phone.visit('login')
    await phone.fill('name', name)
    await phone.press('log-in')
    await phone.sees('设置、大字版')
  }
  /** Pays at the cashier's own page, and comes back by itself. */
  async function payAtCashier() {
    await phone.page.getByRole('button', { name: '支付', exact: true }).click()
    await phone.page.waitForURL(/#\/pages\/payment/)
  }
  const receiptsOf = async (name: string) => {
    const call = await residentNamed(town.hub, name)
    return call('GET /api/resident/accounts/:accountId/receipts', { params: { accountId: town.home.account.id } })
  }

  let attempts = 0
  it('logs in, binds an account by the code that was sent, sees what is owed and pays one of two bills', async () => {
    // Somebody new each time that it is tried: who is bound already is not asked to bind.
    const name = `wang-0${++attempts}`
    phone = await newPhone()
    await phone.visit('home')
    await phone.sees('查水费、看停水、报维修')
    await phone.shoot('journey-01-home-logged-out')
    await phone.press('log-in')
    await phone.fill('name', '王大爷')
    await phone.sees('只能用字母、数字和连字符')
    await phone.fill('name', name)
    await phone.press('log-in')
    await phone.sees('还没有绑定户号')
    await phone.shoot('journey-02-home-no-account')

    await phone.press('bind-first')
    await phone.fill('number', '99999999')
    await phone.press('next')
    await phone.sees('没有找到这个户号')
    await phone.sees(/编号：\S{8,}/)
    await phone.shoot('journey-03-bind-unknown')
    await phone.fill('number', town.home.account.number)
    await phone.press('next')
    await phone.sees('是这一户吗？')
    expect(await phone.text()).not.toContain(town.home.customer.name)
    await phone.press('send-code')
    await phone.sees(/验证码已发到 138\*{4}\d{4}/)
    await phone.fill('code', '000000')
    await phone.press('bind')
    await phone.sees(/还可以试 \d 次/)
    await phone.shoot('journey-04-bind-wrong-code')
    await phone.fill('code', '246810')
    await phone.press('bind')
    await phone.sees(/欠费 ¥1\d\d\.\d\d/)
    await phone.sees('您家没有停水通知')
    await phone.shoot('journey-05-home-owing')

    await phone.press('pay-now')
    await phone.sees('要缴的账单')
    await phone.press('bill-2')
    await phone.shoot('journey-06-pay-one')
    await town.hub.sandbox.control('/control', { behaviour: { delayMs: 2_500, duplicates: 2 } })
    await phone.press('pay')
    await phone.page.waitForURL(/\/cashier\//)
    await payAtCashier()
    await phone.sees('正在等银行确认')
    await phone.shoot('journey-08-waiting')
    await phone.sees('缴费成功')
    await phone.sees(/SK\d{8}-\d{4}/)
    await phone.sees('违约金')
    await phone.shoot('journey-09-paid')
    expect(await faultsOf(phone.page)).toEqual([])
    expect((await receiptsOf(name)).filter(({ channel }) => channel === 'sandbox')).toHaveLength(1)
    await phone.press('home')
    await phone.sees(/欠费 ¥\d\d\.\d\d/)
  })

  it('learns of a payment whose callback was lost, though the app was left', async () => {
    await bind(town.hub, 'li-02', town.home)
    phone = await newPhone('small')
    await logInAs('li-02')
    await town.hub.sandbox.control('/control', { behaviour: { lose: true } })
    await phone.visit('pay', { account: town.home.account.id })
    // Twice at once: one payment.
    await phone.page.locator('#pay').dblclick()
    await phone.page.waitForURL(/\/cashier\//)
    await phone.page.getByRole('button', { name: '支付', exact: true }).click()
    await phone.page.getByText('支付成功').waitFor()
    await town.hub.sandbox.control('/control', { behaviour: {} })

    await phone.visit('home')
    await phone.sees('还没有结果')
    await phone.shoot('journey-10-home-pending')
    await phone.press('pending-payment')
    await phone.sees(/正在等银行确认|银行还没有确认/)
    await phone.page.getByText('缴费成功').waitFor({ timeout: 60_000 })
    await phone.shoot('journey-11-found-paid')
    await phone.visit('home')
    await phone.sees('水费已缴清')
    expect(await phone.text()).not.toContain('还没有结果')
    expect((await receiptsOf('li-02')).filter(({ channel }) => channel === 'sandbox')).toHaveLength(2)
  })

  it('prepays, changes their mind at the cashier, and may go on with the same payment', async () => {
    await bind(town.hub, 'zhao-03', town.home)
    phone = await newPhone()
    await logInAs('zhao-03')
    await phone.visit('pay', { account: town.home.account.id })
    await phone.sees('没有欠费')
    await phone.page.getByText('其他', { exact: true }).click()
    await phone.fill('amount', '88.888')
    await phone.sees('最多两位小数')
    await phone.fill('amount', '88.80')
    await phone.shoot('journey-12-prepay')
    await phone.press('pay')
    await phone.page.waitForURL(/\/cashier\//)
    const cashier = phone.page.url()
    await phone.page.getByText('取消').click()
    await phone.sees('正在等银行确认')
    await phone.press('give-up')
    await phone.sees('已取消付款')
    await phone.shoot('journey-13-cancelled')
    await phone.press('pay-again')
    await phone.page.waitForURL(/\/cashier\//)
    expect(new URL(phone.page.url()).pathname).toBe(new URL(cashier).pathname)
    await payAtCashier()
    await phone.sees('缴费成功')
    await phone.sees('转入预存')
    await phone.visit('home')
    await phone.sees('预存余额 ¥88.80')
  })

  it('is told what to do while the network is away, and keeps what was known', async () => {
    await bind(town.hub, 'qian-04', town.home)
    phone = await newPhone()
    await logInAs('qian-04')
    await phone.press('to-bills')
    await phone.sees('今年的阶梯水价')
    await phone.context.setOffline(true)
    // What was heard a second ago is not asked again.
    await phone.page.waitForTimeout(1_100)
    await phone.page.getByLabel('返回').last().click()
    await phone.sees('网络不通')
    await phone.press('to-bills')
    await phone.sees(/下面是 \d{4}-\d\d-\d\d \d\d:\d\d 的数据/)
    await phone.shoot('journey-14-offline-known')
    await phone.page.getByLabel('返回').last().click()
    await phone.press('to-help')
    await phone.sees('网络连接不上')
    expect(await phone.text()).toContain('请检查手机网络后再试')
    await phone.shoot('journey-15-offline-unknown')
    await phone.context.setOffline(false)
  })

  it('stays logged in when the token has to be renewed, and is asked to log in when it was ended elsewhere', async () => {
    await bind(town.hub, 'sun-05', town.home)
    phone = await newPhone()
    await logInAs('sun-05')
    const change = (script: string) => phone.page.evaluate(script)
    const age = `const kept = JSON.parse(localStorage.getItem('water.session')); const tokens = JSON.parse(kept.data);`
    await change(
      `${age} localStorage.setItem('water.session', JSON.stringify({ data: JSON.stringify({ ...tokens, accessExpiresAt: 0 }) }))`,
    )
    const renewals: string[] = []
    phone.page.on('request', (request) => request.url().endsWith('/refresh') && renewals.push(request.url()))
    await phone.visit('home')
    await phone.sees('水费已缴清')
    expect(renewals).toHaveLength(1)
    await change(
      `${age} localStorage.setItem('water.session', JSON.stringify({ data: JSON.stringify({ ...tokens, accessToken: 'x', refreshToken: 'y' }) }))`,
    )
    await phone.visit('bills')
    await phone.sees('请先登录')
    await phone.shoot('journey-16-log-in-first')
  })

  it('hears that a payment could not be started, and that nothing was taken', async () => {
    await bind(town.hub, 'zhou-06', town.home)
    phone = await newPhone()
    await logInAs('zhou-06')
    await phone.visit('pay', { account: town.home.account.id })
    await phone.sees('没有欠费')
    await phone.page.getByText('50 元', { exact: true }).click()
    const pid = town.hub.sandbox.pid() ?? 0
    process.kill(pid, 'SIGSTOP')
    await phone.press('pay')
    await phone.sees('正在打开付款页面')
    await phone.page.getByText('付款没有开始').waitFor({ timeout: 40_000 })
    process.kill(pid, 'SIGCONT')
    await phone.sees('没有扣款')
    await phone.shoot('journey-17-failed')
    expect(await faultsOf(phone.page)).toEqual([])
  })
})
