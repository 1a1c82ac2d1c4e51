import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueBill } from '#core/billing/issueBill.ts'
import { system } from '#core/kernel/actor.ts'
import { addDays, dateOf, startOf } from '#core/kernel/businessDate.ts'
import { systemClock } from '#core/kernel/clock.ts'
import { decimalYuan, fen, yuan } from '#core/kernel/fen.ts'
import { StaffTable } from '#core/staff/staff.table.ts'
import { addAcceptedReading, createHousehold, type Household } from '../household.ts'
import { staffCaller, staffCookieFor } from '../hub/callers.ts'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'

const receipts = '**/api/staff/receipts'

describe('The counter', () => {
  let browser: Browser
  let town: ConsoleTown
  let admin: ReturnType<typeof staffCaller>

  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(false), openConsoleTown()])
    const { hub, database, home } = town
    admin = staffCaller(hub.url, await staffCookieFor(hub.url, 'admin', housePassword))
    const { staffId } = await hub.house.hire('qian.jun', hub.house.root.id, ['cashier'])
    await database.transaction((tx) => tx.update(StaffTable, { id: staffId }, { name: '钱军' }))
    const readOn = addDays(dateOf(systemClock()), -5)
    await database.transaction((tx) => addAcceptedReading(tx, home.meter, { readOn, register: 30_000, volume: 5_500 }))
    await issueBill({ database, clock: () => startOf(readOn) }, system('test'), home.account.id)
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })

  async function enter(login = 'qian.jun', screen: (typeof deskScreens)[keyof typeof deskScreens] = deskScreens.old) {
    const desk = await openDesk(browser, town.hub.url, screen)
    await desk.page.addInitScript('window.print = () => { window.printed = (window.printed ?? 0) + 1 }')
    await desk.logIn(login, housePassword)
    await desk.page.getByRole('navigation').waitFor()
    return desk
  }
  async function goTo(desk: Desk, { account, customer }: Household) {
    await desk.visit(`/accounts/${account.id}`)
    await desk.page.getByRole('heading', { name: customer.name }).waitFor()
  }
  async function goToCounter(desk: Desk, household: Household) {
    await goTo(desk, household)
    await desk.page.getByRole('button', { name: '柜台收款', exact: true }).click()
    return desk.page.getByRole('dialog')
  }
  const debtOf = ({ account }: Household) =>
    admin('GET /api/staff/accounts/:accountId/debt', { params: { accountId: account.id } })
  const receiptsOf = ({ account }: Household) =>
    admin('GET /api/staff/accounts/:accountId/receipts', { params: { accountId: account.id } })
  /** Once it has come in and is not moving any more. */
  const settle = (page: Page) => page.locator('.ant-zoom-appear, .ant-zoom-enter').waitFor({ state: 'detached' })

  it('takes a part, the late fee of the oldest bill first, and then more than is owed', async () => {
    const { home } = town
    const before = await debtOf(home)
    const [oldest] = before.bills
    expect(before.bills).toHaveLength(2)
    expect(oldest?.lateFee).toBeGreaterThan(0)
    const desk = await enter()
    const { page } = desk
    const faults: string[] = []
    const look = async (name: string) => {
      await settle(page)
      await desk.shoot(`counter-${name}`)
      faults.push(...(await desk.faults()).map((fault) => `${name}: ${fault}`))
    }

    const dialog = await goToCounter(desk, home)
    await dialog.getByText(`应收 ${yuan(before.total)}`).waitFor()
    const field = dialog.getByLabel('收款金额（元）')
    expect(await field.inputValue()).toBe(decimalYuan(before.total))
    await dialog.getByText('付清 2 张账单').waitFor()
    await field.fill('20')
    await dialog.getByText(`收后此户共欠 ${yuan(fen(before.total - 2_000))}`).waitFor()
    await look('amount')
    await page.keyboard.down('Enter')
    await dialog.getByText(`向 ${home.customer.name}（户号 ${home.account.number}）收款 ¥20.00`).waitFor()
    // Who holds the key down has not said yes to what came up.
    await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    expect(await receiptsOf(home)).toEqual([])
    await look('asking')
    await page.keyboard.press('Enter')
    const slip = dialog.getByRole('region', { name: '收据' })
    await slip.getByRole('list', { name: '付的账单' }).waitFor()
    const [part] = await receiptsOf(home)
    expect(part).toMatchObject({ amount: 2_000, toLateFees: oldest?.lateFee, toPrepayment: 0, channel: 'counter' })
    await slip.getByText(part?.number ?? '').waitFor()
    await slip.getByText('钱军').waitFor()
    await look('receipt')
    await dialog.getByRole('button', { name: '打印收据' }).click()
    expect(await page.evaluate('window.printed')).toBe(1)
    await page.emulateMedia({ media: 'print' })
    // The dialog around it is hidden, so that it has no role there.
    expect(await page.locator('.slip dl').isVisible()).toBe(true)
    expect(await page.locator('nav').first().isVisible()).toBe(false)
    expect(await page.getByText('已入账，收据').isVisible()).toBe(false)
    await desk.shoot('counter-print')
    await page.emulateMedia({ media: 'screen' })
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    const owed = (await debtOf(home)).total
    await page
      .getByText(`欠费 ${yuan(owed)}`)
      .first()
      .waitFor()

    await page.getByRole('button', { name: '柜台收款' }).click()
    await dialog.getByText(`应收 ${yuan(owed)}`).waitFor()
    await field.fill(decimalYuan(fen(owed + 5_000)))
    await dialog.getByText('¥50.00 转入预存').waitFor()
    // The second click is not one of the question that comes up under it.
    await dialog.getByRole('button', { name: '下一步' }).dblclick()
    const confirm = dialog.getByRole('button', { name: `确认收款 ${yuan(fen(owed + 5_000))}` })
    await confirm.waitFor()
    expect(await receiptsOf(home)).toHaveLength(1)
    await confirm.dblclick()
    await slip.waitFor()
    const both = await receiptsOf(home)
    expect(both.map(({ amount, toPrepayment }) => [amount, toPrepayment])).toEqual([
      [owed + 5_000, 5_000],
      [2_000, 0],
    ])
    await dialog.getByRole('button', { name: '完成' }).click()
    await page.getByText('没有欠费').waitFor()
    await page.getByRole('cell', { name: '¥50.00' }).first().waitFor()
    await page.getByRole('tab', { name: '缴费' }).click()
    await page.getByRole('link', { name: both[0]?.number ?? '' }).waitFor()
    await look('account')
    expect(faults).toEqual([])
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('says what is wrong with an amount, and asks for another', async () => {
    const desk = await enter()
    const { page } = desk
    let sent = 0
    await page.route(receipts, (route) => {
      if (route.request().method() === 'POST') sent++
      return route.continue()
    })
    const other = await createHousehold(town.database)
    const dialog = await goToCounter(desk, other)
    await dialog.getByText('没有欠费').waitFor()
    const field = dialog.getByLabel('收款金额（元）')
    for (const [typed, words] of [
      ['', '请填写收款金额'],
      ['0', '收款金额要大于零'],
      ['-3', '收款金额要大于零'],
      ['二十', '请用数字填写金额'],
      ['1.234', '金额最多到分'],
      ['1000000.01', '一次最多收 1,000,000 元'],
    ] as const) {
      await field.fill(typed)
      await page.keyboard.press('Enter')
      await dialog.getByText(words).waitFor()
    }
    await settle(page)
    await desk.shoot('counter-wrong')
    expect(await desk.faults()).toEqual([])
    await field.fill('30')
    await dialog.getByText('全部 ¥30.00 转入预存').waitFor()
    await dialog.getByRole('button', { name: '下一步' }).click()
    await dialog.getByRole('button', { name: '返回修改' }).click()
    expect(await field.inputValue()).toBe('30')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(sent).toBe(0)
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('books once when the answer was lost, however often one tries', async () => {
    const desk = await enter()
    const { page } = desk
    const other = await createHousehold(town.database)
    const serials: unknown[] = []
    await page.route(receipts, async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      serials.push((route.request().postDataJSON() as { serial: unknown }).serial)
      // It arrives, and the answer does not.
      if (serials.length > 2) return route.continue()
      await route.fetch()
      await route.abort()
    })
    const dialog = await goToCounter(desk, other)
    await dialog.getByLabel('收款金额（元）').fill('66.60')
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: '确认收款 ¥66.60' }).click()
    await dialog.getByText('不能确定是否入账，重试不会重复收款').waitFor()
    await settle(page)
    await desk.shoot('counter-lost')
    expect(await desk.faults()).toEqual([])
    expect(await receiptsOf(other)).toHaveLength(1)
    await dialog.getByRole('button', { name: '重试 ¥66.60' }).click()
    await expect.poll(() => serials.length).toBe(2)
    await dialog.getByText('连不上服务器').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    // It is not forgotten by who closes the dialog, or loads the page anew.
    await page.reload()
    await page.getByRole('button', { name: '柜台收款：上一笔待确认' }).click()
    await dialog.getByText('不能确定是否入账').waitFor()
    await dialog.getByRole('button', { name: '重试 ¥66.60' }).click()
    const booked = await receiptsOf(other)
    expect(booked).toMatchObject([{ amount: 6_660, toPrepayment: 6_660 }])
    await dialog
      .getByRole('region', { name: '收据' })
      .getByText(booked[0]?.number ?? '')
      .waitFor()
    expect(serials).toEqual([serials[0], serials[0], serials[0]])
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '柜台收款', exact: true }).waitFor()
    await page.getByRole('cell', { name: '¥66.60' }).first().waitFor()
    await desk.close()
  })

  it('says when it does not know what is owed, and asks again', async () => {
    const desk = await enter()
    const { page } = desk
    const debt = `/api/staff/accounts/${town.home.account.id}/debt`
    await desk.pretend(debt, { detail: '系统忙，请稍后再试' }, 500)
    const dialog = await goToCounter(desk, town.home)
    await dialog.getByText('系统忙，请稍后再试').waitFor()
    expect(await dialog.getByRole('button', { name: '下一步' }).isDisabled()).toBe(true)
    await page.unrouteAll()
    await dialog.getByRole('button', { name: '重试' }).click()
    await dialog.getByLabel('收款金额（元）').waitFor()
    await desk.close()
  })

  it('is not there for who may not take money', async () => {
    const desk = await enter('li.na')
    await goTo(desk, town.home)
    await desk.page.getByText(/欠费/).first().waitFor()
    expect(await desk.page.getByRole('button', { name: /柜台收款/ }).count()).toBe(0)
    await desk.close()
  })
})
