import { describe, expect, it } from 'vitest'
import { type Phone } from '../browser/phone.ts'
import { plainJpeg } from '../uploads/photos.ts'
import { endLogIn, look, payAtCashier, somebody } from './residentPhone.ts'
import { residentNamed } from './residentTown.ts'
import { choosePhotos, jpeg, startReport, troubledTown } from './troubledTown.ts'

const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')])

describe('A resident who has bad luck', () => {
  const { town, phoneOf, settle, codesSentTo } = troubledTown()

  it('taps everything twice, and nothing is done twice', async () => {
    const [phone, home, name] = [phoneOf(), await town().moveIn(), somebody()]
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
    // The second tap ends the way that the first has begun, which waiting for that would take for a failure.
    await expect.poll(() => phone.page.url(), { timeout: 45_000 }).toContain('#/pages/payment')
    await phone.sees('缴费成功')
    const call = await residentNamed(town().hub, name)
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
    const pid = town().hub.sandbox.pid() ?? 0
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
