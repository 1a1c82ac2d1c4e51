import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { faultsOf } from '../browser/lookAt.ts'
import { openChromium, openPhone, type Phone, screens } from '../browser/phone.ts'
import {
  announceOutages,
  bind,
  openResidentTown,
  reportLeak,
  residentNamed,
  type ResidentTown,
} from './residentTown.ts'

/** One red pixel. */
const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
)

describe('A resident, beside bills and payments', () => {
  let browser: Browser
  let town: ResidentTown
  let phone: Phone

  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openChromium(), openResidentTown()])
    await bind(town.hub, 'wang-01', town.home)
  })
  beforeEach(async () => {
    phone = await openPhone(browser, town.hub.url, screens.usual)
    await phone.visit('login')
    await phone.fill('name', 'wang-01')
    await phone.press('log-in')
    await phone.sees('设置、大字版')
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await phone.shoot(`failed-${task.id}`)
    const complaints = phone.complaints.splice(0)
    await phone.close()
    if (complaints.length > 0) throw new Error(complaints.join('\n').slice(0, 2_000))
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })

  it('reports a leak with a photo and a place, leaves in between, and follows what becomes of it', async () => {
    await phone.context.grantPermissions(['geolocation'])
    await phone.context.setGeolocation({ latitude: 39.915, longitude: 116.404 })
    await phone.visit('report')
    await phone.page.getByRole('button', { name: '漏水爆管' }).click()
    await phone.page.getByRole('button', { name: town.home.account.premises }).click()
    await phone.fill('description', '井盖边上往外冒水')
    const choosing = phone.page.waitForEvent('filechooser')
    await phone.press('add-photo')
    await (await choosing).setFiles({ name: 'p.png', mimeType: 'image/png', buffer: photo })
    await phone.page.getByRole('button', { name: '去掉照片 1' }).waitFor()
    await phone.press('locate')
    await phone.sees('已附上位置')
    await phone.visit('home')
    await phone.visit('report')
    await phone.sees('上次没有提交的内容还在')
    await phone.fill('phone', '13800000001')
    await phone.shoot('services-01-report')
    await phone.press('send')
    await phone.sees('已经收到您的报修')
    await phone.sees('138****0001')
    await phone.shoot('services-02-reported')
    expect(await faultsOf(phone.page)).toEqual([])
    const call = await residentNamed(town.hub, 'wang-01')
    const [listed] = await call('GET /api/resident/work-orders')
    const order = await call('GET /api/resident/work-orders/:workOrderId', {
      params: { workOrderId: listed?.id ?? '' },
    })
    expect(order.photos).toHaveLength(1)
    expect(order.position?.longitude).toBeCloseTo(116.4102, 3)
    await phone.press('cancellation')
    await phone.fill('reason', '已经修好了')
    await phone.press('send-cancellation')
    await phone.sees('已撤销')
    await phone.visit('report')
    expect(await phone.text()).not.toContain('上次没有提交')
  })

  it('rates what was done', async () => {
    const id = await reportLeak(town.hub, 'wang-01', town.home.account.id)
    await phone.visit('workorder', { id })
    await phone.press('stars-5')
    await phone.fill('rating', '来得很快')
    await phone.press('rate')
    await phone.sees('5 颗星：来得很快')
    expect(await phone.text()).not.toContain('这次处理您满意吗')
    await phone.shoot('services-03-rated')
  })

  it('saves a title, asks for an invoice and gets it as a file', async () => {
    await phone.visit('invoices', { account: town.home.account.id })
    await phone.press('invoice')
    await phone.page.getByRole('button', { name: '单位' }).click()
    await phone.fill('title-name', '滨河市第一机械厂')
    await phone.fill('tax-number', '123')
    await phone.press('save-title')
    await phone.sees(/税号|信用代码/)
    await phone.page.getByRole('button', { name: '个人' }).click()
    await phone.fill('title-name', '王建国')
    await phone.press('save-title')
    await phone.sees('新加一个抬头')
    await phone.shoot('services-04-invoicing')
    await phone.press('ask-invoice')
    await phone.sees('王建国')
    await phone.page.getByText('下载发票').waitFor({ timeout: 60_000 })
    await phone.shoot('services-05-invoice')
    expect(await faultsOf(phone.page)).toEqual([])
    const download = phone.page.waitForEvent('download')
    await phone.page.getByText('下载发票').click()
    expect((await download).suggestedFilename()).toMatch(/发票.*\.pdf$/)
  })

  it('reads of an outage where it says that there is one, and marks notices as read', async () => {
    await announceOutages(town.hub, town.home)
    await phone.visit('home')
    await phone.sees('正在停水抢修')
    await phone.page.getByText(/条未读/).waitFor()
    await phone.press('to-notices')
    await phone.press('read-all')
    await phone.page.locator('#read-all').waitFor({ state: 'detached' })
    await phone.page.getByRole('button', { name: '报修进展：接收' }).click()
    await phone.sees('报修进展：不接收')
    await phone.shoot('services-06-notices')
    expect(phone.complaints).toEqual([])
  })

  it('finds help by what people say, and reads it', async () => {
    await phone.press('to-help')
    await phone.fill('query', '停水了怎么办')
    await phone.press('search')
    await phone.sees(/找到 \d+ 条/)
    await phone.shoot('services-08-found')
    expect(await faultsOf(phone.page)).toEqual([])
    await phone.page.locator('.row-link').first().click()
    await phone.sees(/更新于 \d{4}-\d\d-\d\d/)
    await phone.shoot('services-09-article')
    expect(await faultsOf(phone.page)).toEqual([])
  })

  it('keeps large text when it comes back, logs out, and unbinds with a word of warning', async () => {
    await phone.press('to-settings')
    await phone.press('large-text')
    await phone.visit('accounts')
    await phone.sees('预存余额')
    const size = await phone.page.evaluate("getComputedStyle(document.querySelector('.facts__name')).fontSize")
    expect(size).toBe('23px')
    await phone.press(`ask-unbind-${town.home.account.number}`)
    await phone.sees('解除后看不到它的账单')
    await phone.shoot('services-07-unbind')
    await phone.press(`unbind-${town.home.account.number}`)
    await phone.sees('还没有绑定户号')
    await phone.visit('settings')
    await phone.press('log-out')
    await phone.sees('查水费、看停水、报维修')
    await phone.visit('bills')
    await phone.sees('请先登录')
    expect(await faultsOf(phone.page)).toEqual([])
  })
})
