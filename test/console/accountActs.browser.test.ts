import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AccountTable, CustomerTable } from '#core/accounts/account.table.ts'
import { dateOf } from '#core/kernel/businessDate.ts'
import { systemClock } from '#core/kernel/clock.ts'
import { newId } from '#core/kernel/id.ts'
import { MeterTable, ReadingRouteTable, ReadingTable } from '#core/metering/metering.table.ts'
import { StaffTable } from '#core/staff/staff.table.ts'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'

describe('What is done with accounts and meters at the console', () => {
  let browser: Browser
  let town: ConsoleTown
  let clerk: Desk

  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(false), openConsoleTown()])
    const { house } = town.hub
    for (const [login, name, role] of [
      ['qian.jun', '钱军', 'cashier'],
      ['zhou.qi', '周琪', 'meterReviewer'],
    ] as const) {
      const { staffId } = await house.hire(login, house.root.id, [role])
      await town.database.transaction((tx) => tx.update(StaffTable, { id: staffId }, { name }))
    }
    const route = { id: newId(systemClock()), routeCode: '0207', name: '兴华路东段', unitId: house.root.id }
    await town.database.transaction((tx) => tx.insert(ReadingRouteTable, route))
    clerk = await enter('qian.jun')
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })

  const faults: string[] = []
  async function enter(login: string): Promise<Desk> {
    const desk = await openDesk(browser, town.hub.url, deskScreens.old)
    await desk.logIn(login, housePassword)
    await desk.page.getByRole('navigation').waitFor()
    return desk
  }
  const dialogOf = (page: Page) => page.getByRole('dialog')
  /** Once it has come in and is not moving any more. */
  async function look(desk: Desk, name: string) {
    await desk.page.locator('.ant-zoom-appear, .ant-zoom-enter, .ant-zoom-leave').waitFor({ state: 'detached' })
    await desk.shoot(`acts-${name}`)
    faults.push(...(await desk.faults()).map((fault) => `${name}: ${fault}`))
  }
  function well({ complaints }: Desk) {
    expect(faults.splice(0)).toEqual([])
    expect(complaints).toEqual([])
  }
  const goToMeters = async (desk: Desk) => {
    await desk.visit(`/accounts/${town.home.account.id}?tab=water`)
    return desk.page.getByRole('region', { name: '水表' })
  }
  const audited = (action: string): Promise<unknown[]> =>
    town.database.read.query('select id from audit where action = ?', [action])
  async function choose(page: Page, field: Locator, title: string) {
    await field.click()
    await page.getByTitle(title, { exact: true }).last().click()
  }

  it('opens an account under a number that is free, and puts a meter in', async () => {
    const { home, database } = town
    const { page } = clerk
    const dialog = dialogOf(page)
    await clerk.visit('/accounts')
    await page.getByRole('button', { name: '开户' }).click()
    await dialog.getByLabel('户号').press('Enter')
    for (const words of ['请填写户号', '请填写户名', '请填写人数', '请填写用水地址', '请选择所属部门'])
      await dialog.getByText(words).waitFor()
    await dialog.getByLabel('户号').fill(home.account.number)
    await dialog.getByLabel('户名').fill('安平区小河食品有限公司')
    await dialog.getByLabel('手机号').fill('13800009999')
    await dialog.getByLabel('用水人口').fill('1')
    await dialog.getByLabel('用水地址').fill('安平区兴华路18号')
    await choose(page, dialog.getByLabel('用水性质'), '非居民')
    await choose(page, dialog.getByLabel('所属部门'), '供水公司')
    await choose(page, dialog.getByLabel('抄表表册'), '0207 兴华路东段')
    await dialog.getByLabel('户名').press('Enter')
    await dialog.getByText('这个户号已经存在').waitFor()
    await dialog.getByRole('link', { name: `查看已有的户号 ${home.account.number}` }).waitFor()
    await look(clerk, 'open-taken')
    await dialog.getByLabel('户号').fill('20000001')
    await dialog.getByRole('button', { name: '开户' }).dblclick()
    await page.getByRole('heading', { name: '安平区小河食品有限公司 20000001' }).waitFor()
    const opened = await database.read.findOneByOrFail(AccountTable, { number: '20000001' })
    expect(page.url()).toContain(`/accounts/${opened.id}`)
    expect(opened).toMatchObject({ usageClass: 'non-residential', unitId: town.hub.house.root.id, population: 1 })
    expect(opened.routeId).not.toBeNull()
    expect(await audited('account.opened')).toHaveLength(1)

    const meters = page.getByRole('region', { name: '水表' })
    await meters.getByText('还没有装表').waitFor()
    await clerk.shoot('acts-opened')
    await meters.getByRole('button', { name: '装表' }).click()
    await dialog.getByLabel('表号').fill(home.meter.serialNumber)
    await dialog.getByLabel('底数（吨）').fill('100000')
    await dialog.getByRole('button', { name: '装表' }).click()
    await dialog.getByText('要小于表盘满量程 100000 吨').waitFor()
    await dialog.getByLabel('底数（吨）').fill('0.5')
    await dialog.getByLabel('底数（吨）').press('Enter')
    await dialog.getByText('这个表号已经登记在使用').waitFor()
    await clerk.shoot('acts-install-taken')
    await dialog.getByLabel('表号').fill('M20000001')
    await dialog.getByRole('button', { name: '装表' }).dblclick()
    await dialog.waitFor({ state: 'detached' })
    await meters.getByRole('row').filter({ hasText: 'M20000001' }).getByText('0.5 吨').waitFor()
    const installed = await database.read.findBy(MeterTable, { accountId: opened.id })
    expect(installed).toMatchObject([
      { serialNumber: 'M20000001', installedAt: 500, registerCapacity: 100_000_000, installedOn: opened.openedOn },
    ])
    well(clerk)
  })

  it('writes down a reading, saying what was used while it is typed', async () => {
    const { home, database } = town
    const desk = await enter('zhou.qi')
    const { page } = desk
    const dialog = dialogOf(page)
    const row = (await goToMeters(desk)).getByRole('row').filter({ hasText: home.meter.serialNumber })
    expect(await page.getByRole('button', { name: /换表|装表|过户/ }).count()).toBe(0)
    await row.getByRole('button', { name: '录入抄表' }).click()
    await dialog.getByText(/上次 .* 读数 24.5 吨/).waitFor()
    const field = dialog.getByLabel('本次读数（吨）')
    await field.fill('9')
    await dialog.getByText('比上次读数少 15.5 吨').waitFor()
    await field.fill('100')
    await dialog.getByText('用量突增').waitFor()
    await look(desk, 'reading-jump')
    await dialog.getByText('估抄', { exact: true }).click()
    await dialog.getByText('按近期平均用量估计读数 49.5 吨').waitFor()
    await dialog.getByText('实抄', { exact: true }).click()
    await field.fill('30')
    await dialog.getByText('本次用水 5.5 吨').waitFor()
    await field.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('已录入，用水 5.5 吨').waitFor()
    const ofToday = { meterId: home.meter.id, readOn: dateOf(systemClock()) }
    const written = [{ register: 30_000, volume: 5_500, kind: 'actual', state: 'accepted' }]
    expect(await database.read.findBy(ReadingTable, ofToday)).toMatchObject(written)

    await row.getByRole('button', { name: '录入抄表' }).click()
    await dialog.getByText(`上次 ${ofToday.readOn} 读数 30 吨`).waitFor()
    await field.fill('31')
    await dialog.getByRole('button', { name: '录入' }).click()
    await dialog.getByText('当天已有不同的读数').waitFor()
    await desk.shoot('acts-reading-differs')
    expect(await database.read.findBy(ReadingTable, ofToday)).toMatchObject(written)
    well(desk)
    await desk.close()
  })

  it('replaces a meter after asking, and not by one that is in use elsewhere', async () => {
    const { home, database } = town
    const { page } = clerk
    const dialog = dialogOf(page)
    const meters = await goToMeters(clerk)
    await meters.getByRole('button', { name: '换表' }).click()
    await dialog.getByLabel('旧表止数（吨）').fill('40.25')
    await dialog.getByText('本次用水').waitFor()
    await dialog.getByLabel('新表表号').fill(home.meter.serialNumber)
    await look(clerk, 'replace')
    // The second click is not one of the question that comes up under it.
    await dialog.getByRole('button', { name: '下一步' }).dblclick()
    await dialog.getByText('换表后不能撤销').waitFor()
    await clerk.shoot('acts-replace-asking')
    expect(await audited('meter.replaced')).toEqual([])
    await dialog.getByRole('button', { name: `换成 ${home.meter.serialNumber}` }).click()
    await dialog.getByText('这个表号已经登记在使用').waitFor()
    expect(await dialog.getByLabel('旧表止数（吨）').inputValue()).toBe('40.25')
    await look(clerk, 'replace-taken')
    await dialog.getByLabel('新表表号').fill('M20000002')
    await dialog.getByLabel('新表底数（吨）').fill('1')
    await dialog.getByLabel('新表底数（吨）').press('Enter')
    await dialog.getByText('同日装上 M20000002，底数 1 吨').waitFor()
    await dialog.getByRole('button', { name: '换成 M20000002' }).dblclick()
    await dialog.waitFor({ state: 'detached' })
    const row = meters.getByRole('row').filter({ hasText: 'M20000002' })
    await row.getByText('在用').waitFor()
    await row.getByRole('button', { name: '换表' }).scrollIntoViewIfNeeded()
    await clerk.shoot('acts-replaced')
    const today = dateOf(systemClock())
    expect(await database.read.findOneBy(MeterTable, { id: home.meter.id })).toMatchObject({ removedOn: today })
    const final = await database.read.findOneByOrFail(ReadingTable, { meterId: home.meter.id, kind: 'final' })
    expect(final).toMatchObject({ register: 40_250, readOn: today })
    expect(await audited('meter.replaced')).toHaveLength(1)
    well(clerk)
  })

  it('transfers an account after saying what is owed, and asking', async () => {
    const { home, database } = town
    const { page } = clerk
    const dialog = dialogOf(page)
    await clerk.visit(`/accounts/${home.account.id}`)
    await page.getByRole('button', { name: '过户' }).click()
    await dialog.getByText(/此户欠费 ¥/).waitFor()
    await dialog.getByLabel('新户名').fill('赵敏')
    await dialog.getByLabel('手机号').fill('12345')
    await dialog.getByLabel('用水人口').fill('5')
    await dialog.getByRole('button', { name: '下一步' }).click()
    await dialog.getByText('请填写 11 位手机号').waitFor()
    await dialog.getByLabel('手机号').fill('13800008888')
    await look(clerk, 'transfer')
    await dialog.getByRole('button', { name: '下一步' }).dblclick()
    await dialog.getByText('欠费', { exact: false }).filter({ hasText: '由新户主承担' }).first().waitFor()
    await dialog.getByText('已绑定的 1 个居民账号解除绑定').waitFor()
    await look(clerk, 'transfer-asking')
    const confirm = dialog.getByRole('button', { name: '过户给 赵敏' })
    const route = `/api/staff/accounts/${home.account.id}/transfer`
    await clerk.pretend(route, { code: 'account.unknown', detail: '没有找到这个户号，请核对后再试' }, 404)
    await confirm.click()
    await dialog.getByText('没有找到这个户号').waitFor()
    await clerk.shoot('acts-transfer-refused')
    await page.unrouteAll()
    expect(await audited('account.transferred')).toEqual([])
    await confirm.dblclick()
    await page.getByRole('heading', { name: `赵敏 ${home.account.number}` }).waitFor()
    const { customerId, population } = await database.read.findOneByOrFail(AccountTable, { id: home.account.id })
    const customer = await database.read.findOneByOrFail(CustomerTable, { id: customerId })
    expect({ ...customer, population }).toMatchObject({ name: '赵敏', phone: '13800008888', population: 5 })
    expect(await audited('account.transferred')).toHaveLength(1)
    await page.getByText('绑定的居民账号').waitFor()
    await clerk.shoot('acts-transferred')
    well(clerk)
  })

  it('is not there for who may only look', async () => {
    const desk = await enter('li.na')
    const { page } = desk
    await desk.visit('/accounts')
    await page.getByRole('main').getByText('输入至少两个字开始查找').waitFor()
    expect(await page.getByRole('button', { name: '开户' }).count()).toBe(0)
    const meters = await goToMeters(desk)
    await meters.getByRole('row').filter({ hasText: town.home.meter.serialNumber }).waitFor()
    await page.getByText('每次抄表的用水量').waitFor()
    expect(
      await page
        .getByRole('main')
        .getByRole('button', { name: /过户|装表|换表|录入抄表/ })
        .count(),
    ).toBe(0)
    well(desk)
    await desk.close()
  })
})
