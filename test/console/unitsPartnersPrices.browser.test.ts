import { generateKeyPairSync } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TariffTable } from '#core/billing/billing.table.ts'
import { addDays, dateOf } from '#core/kernel/businessDate.ts'
import { systemClock } from '#core/kernel/clock.ts'
import { PartnerTable } from '#core/partners/partner.table.ts'
import { OrgUnitTable } from '#core/staff/staff.table.ts'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'

/** Codes, and the figures of keys. */
const technical = /li\.na|says “(TESTBANK|NEWBANK|[a-f]{2,})”/

const keyOf = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).publicKey

describe('At the console one can', () => {
  let browser: Browser
  let town: ConsoleTown
  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(), openConsoleTown()])
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })
  async function enter(login = 'admin'): Promise<Desk> {
    const desk = await openDesk(browser, town.hub.url, deskScreens.old)
    await desk.logIn(login, housePassword)
    await desk.page.getByRole('navigation').waitFor()
    return desk
  }
  const faultsOf = async (desk: Desk, name: string) =>
    (await desk.faults()).filter((fault) => !technical.test(fault)).map((fault) => `${name}: ${fault}`)

  it('add a unit below another', async () => {
    const desk = await enter()
    const { page } = desk
    await desk.visit('/staff/units')
    await page.getByRole('row').filter({ hasText: '供水公司' }).getByRole('button', { name: '新增下级' }).click()
    const asking = page.getByRole('dialog')
    await asking.getByLabel('名称').fill('城北服务中心')
    await asking.getByLabel('代码').fill('north')
    await asking.getByRole('button', { name: '新增', exact: true }).click()
    await asking.getByText('同级部门中已有该代码').waitFor()
    await asking.getByLabel('代码').fill('chengbei')
    await asking.getByRole('button', { name: '新增', exact: true }).click()
    await page.getByRole('row').filter({ hasText: '城北服务中心' }).waitFor()
    await desk.shoot('units')
    expect(await town.database.read.findBy(OrgUnitTable, { path: '/root/chengbei/' })).toMatchObject([
      { name: '城北服务中心', parentId: town.hub.house.root.id },
    ])
    await desk.close()
  })

  it('let a bank in with its key, change the key, and shut it out', async () => {
    const desk = await enter()
    const { page } = desk
    await desk.visit('/partners')
    await page.getByRole('button', { name: '新增代收机构' }).click()
    const asking = page.getByRole('dialog')
    await asking.getByLabel('代码').fill('NEWBANK')
    await asking.getByLabel('名称').fill('安平商业银行')
    await asking.getByLabel('公钥').fill('-----BEGIN PRIVATE KEY-----')
    await asking.getByText('这是私钥').waitFor()
    await asking.getByLabel('公钥').fill(keyOf())
    await asking.getByLabel('允许的来源地址').fill('10.1.0.0/16')
    await desk.shoot('partner-new')
    await asking.getByRole('button', { name: '新增', exact: true }).click()
    const row = page.getByRole('row').filter({ hasText: 'NEWBANK' })
    await row.getByText('05:00-23:00').waitFor()
    await desk.shoot('partners')
    expect(await faultsOf(desk, 'partners')).toEqual([])
    const read = () => town.database.read.findOneByOrFail(PartnerTable, { code: 'NEWBANK' })
    const before = await read()
    expect(before).toMatchObject({ allowedAddresses: ['10.1.0.0/16'], serviceFrom: 300, serviceTo: 1_380 })
    await row.getByRole('button', { name: '更换公钥' }).click()
    await page.getByRole('dialog').getByLabel('公钥').fill(keyOf())
    await page.getByRole('button', { name: '更换 安平商业银行 的公钥' }).click()
    await page.getByText('已更换 安平商业银行 的公钥').waitFor()
    expect((await read()).keyFingerprint).not.toBe(before.keyFingerprint)
    await row.getByRole('button', { name: '停用' }).click()
    await page.getByRole('button', { name: '停用 安平商业银行' }).click()
    await row.getByText('已停用').waitFor()
    expect((await read()).disabledAt).not.toBeNull()
    await desk.close()
  })

  it('publish the next version of a price, after showing it beside the old one', async () => {
    const desk = await enter()
    const { page } = desk
    const from = addDays(dateOf(systemClock()), 40)
    await desk.visit('/tariffs')
    const row = page.getByRole('row').filter({ hasText: '居民生活用水（一户一表）' })
    await row.getByRole('button', { name: '发布新版' }).click()
    const asking = page.getByRole('dialog', { name: '发布新版' })
    await asking.getByLabel('执行日期').fill(from)
    await asking.getByLabel('执行日期').press('Enter')
    await asking.getByLabel('第 1 档基本单价（元/吨）').fill('1.5')
    await desk.shoot('tariff-new')
    await asking.getByRole('button', { name: '核对…' }).click()
    const showing = page.getByRole('dialog', { name: '核对并发布' })
    await showing.getByText('第二档水价低于第一档的 1.5 倍').waitFor()
    await desk.shoot('tariff-asking')
    expect(await faultsOf(desk, 'tariff')).toEqual([])
    await showing.getByRole('button', { name: `发布，${from} 起执行` }).click()
    await page.getByRole('row').filter({ hasText: from }).getByText('待执行').waitFor()
    await desk.shoot('tariffs')
    const rows = await town.database.read.findBy(TariffTable, { effectiveFrom: from })
    expect(rows.map(({ definition }) => definition.components[0])).toMatchObject([
      { component: 'supply', unitPrices: [15_000, expect.any(Number), expect.any(Number)] },
    ])
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('keep how loud it rings on this machine, and change the password', async () => {
    const desk = await enter('li.na')
    const { page } = desk
    await page.getByRole('button', { name: '李娜，个人菜单' }).click()
    await page.getByRole('menuitem', { name: '我的设置' }).click()
    await page.getByRole('slider', { name: '铃声音量' }).focus()
    await page.keyboard.press('Home')
    await page.getByText('铃声已关闭').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: '试听' }).click()
    await page.getByRole('button', { name: '正在试听' }).waitFor()
    await page.getByRole('button', { name: '试听', exact: true }).waitFor()
    await page.reload()
    await page.getByRole('slider', { name: '铃声音量' }).waitFor()
    expect(await page.getByRole('slider', { name: '铃声音量' }).getAttribute('aria-valuenow')).toBe('20')
    await page.getByLabel('原密码').fill(housePassword)
    await page.getByLabel('新密码', { exact: true }).fill('three blue herons')
    await page.getByLabel('再填一次新密码').fill('three blue herons')
    await page.getByRole('button', { name: '修改密码' }).click()
    await page.getByText('密码已修改，其他设备上的登录已退出').waitFor()
    expect(await faultsOf(desk, 'me')).toEqual([])
    expect(desk.complaints).toEqual([])
    await desk.close()
  })
})
