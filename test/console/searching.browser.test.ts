import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'
import { addMoney, type TownMoney } from './money.ts'

describe('The search for everything', () => {
  let browser: Browser
  let town: ConsoleTown
  let money: TownMoney
  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(false), openConsoleTown()])
    money = await addMoney(town.database, town)
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })
  async function enter(login = 'admin'): Promise<Desk> {
    const desk = await openDesk(browser, town.hub.url, deskScreens.old)
    await desk.logIn(login, housePassword)
    await desk.page.getByRole('navigation').waitFor()
    await desk.page.getByLabel('查找', { exact: true }).waitFor()
    return desk
  }
  const ask = async ({ page }: Desk, q: string) => {
    await page.keyboard.press('/')
    await page.getByLabel('查找', { exact: true }).fill(q)
  }

  it('groups what fits by what it is, and the arrows go through all of it', async () => {
    const desk = await enter()
    const { page } = desk
    await ask(desk, '滨河新城')
    await page.getByText('用户 1', { exact: true }).waitFor()
    await page.getByText('工单 1', { exact: true }).waitFor()
    await page.getByText('停水 1', { exact: true }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.locator('.ant-select-item-option-active').waitFor()
    await desk.shoot('search-groups')
    expect(await desk.faults()).toEqual([])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/workorders/${town.workOrder.id}`)
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('goes straight to what was named by its number', async () => {
    const desk = await enter()
    const { page } = desk
    await ask(desk, town.workOrder.number.toLowerCase())
    await page.getByText('工单 1', { exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/workorders/${town.workOrder.id}`)
    await page.getByRole('main').waitFor()
    await ask(desk, money.newest.number)
    await page.getByText('收据 1', { exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/receipts/${money.newest.id}`)
    await page.getByRole('main').waitFor()
    await ask(desk, town.home.meter.serialNumber)
    await page.getByText('用户 1', { exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/accounts/${town.home.account.id}`)
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('says that there is nothing, or what is wrong and how to try again, and Escape leaves it', async () => {
    const desk = await enter()
    const { page } = desk
    await ask(desk, '没有这样的东西')
    await page.getByText('没有找到。可以查户号').waitFor()
    await desk.shoot('search-nothing')
    const problem = { code: 'request.failed', detail: '系统内部错误，请稍后再试', requestId: '0a1b2c3d-4e5f' }
    await desk.pretend('/api/staff/search', problem, 500)
    await ask(desk, '滨河')
    await page.getByText('没能查找：系统内部错误，请稍后再试。按回车重试').waitFor()
    await desk.shoot('search-failed')
    await page.unrouteAll({ behavior: 'wait' })
    await page.keyboard.press('Enter')
    await page.getByText('工单 1', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('工单 1', { exact: true }).waitFor({ state: 'hidden' })
    expect(await page.locator('input:focus').count()).toBe(0)
    await desk.close()
  })

  it('offers the calls of a telephone number, and nothing to whoever may read nothing of it', async () => {
    const desk = await enter('li.na')
    const { page } = desk
    await ask(desk, town.home.customer.phone)
    await page.getByText('这个号码的通话记录').click()
    await page.waitForURL(`**/calls?number=${town.home.customer.phone}`)
    await desk.close()
    const editor = await openDesk(browser, town.hub.url, deskScreens.old)
    await editor.logIn('sun.li', housePassword)
    await editor.page.getByRole('navigation').waitFor()
    expect(await editor.page.getByLabel('查找', { exact: true }).count()).toBe(0)
    await editor.close()
  })
})
