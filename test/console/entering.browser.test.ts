import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { staffCaller, staffCookieFor } from '../hub/callers.ts'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { deskScreens, openDesk, openDeskChromium } from './desk.ts'

describe('Who works here', () => {
  let browser: Browser
  let town: ConsoleTown
  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(), openConsoleTown()])
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })
  const sit = () => openDesk(browser, town.hub.url, deskScreens.old)

  it('is told that login or password are wrong, and for how long the login is locked', async () => {
    const desk = await sit()
    await town.hub.house.hire('zhou.lei', town.hub.house.root.id, ['agent'])
    await desk.logIn('zhou.lei', 'not the password')
    await desk.page.getByText('工号或密码不正确').waitFor()
    expect(await desk.page.getByLabel('密码', { exact: true }).inputValue()).toBe('')
    for (let tries = 0; tries < 20 && (await desk.page.getByText('之后再试').count()) === 0; tries++) {
      await desk.page.getByLabel('密码', { exact: true }).fill(`still wrong ${tries}`)
      const answer = desk.page.waitForResponse('**/api/staff/sessions')
      await desk.page.getByRole('button', { name: '登录' }).click()
      await answer
      await desk.page.getByRole('alert').waitFor()
    }
    expect(await desk.page.getByRole('alert').innerText()).toMatch(/请在 \d\d:\d\d 之后再试/)
    await desk.shoot('locked')
    await desk.close()
  })

  it('changes the first password before anything else, and goes on with the page asked for', async () => {
    const admin = staffCaller(town.hub.url, await staffCookieFor(town.hub.url, 'admin', housePassword))
    await admin('POST /api/staff/staff', {
      body: {
        login: 'chen.jing',
        name: '陈静',
        unitId: town.hub.house.root.id,
        password: 'first day at work',
        roles: [{ role: 'agent', unitId: town.hub.house.root.id }],
      },
    })
    const desk = await sit()
    await desk.logIn('chen.jing', 'first day at work')
    await desk.page.getByText('请先修改初始密码').waitFor()
    await desk.shoot('first-password')
    await desk.page.getByLabel('原密码').fill('first day at work')
    await desk.page.getByLabel('新密码', { exact: true }).fill('three blue herons')
    await desk.page.getByLabel('再填一次新密码').fill('three blue heroes')
    await desk.page.getByRole('button', { name: '修改密码' }).click()
    await desk.page.getByText('两次填写的新密码不一样').waitFor()
    await desk.page.getByLabel('再填一次新密码').fill('three blue herons')
    await desk.page.getByRole('button', { name: '修改密码' }).click()
    await desk.page.getByRole('navigation').waitFor()
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('finds an account from anywhere by /, sees it, and makes no way back after logging out', async () => {
    const desk = await sit()
    await desk.logIn('li.na', housePassword)
    await desk.visit('/articles')
    await desk.page.getByRole('heading', { name: '知识条目' }).waitFor()
    await desk.page.keyboard.press('/')
    await desk.page.keyboard.type(town.home.account.number)
    await desk.page.locator('.found', { hasText: town.home.customer.name }).waitFor()
    await desk.shoot('search')
    await desk.page.keyboard.press('ArrowDown')
    await desk.page.keyboard.press('Enter')
    await desk.page.waitForURL(`**/accounts/${town.home.account.id}`)
    await desk.page.getByText('欠费').first().waitFor()
    await desk.page.getByRole('button', { name: '李娜，个人菜单' }).click()
    await desk.page.getByRole('menuitem', { name: '退出登录' }).click()
    await desk.page.getByRole('button', { name: '登录' }).waitFor()
    await desk.page.reload()
    await desk.page.getByRole('button', { name: '登录' }).waitFor()
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('is back at the log-in as soon as the session has ended elsewhere', async () => {
    const desk = await sit()
    await desk.logIn('wang.fang', housePassword)
    await desk.page.getByRole('navigation').waitFor()
    await desk.page.context().clearCookies()
    await desk.page.getByRole('link', { name: '工单查询' }).click()
    await desk.page.getByRole('button', { name: '登录' }).waitFor()
    expect(await desk.page.getByRole('navigation').count()).toBe(0)
    await desk.close()
  })
})
