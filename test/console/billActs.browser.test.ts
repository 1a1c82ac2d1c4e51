import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BillTable } from '#core/billing/billing.table.ts'
import { addDays, dateOf } from '#core/kernel/businessDate.ts'
import { systemClock } from '#core/kernel/clock.ts'
import { fen, yuan } from '#core/kernel/fen.ts'
import { StaffTable } from '#core/staff/staff.table.ts'
import { addAcceptedReading, type Household } from '../household.ts'
import { staffCaller, staffCookieFor } from '../hub/callers.ts'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'

const people = [
  ['qian.jun', '钱军', 'cashier'],
  ['zhao.min', '赵敏', 'accountant'],
] as const

/** Pieces of the number that a refusal is found by. */
const reference = /^says “[A-F]{2,8}”$/

describe('By hand', () => {
  let browser: Browser
  let town: ConsoleTown
  let admin: ReturnType<typeof staffCaller>
  let cashier: ReturnType<typeof staffCaller>

  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(false), openConsoleTown()])
    const { hub, database } = town
    for (const [login, name, role] of people) {
      const { staffId } = await hub.house.hire(login, hub.house.root.id, [role])
      await database.transaction((tx) => tx.update(StaffTable, { id: staffId }, { name }))
    }
    admin = staffCaller(hub.url, await staffCookieFor(hub.url, 'admin', housePassword))
    cashier = staffCaller(hub.url, await staffCookieFor(hub.url, 'qian.jun', housePassword))
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })

  async function enter(login: string): Promise<Desk> {
    const desk = await openDesk(browser, town.hub.url, deskScreens.old)
    await desk.logIn(login, housePassword)
    await desk.page.getByRole('navigation').waitFor()
    return desk
  }
  async function goToBills(desk: Desk, { account, customer }: Household) {
    await desk.visit(`/accounts/${account.id}?tab=bills`)
    await desk.page.getByRole('heading', { name: customer.name }).waitFor()
    await desk.page.getByRole('table', { name: '账单' }).waitFor()
  }
  /** Once the dialog has come in, or gone, and is not moving any more. */
  async function look(desk: Desk, name: string) {
    await desk.page.locator('.ant-zoom-appear, .ant-zoom-enter, .ant-zoom-leave').waitFor({ state: 'detached' })
    await desk.shoot(`by-hand-${name}`)
    expect(
      (await desk.faults()).filter((fault) => !reference.test(fault)),
      name,
    ).toEqual([])
  }
  const dialogOf = (page: Page) => page.getByRole('dialog')
  const params = () => ({ accountId: town.home.account.id })
  const bills = () => admin('GET /api/staff/accounts/:accountId/bills', { params: params() })
  const debt = () => admin('GET /api/staff/accounts/:accountId/debt', { params: params() })

  it('a late fee is waived by two people, neither of whom may do it alone', async () => {
    const [bill] = (await debt()).bills
    const before = bill?.lateFee ?? fen(0)
    expect(before).toBeGreaterThan(0)
    const asking = await enter('qian.jun')
    await goToBills(asking, town.home)
    expect(await asking.page.getByRole('button', { name: /作废|补收账单|单户出账/ }).count()).toBe(0)
    await asking.page.getByRole('button', { name: '申请减免' }).click()
    const form = dialogOf(asking.page)
    await form.getByText(`到今天的违约金是 ${yuan(before)}`).waitFor()
    await form.getByText('按比例').click()
    await form.getByRole('button', { name: '提交申请' }).click()
    await form.getByText('请填写减免比例').waitFor()
    await form.getByLabel('减免比例').fill('50')
    await form.getByLabel('减免原因').fill('住院，子女代缴')
    await form.getByText('请填写减免比例').waitFor({ state: 'detached' })
    await look(asking, 'waive')
    await form.getByRole('button', { name: '提交申请' }).dblclick()
    await asking.page.getByText('已提交减免申请，由他人审批后生效').waitFor()
    await form.waitFor({ state: 'detached' })
    expect((await debt()).lateFee).toBe(before)
    await asking.visit('/waivers')
    await asking.page.getByText('您没有查看此页的权限').waitFor()
    expect(asking.complaints).toEqual([])
    await asking.close()

    const request = (caller: typeof admin, ppm: number, reason: string) =>
      caller('POST /api/staff/bills/:billId/waivers', {
        params: { billId: bill?.billId ?? '' },
        body: { waiver: { kind: 'byRatio', ppm }, reason },
      })
    const overtaken = await request(cashier, 1_000_000, '已有人处理')
    await request(admin, 100_000, '自己申请')
    const deciding = await enter('zhao.min')
    const { page } = deciding
    await page.getByRole('link', { name: '减免审批' }).click()
    const rowOf = (words: string) => page.getByRole('row').filter({ hasText: words })
    await rowOf('住院，子女代缴').getByText('减免 50%').waitFor()
    expect(await rowOf('住院，子女代缴').count()).toBe(1)
    await look(deciding, 'waivers')

    await rowOf('已有人处理').getByRole('button', { name: '批准' }).click()
    const dialog = dialogOf(page)
    await dialog.getByText('钱军申请的原因：已有人处理').waitFor()
    await admin('POST /api/staff/waivers/:waiverId/decision', {
      params: { waiverId: overtaken.id },
      body: { approve: false },
    })
    await dialog.getByRole('button', { name: '批准，减到 ¥0.00' }).click()
    await dialog.getByText('这条减免申请已经处理').waitFor()
    await rowOf('已有人处理').waitFor({ state: 'detached' })
    await dialog.getByRole('button', { name: '暂不批准' }).click()
    await dialog.waitFor({ state: 'detached' })

    await rowOf('住院，子女代缴').getByRole('button', { name: '批准' }).click()
    await dialog.getByText(`违约金现为 ${yuan(before)}`).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(`已批准户号 ${town.home.account.number} 的减免申请`).waitFor()
    await rowOf('住院，子女代缴').waitFor({ state: 'detached' })
    const half = (await debt()).lateFee
    expect(half).toBeGreaterThan(0)
    expect(half).toBeLessThanOrEqual(before / 2)
    await page.getByRole('combobox', { name: '状态' }).click()
    await page.getByTitle('已驳回').click()
    await rowOf('已有人处理').getByText('管理员').waitFor()
    expect(new URL(page.url()).searchParams.get('state')).toBe('refused')
    await look(deciding, 'waivers-refused')
    expect(deciding.complaints).toEqual([])
    await deciding.close()

    const self = await enter('admin')
    await self.visit('/waivers')
    await self.page.getByRole('row').filter({ hasText: '自己申请' }).getByText('本人申请，由他人审批').waitFor()
    expect(await self.page.getByRole('button', { name: /批准|驳回/ }).count()).toBe(0)
    await self.close()
  })

  it('water without a reading, and readings outside a run, are billed once, and wrong bills are taken back', async () => {
    const desk = await enter('zhao.min')
    const { page } = desk
    const dialog = dialogOf(page)
    await goToBills(desk, town.home)
    expect(await page.getByRole('button', { name: '申请减免' }).count()).toBe(0)

    await page.getByRole('button', { name: '补收账单' }).click()
    const choose = async (from: string, to: string) => {
      await dialog.getByPlaceholder('开始日期').fill(from)
      await page.keyboard.press('Enter')
      await dialog.getByPlaceholder('结束日期').fill(to)
      await page.keyboard.press('Enter')
    }
    await choose('1990-01-01', '1990-02-01')
    await dialog.getByLabel('补收水量（吨）').fill('12.5')
    await dialog.getByLabel('说明').fill('水表停走，按上年同期估算')
    await dialog.getByRole('button', { name: '开出账单' }).click()
    await dialog.getByRole('alert').filter({ hasText: '水价' }).waitFor()
    await look(desk, 'extra-refused')
    await choose('2026-09-01', '2026-10-01')
    await dialog.getByRole('button', { name: '开出账单' }).dblclick()
    await page.getByText('已开出补收账单').waitFor()
    await dialog.waitFor({ state: 'detached' })
    const extra = (await bills()).filter(({ kind }) => kind === 'catchUp')
    expect(extra).toMatchObject([{ volume: 12_500, fromDate: '2026-09-01', toDate: '2026-10-01' }])
    await page.getByRole('cell', { name: '补收', exact: true }).waitFor()

    const today = dateOf(systemClock())
    const reading = { readOn: addDays(today, -5), register: 30_000, volume: 5_500 }
    await town.database.transaction((tx) => addAcceptedReading(tx, town.home.meter, reading))
    await page.getByRole('button', { name: '单户出账' }).click()
    await dialog.getByText('1 次').waitFor()
    await dialog.getByText('5.5 吨').waitFor()
    await dialog.getByRole('button', { name: '出账', exact: true }).click()
    await page.getByText(/已开出 .* 的账单/).waitFor()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '单户出账' }).click()
    await dialog.getByText('没有未开账的抄表').waitFor()
    await dialog.getByRole('button', { name: '出账', exact: true }).click()
    await dialog.getByText('没有可以开账的抄表记录').waitFor()
    await dialog.getByRole('button', { name: '暂不出账' }).click()
    await dialog.waitFor({ state: 'detached' })

    const readOut = (await bills()).filter(({ kind }) => kind === 'reading')
    const [newest, oldest] = readOut
    expect(readOut).toHaveLength(2)
    const period = (bill: typeof newest) => `${bill?.fromDate} 至 ${bill?.toDate}`
    const cancel = async (bill: typeof newest) => {
      await page
        .getByRole('row')
        .filter({ hasText: period(bill) })
        .getByRole('button', { name: '作废' })
        .click()
      await dialog.getByLabel('作废原因').fill('抄错户')
    }
    await cancel(oldest)
    await dialog.getByRole('button', { name: /^作废/ }).click()
    await dialog.getByText('请先作废较新的账单').waitFor()
    await dialog.getByText(`较新的账单：${period(newest)}`).waitFor()
    await look(desk, 'cancel-refused')
    expect(await bills()).toHaveLength(3)
    await dialog.getByRole('button', { name: '不作废' }).click()
    await dialog.waitFor({ state: 'detached' })
    await cancel(newest)
    await dialog.getByText('读数有误，一并否定').click()
    await dialog.getByRole('button', { name: /^作废/ }).click()
    await page.getByText(`已作废 ${period(newest)} 的账单`).waitFor()
    await page.getByRole('cell', { name: period(newest) }).waitFor({ state: 'detached' })
    const readings = await admin('GET /api/staff/accounts/:accountId/readings', { params: params() })
    expect(readings.find(({ readOn }) => readOn === reading.readOn)?.state).toBe('rejected')
    await look(desk, 'bills')
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('the books are proven again, and what differs is said', async () => {
    const desk = await enter('zhao.min')
    const { page } = desk
    await page.getByRole('link', { name: '总账核对' }).click()
    await page.getByText('账平：').waitFor()
    await page.getByRole('cell', { name: '应收水费' }).waitFor()
    const { database, home } = town
    const [bill] = await bills()
    const setFee = (feePaid: number) =>
      database.transaction((tx) => tx.update(BillTable, { id: bill?.id ?? '' }, { feePaid: fen(feePaid) }))
    await setFee((bill?.feePaid ?? 0) + 700)
    await page.getByRole('button', { name: '重新核对' }).click()
    await page.getByText('账不平：有 1 处不一致').waitFor()
    await page
      .getByRole('row', { name: /账单已缴对不上/ })
      .getByText('¥7.00', { exact: true })
      .waitFor()
    expect(await page.getByRole('link', { name: home.account.number }).getAttribute('href')).toContain(home.account.id)
    await look(desk, 'ledger-differs')
    await setFee(bill?.feePaid ?? 0)
    await page.getByRole('button', { name: '重新核对' }).click()
    await page.getByText('账平：').waitFor()
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('the search index is built anew by whoever publishes', async () => {
    const desk = await enter('sun.li')
    const { page } = desk
    const dialog = dialogOf(page)
    await desk.visit('/articles/edit')
    await page.getByRole('button', { name: '重建查找索引' }).click()
    await desk.pretend(
      '/api/staff/search-index/rebuild',
      { code: 'search.rebuildOvertaken', detail: '另一次重建索引已经开始，以它为准' },
      409,
    )
    await dialog.getByRole('button', { name: '重建', exact: true }).click()
    await dialog.getByText('另一次重建索引已经开始，以它为准').waitFor()
    await page.unrouteAll()
    await dialog.getByRole('button', { name: '重建', exact: true }).click()
    await dialog.getByText(/已重建，收入 [1-9]\d* 个条目/).waitFor()
    await look(desk, 'search-rebuilt')
    await dialog.getByRole('button', { name: '完成' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(desk.complaints).toEqual([])
    await desk.close()
    const writer = await enter('wang.fang')
    await writer.visit('/articles/edit')
    await writer.page.getByRole('link', { name: '新写条目' }).waitFor()
    expect(await writer.page.getByRole('button', { name: '重建查找索引' }).count()).toBe(0)
    await writer.close()
  })
})
