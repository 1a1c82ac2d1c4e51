import { readFile } from 'node:fs/promises'
import type { Browser, Download } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import { newId } from '#core/kernel/id.ts'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'
import { addMoney, type TownMoney } from './money.ts'
import { manyReceipts } from './pretendedOffice.ts'
import { readSheet } from './readSheet.ts'

const rowsIn = async (download: Download) => readSheet(await readFile(await download.path()))

describe('Every list of the console', () => {
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
  async function enter(): Promise<Desk> {
    const desk = await openDesk(browser, town.hub.url, deskScreens.old)
    await desk.logIn('admin', housePassword)
    await desk.page.getByRole('navigation').waitFor()
    return desk
  }
  const exported = () => town.database.read.findBy(AuditTable, { action: 'list.exported' })

  it('remembers which columns somebody wants to see', async () => {
    const desk = await enter()
    const { page } = desk
    await desk.visit('/receipts')
    const heading = (name: string) => page.getByRole('columnheader', { name, exact: true })
    await heading('转预存').waitFor()
    await page.getByText('显示的列').click()
    await page.getByRole('checkbox', { name: '转预存' }).uncheck()
    await page.getByRole('checkbox', { name: '渠道' }).uncheck()
    await heading('转预存').waitFor({ state: 'detached' })
    await desk.shoot('list-columns')
    expect(await desk.faults()).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('checkbox', { name: '渠道' }).waitFor({ state: 'hidden' })
    await page.reload()
    await heading('收款时间').waitFor()
    expect([await heading('转预存').count(), await heading('渠道').count()]).toEqual([0, 0])
    await page.getByText('显示的列（隐藏 2）').click()
    await page.getByRole('button', { name: '全部显示' }).click()
    await heading('转预存').waitFor()
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('goes from row to row by the arrows, and opens one by Enter', async () => {
    const desk = await enter()
    const { page } = desk
    await desk.visit('/receipts')
    const rows = page.getByRole('table', { name: '收款' }).locator('tbody tr.ant-table-row')
    const focused = page.locator(':focus')
    await rows.nth(1).waitFor()
    await rows.first().focus()
    await page.keyboard.press('ArrowDown')
    await desk.shoot('list-keys')
    await rows.nth(1).and(focused).waitFor()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowDown')
    await rows.last().and(focused).waitFor()
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/receipts/${money.newest.id}`)
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('becomes a file of what fits the filters, in which money can be added up, and the file is written down', async () => {
    const desk = await enter()
    const { page } = desk
    await desk.visit('/receipts?least=15')
    await page.getByText('共 1 条').waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出表格' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^收款-\d{4}-\d\d-\d\d\.xlsx$/)
    const [titles, row, ...others] = await rowsIn(file)
    expect(titles?.join(' ')).toBe('收据 收款时间 入账日 渠道 户号 户名 金额 销账 违约金 转预存 状态')
    expect(others).toEqual([])
    expect(row?.[0]).toBe(money.newest.number)
    expect(row?.[4]).toBe(town.home.account.number)
    expect(row?.[6]).toBe(20.5)
    // Days since the end of 1899: a date, and a moment within that day.
    const day = Number(row?.[2])
    expect(Number.isInteger(day) && day > 46_000).toBe(true)
    expect(Math.floor(Number(row?.[1]))).toBe(day)
    await page.getByText('已导出 1 条').waitFor()
    const [entry] = await exported()
    expect(entry?.details).toEqual({ list: '收款', place: '/console/receipts?least=15', rows: 1 })
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('takes further pages along up to a limit, says how far it is, and stops when asked', async () => {
    const desk = await enter()
    const { page } = desk
    let pages = 0
    let open = () => {}
    const gate = new Promise<void>((resolve) => (open = resolve))
    const [sample] = manyReceipts()
    await page.route(
      (address) => address.pathname === '/api/staff/receipts',
      async (request) => {
        const limit = Number(new URL(request.request().url()).searchParams.get('limit'))
        if (limit === 100 && ++pages === 3) await gate
        const rows = Array.from({ length: limit }, () => ({ ...sample, id: newId(Date.now()) }))
        await request.fulfill({ json: rows }).catch(() => undefined)
      },
    )
    await desk.visit('/receipts')
    await page.getByText('已显示最近 50 条').waitFor()
    await page.getByRole('button', { name: '导出表格' }).click()
    await page.getByText('正在导出，已取 200 条').waitFor()
    await desk.shoot('list-exporting')
    await page.getByRole('button', { name: '停止导出' }).click()
    await page.getByRole('button', { name: '导出表格' }).waitFor()
    open()
    const before = (await exported()).length
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出表格' }).click()
    const rows = await rowsIn(await download)
    expect(rows.length).toBe(5_001)
    await page.getByText('一次最多 5000 条').waitFor()
    await desk.shoot('list-exported')
    expect((await exported()).slice(before).map(({ details }) => details?.['rows'])).toEqual([5_000])
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('hands no file out that was not written down', async () => {
    const desk = await enter()
    const { page } = desk
    const problem = { code: 'request.failed', detail: '系统内部错误，请稍后再试', requestId: '0a1b2c3d-4e5f' }
    await desk.pretend('/api/staff/exports', problem, 500)
    let files = 0
    page.on('download', () => files++)
    await desk.visit('/staff')
    await page.getByRole('button', { name: '导出表格' }).click()
    await page.getByText('没有导出：系统内部错误，请稍后再试').waitFor()
    expect(files).toBe(0)
    await desk.close()
  })
})
