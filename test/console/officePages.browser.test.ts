import type { Browser } from 'playwright-core'
import { IsNull } from 'typeorm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ReadingTable } from '#core/metering/metering.table.ts'
import { ReceiptTable } from '#core/payments/payment.table.ts'
import { StaffTable } from '#core/staff/staff.table.ts'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'
import { addMoney, type TownMoney } from './money.ts'
import { deadWork, manyReceipts, runningRun, viewedRun } from './pretendedOffice.ts'

/** Log-ins, reference numbers, an outage’s number, and what technicians are told: nobody can put them into Chinese. */
const technical = /li\.na|wang\.fang|sun\.li|says “(admin|li|ECONNREFUSED|connect|TS”|[A-F]{2,}”)/

describe('The office’s pages of the console', () => {
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

  const pages = () => {
    const account = `/accounts/${town.home.account.id}`
    return [
      { name: 'account-bills', path: `${account}?tab=bills`, shows: '抄表' },
      { name: 'account-water', path: `${account}?tab=water`, shows: '每次抄表的用水量' },
      { name: 'account-readings', path: `${account}?tab=water&show=table`, shows: '待审核' },
      { name: 'account-receipts', path: `${account}?tab=receipts`, shows: money.newest.number },
      { name: 'account-contacts', path: `${account}?tab=contacts`, shows: '单元门口地面往外冒水' },
      { name: 'account-workorders', path: `${account}?tab=workorders`, shows: town.workOrder.number },
      { name: 'account-outages', path: `${account}?tab=outages`, shows: '滨河新城三期' },
      { name: 'account-empty', path: `/accounts/${money.other.account.id}?tab=receipts`, shows: '还没有缴过费' },
      { name: 'receipts', path: '/receipts', shows: '合计 2 笔 ¥30.50' },
      { name: 'receipts-none', path: '/receipts?least=5000', shows: '没有符合条件的收款' },
      { name: 'receipt', path: `/receipts/${money.newest.id}`, shows: '销账明细' },
      { name: 'partner-days', path: '/receipts/partner-days', shows: '不一致' },
      { name: 'billing-runs', path: '/billing-runs', shows: '发起开账' },
      { name: 'reviews', path: '/reviews', shows: '低于上次读数' },
      { name: 'staff', path: '/staff', shows: '王芳' },
      { name: 'roles', path: '/staff/roles', shows: '冲正收款' },
      { name: 'audit', path: '/audit', shows: '登录' },
      { name: 'audit-account', path: `/audit?account=${town.home.account.number}`, shows: '收款入账' },
      { name: 'outbox', path: '/outbox', shows: '没有失败的任务' },
    ]
  }

  async function enter(screen: { width: number; height: number }, login = 'admin'): Promise<Desk> {
    const desk = await openDesk(browser, town.hub.url, screen)
    await desk.logIn(login, housePassword)
    await desk.page.getByRole('navigation').waitFor()
    return desk
  }
  const faultsOf = async (desk: Desk, name: string) =>
    (await desk.faults()).filter((fault) => !technical.test(fault)).map((fault) => `${name}: ${fault}`)

  it.each(Object.entries(deskScreens))(
    'show what they have, whole and in Chinese, on the %s screen',
    async (way, screen) => {
      const desk = await enter(screen)
      const faults: string[] = []
      for (const { name, path, shows } of pages()) {
        await desk.visit(path)
        try {
          await desk.page.getByRole('main').getByText(shows).filter({ visible: true }).first().waitFor()
        } catch {
          faults.push(`${name}: does not show ${shows}`)
        }
        await desk.shoot(`${way}-${name}`)
        faults.push(...(await faultsOf(desk, name)))
      }
      expect(faults).toEqual([])
      expect(desk.complaints).toEqual([])
      await desk.close()
    },
  )

  it('hold long lists, and what goes on', async () => {
    const desk = await enter(deskScreens.old)
    const faults: string[] = []
    const look = async (name: string, path: string, shows: string) => {
      await desk.visit(path)
      await desk.page.getByRole('main').getByText(shows).first().waitFor()
      await desk.shoot(`many-${name}`)
      faults.push(...(await faultsOf(desk, name)))
    }
    await desk.pretend('/api/staff/receipts', manyReceipts())
    await look('receipts', '/receipts', '已显示最近 50 条')
    await desk.pretend('/api/staff/outbox/dead', deadWork())
    await look('outbox', '/outbox', '全部重试')
    const run = runningRun()
    await desk.pretend('/api/staff/billing-runs', [run])
    await look('billing-runs', '/billing-runs', '42%')
    await desk.pretend(`/api/staff/billing-runs/${run.id}`, viewedRun(run))
    await look('billing-run', `/billing-runs/${run.id}`, '正在开账')
    await desk.visit(`/accounts/${town.home.account.id}?tab=bills`)
    await desk.page.getByText('2020-01-01 至').click()
    await desk.page.getByText('基本水费').first().waitFor()
    await desk.shoot('account-tiers')
    faults.push(...(await faultsOf(desk, 'tiers')))
    expect(faults).toEqual([])
    await desk.close()
  })

  it('say what to do when the hub fails, and who may not see them is told', async () => {
    const problem = { code: 'request.failed', detail: '系统内部错误，请稍后再试', requestId: '0a1b2c3d-4e5f' }
    const desk = await enter(deskScreens.old)
    for (const [route, path] of [
      ['/api/staff/receipts', '/receipts'],
      ['/api/staff/partner-days', '/receipts/partner-days'],
      ['/api/staff/billing-runs', '/billing-runs'],
      ['/api/staff/readings/reviews', '/reviews'],
      ['/api/staff/staff', '/staff'],
      ['/api/staff/roles', '/staff/roles'],
      ['/api/staff/audit', '/audit'],
      ['/api/staff/outbox/dead', '/outbox'],
    ] as const) {
      await desk.pretend(route, problem, 500)
      await desk.visit(path)
      await desk.page.getByText('参考编号 0A1B2C3D').first().waitFor()
      await desk.page.getByRole('button', { name: '重试' }).first().waitFor()
    }
    await desk.shoot('office-refused')
    await desk.close()

    const editor = await enter(deskScreens.old, 'sun.li')
    const told: string[] = []
    for (const { path } of pages()) {
      await editor.visit(path)
      told.push(await editor.page.getByRole('main').innerText())
    }
    expect(told.filter((text) => !text.includes('您没有查看此页的权限'))).toEqual([])
    await editor.close()
  })

  it('take a receipt back, the newest first, for a reason', async () => {
    const desk = await enter(deskScreens.old)
    const { page } = desk
    const reverse = async (number: string, amount: string) => {
      await page.getByRole('button', { name: '冲正这笔收款' }).click()
      const asking = page.getByRole('dialog', { name: `冲正收据 ${number}` })
      await asking.getByLabel('冲正原因').fill('收错户号')
      await asking.getByRole('button', { name: `冲正 ${amount}` }).click()
      return asking
    }
    await desk.visit(`/receipts/${money.earlier.id}`)
    const refused = await reverse(money.earlier.number, '¥10.00')
    await refused.getByText('请先冲正较新的收款').waitFor()
    await refused.getByText(`较新的收据：${money.newest.number}`).waitFor()
    await desk.shoot('receipt-refused')
    expect(await faultsOf(desk, 'refused')).toEqual([])
    await desk.visit(`/receipts/${money.newest.id}`)
    await reverse(money.newest.number, '¥20.50')
    await page.getByText('冲正，原因：收错户号').waitFor()
    expect(await page.getByRole('button', { name: '冲正这笔收款' }).count()).toBe(0)
    const rows = await town.database.read.findBy(ReceiptTable, { accountId: town.home.account.id })
    expect(rows.filter(({ reversedAt }) => reversedAt !== null).map(({ id }) => id)).toEqual([money.newest.id])
    await desk.close()
  })

  it('bill a route after showing what there is to bill, and show how far that is', async () => {
    const desk = await enter(deskScreens.old)
    const { page } = desk
    await desk.visit('/billing-runs')
    await page.getByLabel('开账范围').click()
    await page.getByTitle('0102 兴华路西段').click()
    await page.getByText('1 户').first().waitFor()
    await desk.shoot('billing-run-preview')
    await page.getByRole('button', { name: '开始开账' }).click()
    const asking = page.getByRole('dialog')
    await asking.getByText('开账：表册 0102 兴华路西段').waitFor()
    await desk.shoot('billing-run-asking')
    await asking.getByRole('button', { name: '为 1 户开账' }).click()
    await page.getByText('开出 1 张账单').waitFor()
    await desk.shoot('billing-run-done')
    expect(await faultsOf(desk, 'done')).toEqual([])
    await desk.close()
  })

  it('correct a reading that was below the last one', async () => {
    const desk = await enter(deskScreens.old)
    const { page } = desk
    await desk.visit('/reviews')
    const row = page.getByRole('row').filter({ hasText: town.home.account.number })
    await row.getByRole('button', { name: '更正' }).click()
    const asking = page.getByRole('dialog')
    await asking.getByLabel('正确读数（吨）').fill('40.5')
    await desk.shoot('review-correct')
    await asking.getByRole('button', { name: '更正读数' }).click()
    await page.getByText('没有待审核的读数').waitFor()
    const readings = await town.database.read.findBy(ReadingTable, { meterId: town.home.meter.id, billId: IsNull() })
    expect(readings.map(({ state, register }) => [state, register]).toSorted()).toEqual([
      ['accepted', 40_500],
      ['rejected', 9_000],
    ])
    await desk.close()
  })

  it('take somebody on with a role, let them in no more, and in again', async () => {
    const desk = await enter(deskScreens.old)
    const { page } = desk
    await desk.visit('/staff')
    await page.getByRole('button', { name: '新增员工' }).click()
    const asking = page.getByRole('dialog')
    await asking.getByLabel('工号').fill('zhao.min')
    await asking.getByLabel('姓名').fill('赵敏')
    await asking.getByLabel('部门', { exact: true }).click()
    await page.getByTitle('供水公司').first().click()
    await asking.getByLabel('初始密码').fill('nine rivers meet')
    await asking.getByRole('button', { name: '添加角色' }).click()
    await asking.getByLabel('角色 1', { exact: true }).click()
    await page.getByTitle('营业收费').click()
    await desk.shoot('staff-new')
    await asking.getByRole('button', { name: '新增', exact: true }).click()
    const row = page.getByRole('row').filter({ hasText: '赵敏' })
    await row.getByText('营业收费 · 供水公司').waitFor()
    await row.getByRole('button', { name: '停用' }).click()
    await page.getByRole('dialog', { name: '停用 赵敏' }).getByRole('button', { name: '停用 赵敏' }).click()
    await row.waitFor({ state: 'detached' })
    await desk.visit('/staff?state=disabled')
    await page.getByRole('row').filter({ hasText: '赵敏' }).getByText('已停用').waitFor()
    const { disabledAt } = await town.database.read.findOneByOrFail(StaffTable, { login: 'zhao.min' })
    expect(disabledAt).not.toBeNull()
    await page.getByRole('row').filter({ hasText: '赵敏' }).getByRole('button', { name: '恢复' }).click()
    const back = page.getByRole('dialog', { name: '恢复 赵敏' })
    await back.getByText('营业收费').waitFor()
    await back.getByLabel('新密码').fill('ten rivers meet')
    await desk.shoot('staff-enable')
    await back.getByRole('button', { name: '恢复 赵敏' }).click()
    await desk.visit('/staff?q=zhao.min')
    await page.getByRole('row').filter({ hasText: '赵敏' }).getByText('待改密码').waitFor()
    const enabled = await town.database.read.findOneByOrFail(StaffTable, { login: 'zhao.min' })
    expect(enabled.disabledAt).toBeNull()
    await desk.close()
  })
})
