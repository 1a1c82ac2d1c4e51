import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { deskScreens, openDesk, openDeskChromium } from './desk.ts'

describe('The console', () => {
  let browser: Browser
  let town: ConsoleTown
  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(false), openConsoleTown()])
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })

  it('loads a part of itself for the log-in, and for each page what that page needs', async () => {
    const { url } = town.hub
    const html = await (await fetch(`${url}/console/`)).text()
    const first = [...html.matchAll(/"(\/console\/assets\/[^"]+\.js)"/g)].map(([, path = '']) => path)
    const sizes = await Promise.all(first.map(async (path) => (await (await fetch(url + path)).text()).length))
    expect(sizes.length).toBeGreaterThan(1)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_000_000)

    const desk = await openDesk(browser, url, deskScreens.old)
    const { page } = desk
    const loaded: string[] = []
    page.on('request', (request) => {
      const name = /\/assets\/([^./]+)\.[0-9a-f]+\.js$/.exec(request.url())?.[1]
      if (name !== undefined) loaded.push(name)
    })
    await page.goto(`${url}/console/`)
    await page.getByRole('button', { name: '登录' }).waitFor()
    for (const later of ['table', 'date-picker', 'WorkOrderMap', 'AccountsPage']) expect(loaded).not.toContain(later)
    await desk.logIn('li.na', housePassword)
    await page.getByRole('heading', { name: '来电处理' }).waitFor()
    expect(loaded).toContain('CallPage')
    expect(loaded).not.toContain('AccountsPage')
    await page.getByRole('link', { name: '用户查询' }).click()
    await page.getByText('输入至少两个字开始查找').waitFor()
    expect(loaded).toContain('AccountsPage')
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('says so when a page is no longer there to be loaded, keeps the frame, and goes on after a reload', async () => {
    const desk = await openDesk(browser, town.hub.url, deskScreens.old)
    const { page } = desk
    await desk.logIn('li.na', housePassword)
    await page.getByRole('heading', { name: '来电处理' }).waitFor()
    await page.route(/\/assets\/AccountsPage\./, (request) => request.fulfill({ status: 404, body: '' }))
    await page.getByRole('link', { name: '用户查询' }).click()
    await page.getByRole('heading', { name: '页面没有打开' }).waitFor()
    await page.getByText('系统可能刚刚升级过，或者网络断了').waitFor()
    await desk.shoot('page-not-loaded')
    expect(await desk.faults()).toEqual([])
    expect(await page.getByRole('region', { name: '话机' }).count()).toBe(1)
    // Other pages stand as before.
    await page.getByRole('link', { name: '知识条目' }).click()
    await page.getByRole('heading', { name: '知识条目' }).waitFor()
    await page.getByRole('link', { name: '用户查询' }).click()
    await page.unroute(/\/assets\/AccountsPage\./)
    await page.getByRole('button', { name: '重新载入' }).click()
    await page.getByText('输入至少两个字开始查找').waitFor()
    expect(new URL(page.url()).pathname).toBe('/console/accounts')
    await desk.close()
  })
})
