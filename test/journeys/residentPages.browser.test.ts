import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf } from '../browser/lookAt.ts'
import type { PageParams } from '../browser/pageAddress.ts'
import { openChromium, openPhone, type Phone, screens } from '../browser/phone.ts'
import {
  announceOutages,
  bind,
  openResidentTown,
  reportLeak,
  residentNamed,
  type ResidentTown,
} from './residentTown.ts'

const name = 'wang-01'
const ways = [
  { way: 'usual', screen: screens.usual, elderly: false },
  { way: 'small', screen: screens.small, elderly: false },
  { way: 'usual-elderly', screen: screens.usual, elderly: true },
  { way: 'small-elderly', screen: screens.small, elderly: true },
]

describe('The residents’ pages', () => {
  let browser: Browser
  let town: ResidentTown
  let pages: readonly { page: string; params?: PageParams; shows: string | RegExp }[]

  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openChromium(), openResidentTown()])
    const { hub, home, parents } = town
    await bind(hub, name, home)
    await bind(hub, name, parents)
    await announceOutages(hub, parents)
    const workOrder = await reportLeak(hub, name, home.account.id)
    const call = await residentNamed(hub, name)
    const params = { accountId: home.account.id }
    const bills = await call('GET /api/resident/accounts/:accountId/bills', { params })
    const account = home.account.id
    pages = [
      { page: 'home', shows: '您有水费没有缴' },
      { page: 'accounts', shows: '预存余额' },
      { page: 'bind', shows: '下一步' },
      { page: 'bills', params: { account }, shows: '用水变化' },
      { page: 'bills', params: { account: parents.account.id }, shows: '还没有账单' },
      { page: 'bill', params: { account, id: bills[0]?.id ?? '' }, shows: '钱是怎么算的' },
      { page: 'bill', params: { account, id: bills[1]?.id ?? '' }, shows: '违约金：' },
      { page: 'pay', params: { account }, shows: '共付' },
      { page: 'payment', params: { id: '01M869A5VYDHXW1H78T1Y22HQN' }, shows: '没有找到这笔支付' },
      { page: 'receipts', params: { account }, shows: '收据编号' },
      { page: 'invoices', params: { account }, shows: '还没有开过发票' },
      { page: 'invoicing', params: { account }, shows: '保存抬头' },
      { page: 'outages', shows: '临时取水' },
      { page: 'notices', shows: '全部标为已读' },
      { page: 'report', shows: '是什么问题' },
      { page: 'workorders', shows: '漏水爆管' },
      { page: 'workorder', params: { id: workOrder }, shows: '这次处理您满意吗' },
      { page: 'help', shows: '大家常问' },
      { page: 'settings', shows: '退出登录' },
      { page: 'login', shows: '给自己起个名字' },
      { page: 'privacy', shows: '撤回同意并退出登录' },
    ]
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })

  describe.each(ways)('$way', ({ way, screen, elderly }) => {
    let phone: Phone
    beforeAll(async () => {
      phone = await openPhone(browser, town.hub.url, screen)
      await phone.visit('login')
      await phone.fill('name', name)
      await phone.press('log-in')
      await phone.sees('使用前请您了解')
      await phone.press('agree-privacy')
      await phone.sees('设置、大字版')
      await phone.press('to-settings')
      await phone.press(elderly ? 'large-text' : 'usual-text')
    })
    afterAll(() => phone.close())

    it('say what they have to say, and nothing on them is cut off, too small, pale, English or broken', async () => {
      const faults: string[] = []
      for (const [index, { page, params, shows }] of pages.entries()) {
        await phone.visit(page, params)
        try {
          await phone.sees(shows)
        } catch {
          faults.push(`${page}: does not say ${String(shows)}`)
        }
        await phone.shoot(`${way}-${String(index + 1).padStart(2, '0')}-${page}`)
        faults.push(...(await faultsOf(phone.page)).map((fault) => `${page}: ${fault}`))
      }
      expect(faults).toEqual([])
      expect(phone.complaints).toEqual([])
    })

    it('ask for consent in words that can be read, whole', async () => {
      const fresh = await openPhone(browser, town.hub.url, screen)
      await fresh.visit('settings')
      await fresh.press(elderly ? 'large-text' : 'usual-text')
      await fresh.visit('login')
      await fresh.fill('name', 'li-02')
      await fresh.press('log-in')
      await fresh.sees('使用前请您了解')
      await fresh.shoot(`${way}-consent`)
      const faults = await faultsOf(fresh.page)
      await fresh.press('whole-privacy')
      await fresh.sees('我们用到哪些信息')
      await fresh.shoot(`${way}-consent-whole`)
      expect([...faults, ...(await faultsOf(fresh.page)), ...fresh.complaints]).toEqual([])
      await fresh.press('refuse-privacy')
      await fresh.sees('不同意就不能登录')
      await fresh.close()
    })

    it('answer the three questions without scrolling', async () => {
      await phone.visit('home')
      await phone.sees('您有水费没有缴')
      for (const words of [/停水/, '您有水费没有缴', '拨打 966566']) {
        const box = await phone.page.locator('.page').getByText(words).first().boundingBox()
        expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(screen.height)
      }
      await phone.page.screenshot({ path: `.cache/screenshots/${way}-home-first-sight.png` })
    })
  })
})
