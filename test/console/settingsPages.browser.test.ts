import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BlockedNumberTable } from '#core/hotline/hotline.table.ts'
import { readHotline, usualSettings } from '#core/hotline/readHotline.ts'
import { staffCaller, staffCookieFor } from '../hub/callers.ts'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'

/** What people put into Latin letters: log-ins, codes, keys. */
const technical =
  /li\.na|wang\.fang|sun\.li|says “(admin|RSA|chengbei|north|south|east|root|TESTBANK|NEWBANK|[a-f]{2,})”/
/** Units of the house are called by their paths. */
const paths = /says “[a-z]+”/

describe('The pages where things are set', () => {
  let browser: Browser
  let town: ConsoleTown
  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(), openConsoleTown()])
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })
  async function enter(login = 'admin', screen: { width: number; height: number } = deskScreens.old): Promise<Desk> {
    const desk = await openDesk(browser, town.hub.url, screen)
    await desk.logIn(login, housePassword)
    await desk.page.getByRole('navigation').waitFor()
    return desk
  }
  const faultsOf = async (desk: Desk, name: string) =>
    (await desk.faults())
      .filter((fault) => !technical.test(fault) && !(name.startsWith('units') && paths.test(fault)))
      .map((fault) => `${name}: ${fault}`)
  const hotline = () => readHotline(town.database.read)

  it.each(Object.entries(deskScreens))(
    'show what is set, whole and in Chinese, on the %s screen',
    async (way, screen) => {
      const desk = await enter('admin', screen)
      const faults: string[] = []
      for (const [name, path, shows] of [
        ['settings', '/settings', '人工开放时间'],
        ['settings-versions', '/settings?tab=versions', '每次保存都会列在这里'],
        ['settings-blocked', '/settings?tab=blocked', '没有拦截任何号码'],
        ['units', '/staff/units', '服务中心'],
        ['tariffs', '/tariffs', '污水处理费'],
        ['partners', '/partners', '新增代收机构'],
        ['me', '/me', '来电铃声'],
      ] as const) {
        await desk.visit(path)
        await desk.page.getByRole('main').getByText(shows).first().waitFor()
        await desk.shoot(`${way}-${name}`)
        faults.push(...(await faultsOf(desk, name)))
      }
      expect(faults).toEqual([])
      expect(desk.complaints).toEqual([])
      await desk.close()
    },
  )

  it('say what to do when the hub fails, and who may not see them is told', async () => {
    const problem = { code: 'request.failed', detail: '系统内部错误，请稍后再试', requestId: '0a1b2c3d-4e5f' }
    const desk = await enter()
    const routes = [
      ['/api/staff/hotline', '/settings'],
      ['/api/staff/hotline/versions', '/settings?tab=versions'],
      ['/api/staff/hotline/blocked-numbers', '/settings?tab=blocked'],
      ['/api/staff/units', '/staff/units'],
      ['/api/staff/tariffs', '/tariffs'],
      ['/api/staff/partners', '/partners'],
    ] as const
    for (const [route, path] of routes) {
      await desk.pretend(route, problem, 500)
      await desk.visit(path)
      await desk.page.getByText('参考编号 0A1B2C3D').first().waitFor()
      await desk.page.getByRole('button', { name: '重试' }).first().waitFor()
    }
    await desk.close()
    const editor = await enter('sun.li')
    for (const [, path] of routes) {
      await editor.visit(path)
      await editor.page.getByText('您没有查看此页的权限').waitFor()
    }
    expect([...desk.complaints, ...editor.complaints]).toEqual([])
    await editor.close()
  })

  it('set the hotline after asking, tell of what somebody else has saved meanwhile, and go back to an earlier one', async () => {
    const desk = await enter('wang.fang')
    const { page } = desk
    await desk.visit('/settings')
    await page.getByLabel('周日').fill('8：30至12：00')
    await page.getByLabel('周一').fill('上午')
    await page.getByText('写成 08:30-12:00').first().waitFor()
    await page.getByLabel('周一').fill('全天')
    await page.getByRole('button', { name: '添加节假日' }).click()
    await page.getByLabel('节假日 1 日期').fill('2027-01-01')
    await page.getByLabel('节假日 1 日期').press('Enter')
    await page.getByLabel('节假日 1 名称').fill('元旦')
    await page.getByText('有 2 处修改未保存').waitFor()
    await desk.shoot('settings-changed')
    expect(await faultsOf(desk, 'changed')).toEqual([])
    await page.getByRole('button', { name: '保存…' }).click()
    const asking = page.getByRole('dialog', { name: '保存热线设置' })
    await asking.getByText('周日：全天 → 08:30-12:00').waitFor()
    await asking.getByText('新增节假日 2027-01-01：元旦，不开放').waitFor()
    await desk.shoot('settings-asking')
    expect(await faultsOf(desk, 'asking')).toEqual([])

    // Somebody else is quicker.
    const admin = staffCaller(town.hub.url, await staffCookieFor(town.hub.url, 'admin', housePassword))
    await admin('PUT /api/staff/hotline', {
      body: { baseVersion: 0, settings: { ...usualSettings, voicemailDays: 365 } },
    })
    await asking.getByRole('button', { name: '保存并立即生效' }).click()
    await asking.getByText('您的修改没有保存').waitFor()
    await asking.getByText('留言保留：180 天 → 365 天').waitFor()
    await desk.shoot('settings-conflict')
    expect(await faultsOf(desk, 'conflict')).toEqual([])
    expect((await hotline()).version).toBe(1)
    await asking.getByRole('button', { name: '覆盖第 1 版' }).click()
    await page.getByText('第 2 版，王芳').waitFor()
    await page.getByText('没有修改').waitFor()
    const saved = await hotline()
    expect(saved.settings).toMatchObject({
      hours: { sunday: [{ from: '08:30', to: '12:00' }], monday: [{ from: '00:00', to: '24:00' }] },
      holidays: [{ date: '2027-01-01', name: '元旦', hours: [] }],
      voicemailDays: 180,
    })

    await page.getByRole('tab', { name: '修改记录' }).click()
    await page.getByRole('row').filter({ hasText: '第 2 版' }).getByText('现行').waitFor()
    await page.getByText('留言保留：365 天 → 180 天').waitFor()
    await desk.shoot('settings-versions')
    expect(await faultsOf(desk, 'versions')).toEqual([])
    await page.getByRole('row').filter({ hasText: '第 1 版' }).getByRole('button', { name: '恢复到此版' }).click()
    const back = page.getByRole('dialog', { name: '恢复到第 1 版' })
    await back.getByText('取消节假日 2027-01-01：元旦，不开放').waitFor()
    await back.getByRole('button', { name: '保存并立即生效' }).click()
    await page.getByRole('row').filter({ hasText: '第 3 版' }).getByText('现行').waitFor()
    expect((await hotline()).settings).toEqual({ ...usualSettings, voicemailDays: 365 })
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('warn before the hotline closes at this very moment', async () => {
    const desk = await enter('wang.fang')
    const { page } = desk
    await desk.visit('/settings')
    for (const day of ['周一', '周二', '周三', '周四', '周五', '周六', '周日'])
      await page.getByLabel(day).fill('不开放')
    await page.getByRole('switch', { name: '来电时先播报停水公告' }).click()
    await page.getByLabel('停水开始').waitFor()
    await desk.shoot('settings-announcement')
    await page.getByRole('switch', { name: '来电时先播报停水公告' }).click()
    await page.getByRole('button', { name: '保存…' }).click()
    await page.getByText('现在是开放时间，保存后热线会立即转为不开放').waitFor()
    await page.getByRole('button', { name: '暂不保存' }).click()
    expect((await hotline()).settings.hours.monday).toEqual(usualSettings.hours.monday)
    await desk.close()
  })

  it('block a number for a reason, and take it again after asking', async () => {
    const desk = await enter('wang.fang')
    const { page } = desk
    await desk.visit('/settings?tab=blocked')
    await page.getByRole('button', { name: '拦截号码' }).click()
    const asking = page.getByRole('dialog', { name: '拦截号码' })
    await asking.getByLabel('号码').fill('139 0000 1234')
    await asking.getByRole('button', { name: '拦截', exact: true }).click()
    await asking.getByText('请填写原因').waitFor()
    await asking.getByLabel('原因').fill('一天内骚扰 40 次')
    await desk.shoot('settings-block')
    await asking.getByRole('button', { name: '拦截', exact: true }).click()
    const row = page.getByRole('row').filter({ hasText: '139 0000 1234' })
    await row.getByText('拦截中').waitFor()
    await desk.shoot('settings-blocked')
    expect(await faultsOf(desk, 'blocked')).toEqual([])
    expect(await town.database.read.findBy(BlockedNumberTable, {})).toMatchObject([
      { number: '13900001234', reason: '一天内骚扰 40 次', until: null },
    ])
    await row.getByRole('button', { name: '取消拦截' }).click()
    await page.getByRole('dialog', { name: '取消拦截 139 0000 1234' }).getByRole('button', { name: '取消拦截' }).click()
    await page.getByText('没有拦截任何号码').waitFor()
    expect(await town.database.read.countBy(BlockedNumberTable, {})).toBe(0)
    await desk.close()
  })
})
