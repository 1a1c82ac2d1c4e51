import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dateOf } from '#core/kernel/businessDate.ts'
import { systemClock } from '#core/kernel/clock.ts'
import { createDistrict } from '../outages/district.ts'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'

const homes = 120

describe('An outage at the console', () => {
  let browser: Browser
  let town: ConsoleTown
  let street: string

  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(false), openConsoleTown()])
    ;({ street } = await createDistrict(town.database, town.hub.house.root.id, homes))
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })

  const tomorrow = addDays(dateOf(systemClock()), 1)
  const place = '试验区第一街一号至一百二十号沿线全部居民楼及底商（含第一小学、卫生院、农贸市场）'

  async function enter(screen: { width: number; height: number }, login = 'wang.fang'): Promise<Desk> {
    const desk = await openDesk(browser, town.hub.url, screen)
    await desk.logIn(login, housePassword)
    await desk.page.getByRole('navigation').waitFor()
    return desk
  }

  async function typeTime({ page }: Desk, label: string, time: string) {
    await page.getByLabel(label).fill(time)
    await page.getByLabel(label).press('Enter')
  }

  it('is planned, previewed, announced, changed and restored by clicking', async () => {
    const desk = await enter(deskScreens.old)
    const { page } = desk
    const faults: string[] = []
    const look = async (name: string) => {
      await desk.shoot(`old-${name}`)
      faults.push(...(await desk.faults()).map((fault) => `${name}: ${fault}`))
    }
    await desk.visit('/outages')
    await page.getByRole('link', { name: '新建停水' }).click()
    await page.getByText('这里显示会影响哪些用户').waitFor()
    await look('outage-plan-empty')
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByText('请填写街道、户号或选择表册').waitFor()
    await typeTime(desk, '停水开始', `${tomorrow} 00:05`)
    await typeTime(desk, '预计恢复', `${addDays(tomorrow, 2)} 18:00`)
    await page.getByLabel('停水范围（告知用户的说法）').fill(place)
    await page.getByLabel('原因').fill('更换老旧阀门')
    await page.getByLabel('街道或小区').fill(street)
    await page.getByLabel('另加户号').fill('99999999')

    const preview = page.getByRole('region', { name: '影响用户' })
    await preview.getByText(`影响 ${homes} 户`).waitFor()
    await preview.getByText('计划停水应至少提前 24 小时通知').waitFor()
    await preview.getByText('停水超过 24 小时').waitFor()
    await preview.getByText('此部门没有这些户号：99999999').waitFor()
    await preview.getByText(`${street}1号`, { exact: true }).waitFor()
    await look('outage-plan')
    await preview.getByRole('button', { name: '下一页' }).click()
    await preview.getByText(`${street}51号`, { exact: true }).waitFor()
    await preview.getByRole('button', { name: '下一页' }).click()
    await preview.getByText(`${street}${homes}号`, { exact: true }).waitFor()
    await page.getByLabel('另加户号').fill('')
    await page.getByRole('button', { name: '保存草稿' }).click()

    await page.getByRole('heading', { name: place }).waitFor()
    await look('outage-draft')
    await page.getByRole('button', { name: '发布', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(place).waitFor()
    await dialog.getByText('计划停水应至少提前 24 小时通知').waitFor()
    await page.waitForTimeout(400)
    await look('outage-announce')
    await dialog.getByRole('button', { name: `发布给 ${homes} 户` }).click()
    await page.getByText('第 1 次：计划停水').waitFor()
    // Every home has a telephone and every second one a resident: as the notices go out the page follows by itself.
    const stages = page.getByRole('region', { name: '通知进度' })
    await stages.getByText(/^(已发完|正在发送).*共 \d+ 条$/).waitFor()
    await stages.getByText(`小程序：已送达 ${homes / 2}`).waitFor()
    await look('outage-announced')

    // It has not begun: there is nothing to restore yet.
    expect(await page.getByRole('button', { name: '恢复供水' }).count()).toBe(0)
    await page.getByRole('button', { name: '变更' }).click()
    await typeTime(desk, '停水开始', `${addDays(tomorrow, -2)} 08:00`)
    await dialog.getByLabel('原因').fill('更换老旧阀门，并清洗管道')
    await page.waitForTimeout(400)
    await look('outage-change')
    await dialog.getByRole('button', { name: '变更并通知用户' }).click()
    await page
      .getByText('第 2 次：停水时间调整')
      .or(page.getByText(/^第 2 次：/))
      .first()
      .waitFor()
    await page.getByText('已变更', { exact: true }).waitFor()

    await page.getByRole('button', { name: '恢复供水' }).click()
    await dialog.getByText(place).waitFor()
    await dialog.getByRole('button', { name: `通知 ${homes} 户已恢复` }).click()
    await page.getByText('已恢复', { exact: true }).waitFor()
    await page.getByText('第 3 次：恢复供水').waitFor()
    expect(await page.getByRole('button', { name: '恢复供水' }).count()).toBe(0)
    await look('outage-restored')
    const [row] = (await town.database.read.query('select state, stage, affected from outage')) as unknown[]
    expect(row).toMatchObject({ state: 'restored', stage: 3, affected: homes })
    expect(faults).toEqual([])
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('is whole on a wide screen, and its list narrows by state in the address', async () => {
    const desk = await enter(deskScreens.wide)
    await desk.visit('/outages?state=restored')
    await desk.page.getByRole('cell', { name: place }).waitFor()
    await desk.shoot('wide-outages')
    expect(await desk.faults()).toEqual([])
    await desk.page
      .getByRole('link', { name: /^TS|\d{8}-/ })
      .first()
      .click()
    await desk.page.getByRole('heading', { name: place }).waitFor()
    await desk.page.getByRole('region', { name: '影响用户' }).getByText(`共 ${homes} 户`).waitFor()
    await desk.shoot('wide-outage')
    expect(await desk.faults()).toEqual([])
    await desk.visit('/outages?state=draft')
    await desk.page.getByText('没有符合条件的停水').waitFor()
    await desk.close()
  })

  it('can be cancelled while it is a draft, and asks by its name', async () => {
    const desk = await enter(deskScreens.old)
    const { page } = desk
    await desk.visit('/outages/new')
    await typeTime(desk, '停水开始', `${addDays(tomorrow, 3)} 08:00`)
    await typeTime(desk, '预计恢复', `${addDays(tomorrow, 3)} 12:00`)
    await page.getByLabel('停水范围（告知用户的说法）').fill('第一街')
    await page.getByLabel('原因').fill('维修')
    await page.getByLabel('街道或小区').fill(street)
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByRole('button', { name: '取消停水' }).click()
    await page.getByRole('dialog').getByText('取消停水：第一街').waitFor()
    await page.getByRole('button', { name: '取消此次停水' }).click()
    await page.getByText('没有发布过，也没有通知过任何人').waitFor()
    await page.getByText('已取消', { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: '发布', exact: true }).count()).toBe(0)
    await desk.close()
  })

  it('is planned by nobody who may only read', async () => {
    const desk = await enter(deskScreens.old, 'li.na')
    await desk.visit('/outages')
    await desk.page.getByText('停水信息').first().waitFor()
    expect(await desk.page.getByRole('link', { name: '新建停水' }).count()).toBe(0)
    await desk.visit('/outages/new')
    await desk.page.getByText('您没有查看此页的权限').waitFor()
    await desk.close()
  })
})
