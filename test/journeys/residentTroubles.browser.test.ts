import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openChromium, type Phone, screens } from '../browser/phone.ts'
import { plainJpeg, png } from '../uploads/photos.ts'
import { endLogIn, logIn, look, loseAnswer, payAtCashier, phoneForEach, somebody } from './residentPhone.ts'
import { bind, openResidentTown, reportLeak, residentNamed, type ResidentTown } from './residentTown.ts'

const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')])

describe('A resident who has bad luck', () => {
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

  /** Somebody new who is logged in and bound to a household of their own. */
  async function settle() {
    const [phone, name, home] = [phoneOf(), somebody(), await town.moveIn()]
    await bind(town.hub, name, home)
    await logIn(phone, name)
    await phone.sees('您有水费没有缴')
    const call = await residentNamed(town.hub, name)
    const params = { accountId: home.account.id }
    const paidHere = async () => {
      const receipts = await call('GET /api/resident/accounts/:accountId/receipts', { params })
      return receipts.filter(({ channel }) => channel === 'sandbox')
    }
    return { phone, name, home, call, params, paidHere }
  }
  const codesSentTo = async (to: string): Promise<unknown[]> =>
    (await fetch(`${town.hub.sandbox.url}/control/sms?to=${to}`)).json() as Promise<unknown[]>
  const offline = (phone: Phone) => phone.context.setOffline(true)
  const online = (phone: Phone) => phone.context.setOffline(false)
  async function isTold(phone: Phone) {
    await phone.sees('网络连接不上')
    await phone.sees('请检查手机网络后再试')
  }
  async function choosePhotos(phone: Phone, ...photos: { name: string; mimeType: string; buffer: Buffer }[]) {
    const choosing = phone.page.waitForEvent('filechooser')
    await phone.press('add-photo')
    await (await choosing).setFiles(photos)
  }
  async function startReport(phone: Phone, premises: string, description: string) {
    await phone.visit('report')
    await phone.page.getByRole('button', { name: '漏水爆管' }).click()
    await phone.page.getByRole('button', { name: premises }).click()
    await phone.fill('description', description)
  }
  const jpeg = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: plainJpeg }

  describe('without a network', () => {
    it('logs in and binds all the same, once it is there again', async () => {
      const [phone, home, name] = [phoneOf(), await town.moveIn(), somebody()]
      await phone.visit('login')
      await phone.fill('name', name)
      await offline(phone)
      await phone.press('log-in')
      await phone.press('agree-privacy')
      await isTold(phone)
      await look(phone, 'troubles-01-log-in')
      await online(phone)
      await phone.press('log-in')
      await phone.press('bind-first')
      await phone.fill('number', home.account.number)
      await offline(phone)
      await phone.press('next')
      await isTold(phone)
      expect(await phone.written('number')).toBe(home.account.number)
      await online(phone)
      await phone.press('next')
      await phone.sees('是这一户吗？')
      await offline(phone)
      await phone.press('send-code')
      await isTold(phone)
      await online(phone)
      await phone.press('send-code')
      await phone.sees('验证码已发到')
      await phone.fill('code', '246810')
      await offline(phone)
      await phone.press('bind')
      await isTold(phone)
      await look(phone, 'troubles-02-bind')
      expect(await phone.written('code')).toBe('246810')
      await online(phone)
      await phone.press('bind')
      await phone.sees('您有水费没有缴')
      expect(await codesSentTo(home.customer.phone)).toHaveLength(1)
    })

    it('pays once, whether it goes before the cashier or after', async () => {
      const { phone, paidHere } = await settle()
      await phone.press('pay-now')
      await phone.sees('共付')
      await offline(phone)
      await phone.press('pay')
      await isTold(phone)
      await phone.sees('付款没有开始')
      await phone.sees('没有扣款')
      await look(phone, 'troubles-03-pay')
      await online(phone)
      await town.hub.sandbox.control('/control', { behaviour: { delayMs: 8_000 } })
      await phone.press('pay-again')
      await payAtCashier(phone)
      await phone.sees('正在等银行确认')
      await offline(phone)
      await isTold(phone)
      await look(phone, 'troubles-04-waiting')
      await online(phone)
      await phone.sees('缴费成功')
      await town.hub.sandbox.control('/control', { behaviour: {} })
      expect(await paidHere()).toHaveLength(1)
    })

    it('reports with a photo, and writes nothing twice', async () => {
      const { phone, home, call } = await settle()
      await startReport(phone, home.account.premises, '井盖边上往外冒水')
      await offline(phone)
      await choosePhotos(phone, jpeg, { name: 'b.png', mimeType: 'image/png', buffer: png() })
      await isTold(phone)
      await phone.sees('2 张照片没有传上去，再传一次')
      await look(phone, 'troubles-05-photos')
      await online(phone)
      await phone.press('send-photos')
      await phone.page.getByRole('button', { name: '去掉照片 2' }).waitFor()
      await offline(phone)
      await phone.press('send')
      await isTold(phone)
      expect(await phone.written('description')).toBe('井盖边上往外冒水')
      await look(phone, 'troubles-06-report')
      await online(phone)
      await phone.press('send')
      await phone.sees('已经收到您的报修')
      const orders = await call('GET /api/resident/work-orders')
      expect(orders).toHaveLength(1)
      const workOrderId = orders[0]?.id ?? ''
      const order = await call('GET /api/resident/work-orders/:workOrderId', { params: { workOrderId } })
      expect(order.photos).toHaveLength(2)
    })

    it('rates, asks for an invoice and unbinds', async () => {
      const { phone, name, home, call, params } = await settle()
      const id = await reportLeak(town.hub, name, home.account.id)
      await phone.visit('workorder', { id })
      await phone.press('stars-4')
      await phone.fill('rating', '师傅很好')
      await offline(phone)
      await phone.press('rate')
      await isTold(phone)
      expect(await phone.written('rating')).toBe('师傅很好')
      await online(phone)
      await phone.press('rate')
      await phone.sees('4 颗星：师傅很好')

      await phone.visit('invoicing', { account: home.account.id })
      await phone.fill('title-name', '王建国')
      await offline(phone)
      await phone.press('save-title')
      await isTold(phone)
      expect(await phone.written('title-name')).toBe('王建国')
      await online(phone)
      await phone.press('save-title')
      await phone.sees('新加一个抬头')
      await offline(phone)
      await phone.press('ask-invoice')
      await isTold(phone)
      await online(phone)
      await phone.press('ask-invoice')
      await phone.sees('下载发票')
      expect(await call('GET /api/resident/accounts/:accountId/invoices', { params })).toHaveLength(1)
      await offline(phone)
      await phone.pressWords('下载发票')
      await isTold(phone)
      await online(phone)

      await phone.visit('accounts')
      await phone.press(`ask-unbind-${home.account.number}`)
      await offline(phone)
      await phone.press(`unbind-${home.account.number}`)
      await isTold(phone)
      await online(phone)
      await phone.press(`unbind-${home.account.number}`)
      await phone.sees('还没有绑定户号')
    })

    it('still reads what was known, with its time, and is told where nothing was', async () => {
      const { phone } = await settle()
      await phone.press('to-bills')
      await phone.sees('今年的阶梯水价')
      await offline(phone)
      await phone.visitInside('home')
      await phone.press('to-bills')
      await phone.sees(/下面是 \d{4}-\d\d-\d\d \d\d:\d\d 的数据/)
      await look(phone, 'troubles-07-known')
      await phone.visitInside('help')
      await isTold(phone)
      await look(phone, 'troubles-08-unknown')
      await online(phone)
      await phone.pressWords('再试一次')
      await phone.sees('大家常问')
      expect(await phone.text()).not.toContain('网络')
    })
  })

  describe('whose answer is lost on the way', () => {
    it('binds once', async () => {
      const [phone, home, name] = [phoneOf(), await town.moveIn(), somebody()]
      await logIn(phone, name)
      await phone.press('bind-first')
      await phone.fill('number', home.account.number)
      await phone.press('next')
      await phone.press('send-code')
      await phone.fill('code', '246810')
      await loseAnswer(phone, 'POST', /\/bindings$/)
      await phone.press('bind')
      await isTold(phone)
      await phone.press('bind')
      await phone.sees('您有水费没有缴')
      const call = await residentNamed(town.hub, name)
      expect(await call('GET /api/resident/accounts')).toMatchObject([{ number: home.account.number }])
    })

    it('pays once', async () => {
      const { phone, paidHere } = await settle()
      await phone.press('pay-now')
      await loseAnswer(phone, 'POST', /\/payments$/)
      await phone.press('pay')
      await isTold(phone)
      await phone.sees('付款没有开始')
      await phone.press('pay-again')
      await payAtCashier(phone)
      await phone.sees('缴费成功')
      expect(await paidHere()).toHaveLength(1)
    })

    it('reports once', async () => {
      const { phone, home, call } = await settle()
      await startReport(phone, home.account.premises, '没水')
      await loseAnswer(phone, 'POST', /\/work-orders$/)
      await phone.press('send')
      await isTold(phone)
      await phone.press('send')
      await phone.sees('已经收到您的报修')
      expect(await call('GET /api/resident/work-orders')).toHaveLength(1)
    })
  })

  it('taps everything twice, and nothing is done twice', async () => {
    const [phone, home, name] = [phoneOf(), await town.moveIn(), somebody()]
    await phone.visit('login')
    await phone.fill('name', name)
    await phone.pressTwice('log-in')
    await phone.press('agree-privacy')
    await phone.sees('还没有绑定户号')
    await phone.pressTwice('bind-first')
    await phone.fill('number', home.account.number)
    await phone.pressTwice('next')
    await phone.pressTwice('send-code')
    await phone.sees('验证码已发到')
    await phone.fill('code', '246810')
    await phone.pressTwice('bind')
    await phone.sees('您有水费没有缴')
    expect(await codesSentTo(home.customer.phone)).toHaveLength(1)

    await phone.pressTwice('pay-now')
    await phone.sees('共付')
    await phone.pressTwice('pay')
    await phone.page.waitForURL(/\/cashier\//)
    await phone.page.getByRole('button', { name: '支付', exact: true }).dblclick()
    await phone.page.waitForURL(/#\/pages\/payment/)
    await phone.sees('缴费成功')
    const call = await residentNamed(town.hub, name)
    const params = { accountId: home.account.id }
    const receipts = await call('GET /api/resident/accounts/:accountId/receipts', { params })
    expect(receipts.filter(({ channel }) => channel === 'sandbox')).toHaveLength(1)
    await phone.pressTwice('home')
    await phone.sees('水费已缴清')

    await phone.pressTwice('to-invoices')
    await phone.pressTwice('invoice')
    await phone.fill('title-name', '王建国')
    await phone.pressTwice('save-title')
    await phone.sees('新加一个抬头')
    expect(await call('GET /api/resident/invoice-titles')).toHaveLength(1)
    await phone.pressTwice('ask-invoice')
    await phone.sees('下载发票')
    expect(await call('GET /api/resident/accounts/:accountId/invoices', { params })).toHaveLength(1)

    await startReport(phone, home.account.premises, '没水')
    await phone.pressTwice('send')
    await phone.sees('已经收到您的报修')
    expect(await call('GET /api/resident/work-orders')).toHaveLength(1)
    await phone.visit('accounts')
    await phone.pressTwice(`ask-unbind-${home.account.number}`)
    await phone.sees('解除后看不到它的账单')
    expect(await call('GET /api/resident/accounts')).toHaveLength(1)
  })

  describe('who goes back in the middle of paying', () => {
    it('finds the payment waiting, goes on with it, and has paid once', async () => {
      const { phone, home, paidHere } = await settle()
      await phone.press('pay-now')
      await phone.press('pay')
      await phone.page.waitForURL(/\/cashier\//)
      const cashier = new URL(phone.page.url()).pathname
      await phone.page.goBack()
      await phone.sees('正在等银行确认')
      await look(phone, 'troubles-10-back')
      // Somebody who begins anew with the same amount comes to the same payment.
      await phone.press('home')
      await phone.sees('还没有结果')
      await phone.press('pay-now')
      await phone.press('pay')
      await phone.sees('正在等银行确认')
      await phone.press('pay-again')
      await phone.page.waitForURL(/\/cashier\//)
      expect(new URL(phone.page.url()).pathname).toBe(cashier)
      await payAtCashier(phone)
      await phone.sees('缴费成功')
      await phone.page.goBack()
      await phone.visit('pay', { account: home.account.id })
      await phone.sees('没有欠费')
      expect(await paidHere()).toHaveLength(1)
    })

    it('who had paid already sees that it is paid', async () => {
      const { phone, paidHere } = await settle()
      await phone.press('pay-now')
      await phone.press('pay')
      await phone.page.waitForURL(/\/cashier\//)
      await phone.page.getByRole('button', { name: '支付', exact: true }).click()
      await phone.page.getByText('支付成功').waitFor()
      await phone.page.goBack()
      await phone.page.waitForURL(/\/cashier\/|#\/pages\/payment/)
      if (phone.page.url().includes('/cashier/')) await phone.page.goBack()
      await phone.page.waitForURL(/#\/pages\/payment/)
      await phone.sees('缴费成功')
      await phone.press('home')
      await phone.sees('水费已缴清')
      expect(await paidHere()).toHaveLength(1)
    })
  })

  describe('whose log-in has ended', () => {
    async function logInAgain(phone: Phone, name: string) {
      await phone.sees('请先登录')
      await phone.press('log-in')
      await phone.fill('name', name)
      await phone.press('log-in')
    }

    it('goes on with the same payment after logging in again', async () => {
      const { phone, name, paidHere } = await settle()
      await phone.press('pay-now')
      await phone.sees('共付')
      await endLogIn(phone)
      await phone.press('pay')
      await phone.sees('请先登录')
      await look(phone, 'troubles-11-log-in-first')
      await logInAgain(phone, name)
      await phone.sees('付款没有开始')
      expect(await phone.text()).not.toContain('请重新登录')
      await phone.press('pay-again')
      await phone.page.waitForURL(/\/cashier\//)
      await phone.page.getByRole('button', { name: '支付', exact: true }).click()
      await phone.page.getByText('支付成功').waitFor()
      await phone.visit('home')
      await endLogIn(phone)
      await phone.visit('bills')
      await logInAgain(phone, name)
      await phone.sees('今年的阶梯水价')
      await phone.visit('home')
      await phone.sees('水费已缴清')
      expect(await paidHere()).toHaveLength(1)
    })

    it('finds what was being written', async () => {
      const { phone, name, home, call } = await settle()
      await startReport(phone, home.account.premises, '单元门口往外冒水')
      await endLogIn(phone)
      await phone.press('send')
      await logInAgain(phone, name)
      await phone.sees('是什么问题')
      expect(await phone.written('description')).toBe('单元门口往外冒水')
      await phone.press('send')
      await phone.sees('已经收到您的报修')
      expect(await call('GET /api/resident/work-orders')).toHaveLength(1)
    })
  })

  it('is told which photos cannot be sent and why, and those that can are', async () => {
    const { phone, home, call } = await settle()
    await startReport(phone, home.account.premises, '水表后面漏水')
    await choosePhotos(
      phone,
      { name: 'big.jpg', mimeType: 'image/jpeg', buffer: Buffer.concat([plainJpeg, Buffer.alloc(40 * 1024 * 1024)]) },
      jpeg,
    )
    await phone.sees('这张照片有 41 MB，太大了，请选 10 MB 以内的照片')
    await phone.page.getByRole('button', { name: '去掉照片 1' }).waitFor()
    await look(phone, 'troubles-12-too-large')
    await choosePhotos(phone, { name: 'c.heic', mimeType: 'image/heic', buffer: heic })
    await phone.sees('不支持 HEIC 格式')
    await look(phone, 'troubles-13-heic')
    await choosePhotos(phone, { name: 'd.gif', mimeType: 'image/gif', buffer: Buffer.from('GIF89a no picture') })
    await phone.sees('不支持这种文件，请上传 JPG、PNG 或 WebP 格式的照片')
    await choosePhotos(phone, { name: 'e.jpg', mimeType: 'image/jpeg', buffer: plainJpeg.subarray(0, 200) })
    await phone.sees('照片不完整或已损坏')
    expect(await phone.written('description')).toBe('水表后面漏水')
    await phone.press('send')
    await phone.sees('已经收到您的报修')
    const [listed] = await call('GET /api/resident/work-orders')
    const params = { workOrderId: listed?.id ?? '' }
    expect((await call('GET /api/resident/work-orders/:workOrderId', { params })).photos).toHaveLength(1)
  })

  it('writes 2,000 characters and emoji, of which none is lost', async () => {
    const { phone, home, call } = await settle()
    const words = `${'💧'.repeat(1_000)}${'水'.repeat(998)}👨‍👩‍👧`
    await startReport(phone, home.account.premises, words)
    // Three people in one emoji are five characters.
    await phone.sees('情况最多写 2000 个字，现在 2003 个字')
    await look(phone, 'troubles-14-too-long')
    expect(await phone.written('description')).toBe(words)
    const fitting = `${'💧'.repeat(1_000)}${'水'.repeat(995)}👨‍👩‍👧`
    await phone.fill('description', fitting)
    await phone.press('send')
    await phone.sees('已经收到您的报修')
    await phone.sees(fitting)
    await look(phone, 'troubles-15-long')
    expect(await call('GET /api/resident/work-orders')).toMatchObject([{ description: fitting }])
  })

  it('hears that a payment could not be started, and that nothing was taken', async () => {
    const { phone, paidHere } = await settle()
    await phone.press('pay-now')
    await phone.sees('共付')
    const pid = town.hub.sandbox.pid() ?? 0
    process.kill(pid, 'SIGSTOP')
    try {
      await phone.press('pay')
      await phone.sees('正在打开付款页面')
      await phone.sees('付款没有开始')
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    await phone.sees('没有扣款')
    await look(phone, 'troubles-16-not-started')
    await phone.press('pay-again')
    await payAtCashier(phone)
    await phone.sees('缴费成功')
    expect(await paidHere()).toHaveLength(1)
  })
})
