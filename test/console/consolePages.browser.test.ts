import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'
import * as pretended from './pretended.ts'

const { callId } = pretended
const slow = 'the hub takes its time'

describe('The console', () => {
  let browser: Browser
  let town: ConsoleTown

  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(), openConsoleTown()])
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })

  /** Everything there is to see, with what must be on it. */
  const pages = () => [
    { name: 'home', path: '/call', shows: '现在没有来电' },
    { name: 'call', path: `/call/${callId}`, shows: '欧阳建国' },
    { name: 'board', path: '/board', shows: '3 号座席' },
    { name: 'calls', path: '/calls?outcome=answered&outcome=message', shows: '已显示最近 50 条' },
    { name: 'call-record', path: `/calls/${callId}`, shows: '对方挂断' },
    { name: 'reports', path: '/reports?from=2026-11-11&to=2026-11-17', shows: '话务员处理时长' },
    { name: 'voicemails', path: '/voicemails', shows: '共 20 条' },
    { name: 'voicemail', path: `/voicemails/${callId}`, shows: '转为工单' },
    { name: 'accounts', path: `/accounts?q=${town.home.account.number}`, shows: town.home.customer.name },
    { name: 'account', path: `/accounts/${town.home.account.id}`, shows: '欠费' },
    { name: 'workorders', path: '/workorders?kind=leak', shows: town.workOrder.number },
    { name: 'workorder', path: `/workorders/${town.workOrder.id}`, shows: '受理' },
    { name: 'outages', path: '/outages', shows: '没有符合条件的停水' },
    { name: 'articles', path: '/articles', shows: '停水' },
    { name: 'article-search', path: '/articles?q=shuifei', shows: '水费' },
    { name: 'me', path: '/me', shows: '再填一次新密码' },
    { name: 'nowhere', path: '/nowhere', shows: '没有这个页面' },
  ]

  async function pretendTelephones(desk: Desk) {
    await desk.pretend('/api/staff/call-board', pretended.board())
    await desk.pretend(`/api/staff/calls/${callId}/caller`, pretended.caller())
    await desk.pretend('/api/staff/calls', pretended.records())
    await desk.pretend(`/api/staff/calls/${callId}`, pretended.record())
    await desk.pretend('/api/staff/call-reports/days', pretended.days())
    await desk.pretend('/api/staff/call-reports/agents', pretended.hours())
    await desk.pretend('/api/staff/voicemails', pretended.messages())
    await desk.pretend(`/api/staff/voicemails/${callId}`, pretended.oneMessage())
  }

  it.each(Object.entries(deskScreens))(
    'shows what it has, whole and in Chinese, on the %s screen',
    async (way, screen) => {
      const desk = await openDesk(browser, town.hub.url, screen)
      const faults: string[] = []
      await desk.page.goto(`${town.hub.url}/console/`)
      await desk.page.getByRole('button', { name: '登录' }).waitFor()
      await desk.shoot(`${way}-log-in`)
      faults.push(...(await desk.faults()).map((fault) => `log-in: ${fault}`))
      await desk.logIn('wang.fang', housePassword)
      await desk.page.getByRole('navigation').waitFor()
      await pretendTelephones(desk)
      for (const { name, path, shows } of pages()) {
        await desk.visit(path)
        try {
          await desk.page.getByRole('main').getByText(shows).filter({ visible: true }).first().waitFor()
        } catch {
          faults.push(`${name}: does not show ${shows}`)
        }
        await desk.shoot(`${way}-${name}`)
        faults.push(...(await desk.faults()).map((fault) => `${name}: ${fault}`))
      }
      expect(faults).toEqual([])
      expect(desk.complaints).toEqual([])
      await desk.close()
    },
  )

  it('says who calls in large letters, and puts what matters first', async () => {
    const desk = await openDesk(browser, town.hub.url, deskScreens.old)
    await desk.logIn('li.na', housePassword)
    await desk.page.getByRole('navigation').waitFor()
    await pretendTelephones(desk)
    await desk.visit(`/call/${callId}`)
    const panel = desk.page.getByRole('region', { name: '来电人' })
    for (const words of ['欧阳建国', '欠费 ¥1,246.84', '正在停水', '未结工单']) {
      const box = await panel.getByText(words).first().boundingBox()
      expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(deskScreens.old.height)
    }
    const heading = await panel.getByRole('heading', { name: '欧阳建国' }).first().boundingBox()
    expect(heading?.height).toBeGreaterThanOrEqual(28)
    await desk.close()
  })

  it('has four states for what it loads', async () => {
    const desk = await openDesk(browser, town.hub.url, deskScreens.old)
    await desk.logIn('wang.fang', housePassword)
    await desk.page.getByRole('navigation').waitFor()
    await desk.page.route('**/api/staff/call-board', () => undefined)
    await desk.visit('/board')
    await desk.page.locator('.ant-skeleton').waitFor()
    await desk.shoot(`state-waiting`)
    expect(await desk.faults(), slow).toEqual([])
    await desk.pretend('/api/staff/voicemails', [])
    await desk.visit('/voicemails')
    await desk.page.getByText('没有留言').waitFor()
    await desk.shoot('state-empty')
    const problem = { code: 'request.failed', detail: '系统内部错误，请稍后再试', requestId: '0a1b2c3d-4e5f' }
    await desk.pretend('/api/staff/calls', problem, 500)
    await desk.visit('/calls')
    await desk.page.getByText('参考编号 0A1B2C3D').waitFor()
    await desk.page.getByRole('button', { name: '重试' }).waitFor()
    await desk.shoot('state-refused')
    await desk.close()

    const editor = await openDesk(browser, town.hub.url, deskScreens.old)
    await editor.logIn('sun.li', housePassword)
    await editor.page.getByRole('navigation').waitFor()
    expect(await editor.page.getByRole('navigation').innerText()).not.toContain('受理')
    expect(await editor.page.getByRole('region', { name: '话机' }).count()).toBe(0)
    await editor.visit('/calls')
    await editor.page.getByText('您没有查看此页的权限').waitFor()
    await editor.shoot('state-no-permission')
    await editor.close()
  })

  it('turns the board grey when nothing is heard any more', async () => {
    const desk = await openDesk(browser, town.hub.url, deskScreens.old)
    await desk.logIn('wang.fang', housePassword)
    await desk.page.getByRole('navigation').waitFor()
    await desk.pretend('/api/staff/call-board', { ...pretended.board(), at: Date.now() - 60_000 })
    await desk.visit('/board')
    await desk.page.getByText('已与服务器失去联系').waitFor()
    expect(await desk.page.locator('.board').getAttribute('data-stale')).toBe('true')
    await desk.shoot('board-stale')
    await desk.close()
  })
})
