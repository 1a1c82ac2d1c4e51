import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openChromium, openPhone, type Phone, screens, screenshots } from '../browser/phone.ts'
import { type Desk, deskScreens, openDesk } from '../console/desk.ts'
import { staffCaller, staffCookieFor } from '../hub/callers.ts'
import { housePassword } from '../staffHouse.ts'
import { phoneJpeg, png } from '../uploads/photos.ts'
import { logInCrew, takePhotos } from './crewTown.ts'
import { type LeakTown, levels, openLeakTown } from './leakTown.ts'
import { logIn, look as lookAt } from './residentPhone.ts'
import { bind } from './residentTown.ts'

const resident = 'wang-01'
const description = '单元门口的井盖边上往外冒水，从早上六点开始'
const result = '更换了楼前 DN100 阀门的密封圈，已不漏'
/** As wide as nothing else is, so that it is known again. */
const photo = (name: string, width: number) => ({ name, mimeType: 'image/png', buffer: png({ width }) })
const followUp = '电话回访：用户说水已止住，满意'

/** The tests are the story’s chapters, in sequence. */
describe('A leak, from the photo until it was rated', { timeout: 120_000 }, () => {
  let browser: Browser
  let town: LeakTown
  let phone: Phone
  let agent: Desk
  let crew: Phone
  let order: { id: string; number: string }

  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openChromium(), openLeakTown()])
    await bind(town.hub, resident, town.home)
    phone = await openPhone(browser, town.hub.url, screens.usual)
    agent = await openDesk(browser, town.hub.url, deskScreens.old)
    await agent.logIn('li.na', housePassword)
    await agent.page.getByRole('navigation').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await town?.close()
  })

  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    const pages = { phone, agent, crew: crew as Phone | undefined }
    for (const [who, at] of Object.entries(pages))
      await at?.page.screenshot({ path: join(screenshots, `one-leak-failed-${who}.png`) })
  })

  const look = (of: Phone, what: string) => lookAt(of, `one-leak-${what}`)
  async function choose(page: Page, label: string, option: string) {
    await page.getByRole('combobox', { name: label }).click()
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText(option).click()
  }
  /** What the hub has of it. */
  async function known() {
    const call = staffCaller(town.hub.url, await staffCookieFor(town.hub.url, 'li.na', housePassword))
    return call('GET /api/staff/work-orders/:workOrderId', { params: { workOrderId: order.id } })
  }
  const timeline = () => agent.page.getByRole('region', { name: '经过' })
  const widthsOf = (page: Page) =>
    page.evaluate(
      "[...document.querySelectorAll('.taro_page:last-child .photos img')].map((one) => one.naturalWidth)",
    ) as Promise<number[]>
  /** Photos of the page that have come, by their names: how wide each is. */
  const photosOf = (page: Page, label: string) =>
    page.evaluate(
      `[...document.querySelectorAll('img')].filter((one) => one.alt.startsWith('${label}')).map((one) => one.naturalWidth)`,
    ) as Promise<number[]>

  it('is reported in the app, with a photo', async () => {
    await agent.visit('/workorders')
    await agent.page.getByText('没有符合条件的工单').waitFor()
    await logIn(phone, resident)
    await phone.press('to-report')
    await phone.page.getByRole('button', { name: '漏水爆管' }).click()
    await phone.page.getByRole('button', { name: town.home.account.premises }).click()
    await phone.fill('description', description)
    const choosing = phone.page.waitForEvent('filechooser')
    await phone.press('add-photo')
    await (await choosing).setFiles({ name: 'p.jpg', mimeType: 'image/jpeg', buffer: phoneJpeg() })
    await phone.page.getByRole('button', { name: '去掉照片 1' }).waitFor()
    await phone.fill('phone', town.home.customer.phone)
    await phone.press('send')
    await phone.sees('已经收到您的报修')
    await phone.sees(/138\*{4}\d{4}/)
    expect(await phone.text()).toContain(description)
    await look(phone, '01-reported')
  })

  it('comes up at the console by itself, and is dispatched down to somebody of a crew', async () => {
    const { page } = agent
    const [centre, department, team] = levels
    const row = page.getByRole('row').filter({ hasText: description })
    await row.waitFor()
    await row.getByRole('link').click()
    await timeline().getByRole('figure', { name: '报修照片' }).getByRole('img').waitFor()
    await expect.poll(() => photosOf(page, '报修照片'), { timeout: 30_000 }).toEqual([expect.any(Number)])
    const number = (await page.locator('h2.who .figures').innerText()).trim()
    order = { id: page.url().split('/').at(-1) ?? '', number }
    await page.getByRole('button', { name: '派单' }).click()
    const dialog = page.getByRole('dialog')
    await choose(page, '服务中心', centre)
    await choose(page, '部门', department)
    await choose(page, '班组', team)
    await choose(page, '指定处理人', '周磊')
    await dialog.getByLabel('派单说明').fill('先关阀，再开挖')
    await dialog.getByRole('button', { name: `派给 ${team}` }).click()
    await timeline().getByText(`李娜 → ${team} 周磊`).waitFor()
    await dialog.waitFor({ state: 'detached' })
    await agent.shoot('one-leak-02-dispatched')
  })

  it('is mended by the crew, who take photos before and after', async () => {
    crew = await openPhone(browser, town.hub.url, screens.usual)
    await logInCrew(crew, town.hub, 'zhou.lei', housePassword)
    await crew.sees('我的工单')
    await crew.pressWords('漏水爆管')
    await crew.sees(description)
    await crew.sees('先关阀，再开挖')
    await look(crew, '03-crew-order')
    await crew.press('accept')
    await crew.sees('处理中')
    // Whoever has the page open at the console sees it.
    await agent.page.getByRole('button', { name: '改派' }).waitFor()
    await timeline().getByText('接单', { exact: true }).waitFor()
    await takePhotos(crew, 'before', photo('before.png', 12))
    await crew.page.getByLabel('去掉处理前照片 1').waitFor()
    await takePhotos(crew, 'after', photo('after.png', 14))
    await crew.page.getByLabel('去掉处理后照片 1').waitFor()
    await crew.fill('result', result)
    await look(crew, '04-crew-report')
    await crew.press('finish')
    await crew.sees('已完工')
    await expect.poll(async () => (await known()).state, { timeout: 45_000 }).toBe('finished')
  })

  it('is closed by the agent, who sees what was done and has rung the resident', async () => {
    const { page } = agent
    // The page has been open since the dispatch.
    await page.getByText('待回访', { exact: true }).waitFor()
    await timeline().getByText(result).waitFor()
    // Photos come when they are looked at.
    await timeline().getByRole('figure', { name: '处理前照片' }).scrollIntoViewIfNeeded()
    await expect.poll(() => photosOf(page, '处理前照片'), { timeout: 30_000 }).toEqual([12])
    await timeline().getByRole('figure', { name: '处理后照片' }).scrollIntoViewIfNeeded()
    await expect.poll(() => photosOf(page, '处理后照片'), { timeout: 30_000 }).toEqual([14])
    await page.getByRole('button', { name: '回访办结' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('回访情况').fill(followUp)
    await dialog.getByRole('button', { name: '办结', exact: true }).click()
    await page.getByText('已办结', { exact: true }).waitFor()
    await dialog.waitFor({ state: 'detached' })
    await agent.shoot('one-leak-05-closed')
  })

  it('is seen by the resident as it is now, after three notices, and rated', async () => {
    await phone.visit('home')
    await phone.sees('3 条未读')
    await phone.press('to-notices')
    for (const notice of ['工单已派出', '工单处理中', '工单已处理']) await phone.sees(notice)
    await look(phone, '06-notices')
    await phone.pressWords('工单已处理')
    await phone.sees(`处理结果：${result}`)
    await phone.sees('处理前的照片')
    await phone.sees('处理后的照片')
    await expect.poll(() => widthsOf(phone.page), { timeout: 30_000 }).toEqual(expect.arrayContaining([12, 14]))
    await look(phone, '07-mended')
    await phone.press('stars-5')
    await phone.fill('rating', '来得很快')
    await phone.press('rate')
    await phone.sees('5 颗星：来得很快')
    await look(phone, '08-rated')
  })

  it('is complete at the console: the rating, and who did what when', async () => {
    const { page } = agent
    await page.getByText('5 星：来得很快').waitFor()
    const acts = timeline().getByRole('listitem').locator('.channel')
    expect(await acts.allInnerTexts()).toEqual(['受理', '派单', '接单', '处理完成', '回访办结', '评价'])
    await agent.shoot('one-leak-09-complete')
    const { steps, photos } = await known()
    expect(steps.map(({ by, act, state, actorName }) => [by, act, state, actorName])).toEqual([
      ['resident', 'report', 'reported', null],
      ['staff', 'dispatch', 'dispatched', '李娜'],
      ['staff', 'accept', 'accepted', '周磊'],
      ['staff', 'finish', 'finished', '周磊'],
      ['staff', 'close', 'closed', '李娜'],
      ['resident', 'rate', 'closed', null],
    ])
    expect(steps.find(({ act }) => act === 'close')?.note).toBe(followUp)
    const times = steps.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((one, other) => one - other))
    expect(photos.map(({ purpose }) => purpose).toSorted()).toEqual(['before', 'report', 'result'])
    expect([...agent.complaints, ...phone.complaints, ...crew.complaints]).toEqual([])
  })
})
