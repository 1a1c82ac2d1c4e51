import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { duration } from '#callcenter/console/format/moment.ts'
import { percent } from '#callcenter/console/format/words.ts'
import type { WorkOrderReportBy, WorkOrderReportLine } from '#core/contract/workOrderReports.ts'
import { workOrderKinds } from '#core/contract/workorders.ts'
import { newId } from '#core/kernel/id.ts'
import { staffCaller, staffCookieFor } from '../hub/callers.ts'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { counted, countTown } from './countedTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'
import { isDrawn, rowsOf } from './drawn.ts'
import { readSheet, type SheetValue } from './readSheet.ts'

const period = `from=${counted.from}&to=${counted.to}`
const bys: readonly WorkOrderReportBy[] = ['department', 'crew', 'kind', 'day', 'month']
const dayMs = 86_400_000
const patience = { timeout: 15_000 }

describe('The pages of reports', () => {
  let browser: Browser
  let town: ConsoleTown
  let units: Awaited<ReturnType<typeof countTown>>
  let admin: ReturnType<typeof staffCaller>

  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(false), openConsoleTown()])
    units = await countTown(town)
    await town.hub.house.hire('qian.jun', town.hub.house.root.id, ['cashier'])
    admin = staffCaller(town.hub.url, await staffCookieFor(town.hub.url, 'admin', housePassword))
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })

  async function enter(screen: { width: number; height: number } = deskScreens.old, login = 'admin'): Promise<Desk> {
    const desk = await openDesk(browser, town.hub.url, screen)
    await desk.logIn(login, housePassword)
    await desk.page.getByRole('navigation').waitFor()
    return desk
  }
  const faultsOf = async (desk: Desk, name: string) =>
    (await desk.faults()).filter((fault) => !/says “admin”/.test(fault)).map((fault) => `${name}: ${fault}`)
  /** Opens a page whose charts are drawn and whose table is there. */
  async function open({ page, visit }: Desk, path: string, table: string) {
    await visit(path)
    await page.locator(`main [aria-label="${table}"] tbody > tr.ant-table-row`).first().waitFor()
    await expect.poll(() => page.evaluate(isDrawn), patience).toBe(true)
  }
  const shown = ({ page }: Desk, table: string) => page.evaluate(rowsOf(table)) as Promise<string[][]>
  /** What whoever opens the file has, without its titles. */
  async function exported(
    { page }: Desk,
    nth = 0,
  ): Promise<{ name: string; titles: SheetValue[]; rows: SheetValue[][] }> {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出' }).nth(nth).click(),
    ])
    const [titles = [], ...rows] = readSheet(await readFile(await file.path()))
    return { name: file.suggestedFilename(), titles, rows }
  }

  it.each(Object.entries(deskScreens))('are whole and in Chinese on the %s screen', async (way, screen) => {
    const desk = await enter(screen)
    const faults: string[] = []
    for (const by of bys) {
      await open(desk, `/work-reports?${period}&by=${by}`, '工单统计')
      await desk.shoot(`${way}-work-reports-${by}`)
      faults.push(...(await faultsOf(desk, by)))
    }
    await open(desk, `/reports?${period}`, '话务员处理时长')
    await desk.shoot(`${way}-reports-calls`)
    await desk.page.getByText('话务员平均处理时长').scrollIntoViewIfNeeded()
    await desk.shoot(`${way}-reports-agents`)
    faults.push(...(await faultsOf(desk, 'calls')))
    expect(faults).toEqual([])
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  const figuresOf = (line: Omit<WorkOrderReportLine, 'of'>) => [
    line.name,
    ...[line.reported, line.finished, line.inTime, line.late, line.cancelled].map(String),
    percent(line.inTimePpm),
    line.averageFinishMs === null ? '—' : duration(line.averageFinishMs),
    String(line.rated),
    line.averageStarsE2 === null ? '—' : (line.averageStarsE2 / 100).toFixed(2),
    ...line.stars.map(String),
  ]
  const cellsOf = (line: Omit<WorkOrderReportLine, 'of'>): SheetValue[] => [
    line.name,
    line.reported,
    line.finished,
    line.inTime,
    line.late,
    line.cancelled,
    line.inTimePpm === null ? null : line.inTimePpm / 1_000_000,
    line.averageFinishMs === null ? null : line.averageFinishMs / dayMs,
    line.rated,
    line.averageStarsE2 === null ? null : line.averageStarsE2 / 100,
    ...line.stars,
  ]

  it('say of work orders what the hub counts, and a file of it says the same', async () => {
    const desk = await enter()
    const report = (by: WorkOrderReportBy) => admin('GET /api/staff/work-order-reports', { query: { ...counted, by } })
    // All of the week lies in one month: the hub itself says what everything comes to.
    const [month] = await report('month')
    if (!month) throw new Error('no month')
    expect(month).toMatchObject({ reported: 9, finished: 7, inTime: 5, late: 3, cancelled: 1, rated: 5 })
    for (const by of bys) {
      const lines = await report(by)
      const all = [...lines, { ...month, name: '合计' }]
      await open(desk, `/work-reports?${period}&by=${by}`, '工单统计')
      expect(await shown(desk, '工单统计'), by).toEqual(all.map(figuresOf))
      const { name, titles, rows } = await exported(desk)
      expect(name).toMatch(/^工单统计 2026-03-02 至 2026-03-08.*\.xlsx$/)
      expect(titles).toHaveLength(15)
      expect(rows, by).toEqual(all.map(cellsOf))
    }
    expect((await report('department')).map(({ name, reported }) => [name, reported])).toEqual(
      expect.arrayContaining([
        ['城东管网维护部', 6],
        ['城西管网维护部', 3],
      ]),
    )
    await desk.close()
  })

  it('are narrowed down, and lead to the work orders', async () => {
    const desk = await enter()
    const { page } = desk
    await open(desk, `/work-reports?${period}`, '工单统计')
    await page.getByRole('combobox', { name: '类别' }).click()
    await page.getByTitle(workOrderKinds.leak).click()
    await page.keyboard.press('Escape')
    await page.waitForURL(/kind=leak/)
    const leaks = await admin('GET /api/staff/work-order-reports', {
      query: { ...counted, by: 'department', kind: ['leak'], unitId: units.eastId },
    })
    expect(leaks).toMatchObject([{ name: '城东管网维护部', reported: 4, inTime: 3, late: 1 }])
    await expect
      .poll(async () => (await shown(desk, '工单统计')).map(([name, count]) => [name, count]), patience)
      .toEqual([
        ['城东管网维护部', '4'],
        ['城西管网维护部', '1'],
        ['合计', '5'],
      ])
    await page.getByRole('row').filter({ hasText: '城东管网维护部' }).getByText('75.0%').click()
    await page.waitForURL(/\/workorders\?/)
    const address = new URL(page.url()).searchParams
    expect([address.get('unit'), address.getAll('kind')]).toEqual([units.eastId, ['leak']])
    await page.getByRole('main').getByText('共 4 条').waitFor()
    await page.goBack()
    await page.getByRole('link', { name: '城西管网维护部' }).click()
    await page.getByRole('main').getByText('共 1 条').waitFor()
    await open(desk, `/work-reports?${period}&by=month`, '工单统计')
    await page.getByRole('link', { name: '2026-03', exact: true }).click()
    await page.getByRole('link', { name: '2026-03-04' }).click()
    await page.waitForURL(/\/workorders\?from=2026-03-04&to=2026-03-04/)
    await page.getByRole('main').getByText('共 3 条').waitFor()
    await desk.close()
  })

  it('say of calls what the hub counts, and files of it say the same', async () => {
    const desk = await enter()
    const days = await admin('GET /api/staff/call-reports/days', { query: counted })
    const hours = await admin('GET /api/staff/call-reports/agents', { query: counted })
    await open(desk, `/reports?${period}`, '话务员处理时长')
    const daily = await shown(desk, '每日话务')
    const told = (ms: number | null) => (ms === null ? '—' : duration(ms))
    expect(daily.slice(0, -1)).toEqual(
      days.map((day) => [
        day.date,
        ...[day.calls, day.queued, day.answered, day.answeredIn15s].map(String),
        percent(day.answeredIn15sPpm),
        String(day.abandoned),
        percent(day.abandonedPpm),
        told(day.averageWaitMs),
      ]),
    )
    // Waited 5, 14, 31 and 8 s; one of five gave up.
    expect(daily.at(-1)).toEqual(['合计', '6', '5', '4', '3', '60.0%', '1', '20.0%', '0:14'])
    const ofDays = await exported(desk)
    const share = (ppm: number | null) => (ppm === null ? null : ppm / 1_000_000)
    expect(ofDays.rows.slice(0, -1)).toEqual(
      days.map((day) =>
        withoutEnd([
          day.date,
          day.calls,
          day.queued,
          day.answered,
          day.answeredIn15s,
          share(day.answeredIn15sPpm),
          day.abandoned,
          share(day.abandonedPpm),
          day.averageWaitMs === null ? null : day.averageWaitMs / dayMs,
        ]),
      ),
    )
    expect(ofDays.rows.at(-1)).toEqual(['合计', 6, 5, 4, 3, 0.6, 1, 0.2, 14_500 / dayMs])

    // By hand: Chen talked 10 minutes, wrapped up twice, and let one ring.
    const agents = await shown(desk, '话务员处理时长')
    expect(agents).toEqual([
      ['陈静', '2', '1', '10:00', '1:20', '5:40'],
      ['周磊', '2', '0', '6:00', '1:20', '3:40'],
    ])
    expect(hours.reduce((sum, { answered }) => sum + answered, 0)).toBe(4)
    const minutes = (count: number) => (count * 60_000) / dayMs
    expect((await exported(desk, 1)).rows).toEqual([
      ['陈静', 2, 1, minutes(10), 80_000 / dayMs, 340_000 / dayMs],
      ['周磊', 2, 0, minutes(6), 80_000 / dayMs, 220_000 / dayMs],
    ])
    await desk.page.getByRole('button', { name: '展开行' }).first().click()
    await expect
      .poll(async () => (await shown(desk, '陈静各时段')).map(([date, hour]) => [date, hour]), patience)
      .toEqual(
        hours
          .filter(({ staffName }) => staffName === '陈静')
          .map(({ date, hour }) => [date, `${hour}:00–${hour + 1}:00`]),
      )
    await desk.close()
  })

  it('hold a thousand lines', async () => {
    const desk = await enter()
    const lines = Array.from({ length: 1_000 }, (_, index) => ({
      of: newId(index),
      name: `城东供水管网应急抢修与维护第${index + 1}班组（夜间值守）`,
      reported: 1_000 - index,
      finished: 900 - Math.min(index, 900),
      inTime: 800 - Math.min(index, 800),
      late: 100,
      cancelled: 0,
      inTimePpm: 888_889,
      rated: 5,
      stars: [1, 1, 1, 1, 1],
      averageStarsE2: 300,
      averageFinishMs: 100_000_000,
    }))
    await desk.pretend('/api/staff/work-order-reports', lines)
    await open(desk, `/work-reports?${period}&by=crew`, '工单统计')
    await desk.page.getByText('共 1000 行').waitFor()
    await desk.page.getByText('图中为受理最多的 20 个').waitFor()
    await desk.shoot('many-work-reports')
    expect(await faultsOf(desk, 'many')).toEqual([])
    expect((await shown(desk, '工单统计')).at(-1)?.slice(0, 2)).toEqual(['合计', '500500'])
    const { rows } = await exported(desk)
    expect(rows).toHaveLength(1_001)
    expect(rows.at(-1)?.slice(0, 2)).toEqual(['合计', 500_500])
    await desk.close()
  })

  it('say where there is nothing, what to do when the hub fails, and to whom they are not for', async () => {
    const desk = await enter()
    const { page } = desk
    await desk.visit('/work-reports?from=2020-01-01&to=2020-01-07')
    await page.getByText('这段时间没有符合条件的工单').waitFor()
    await desk.shoot('none-work-reports')
    await desk.visit('/reports?from=2020-01-01&to=2020-01-07')
    await page.getByText('这些日子没有来电').waitFor()
    await page.getByText('这些日子没有话务员接听过电话').waitFor()
    await desk.shoot('none-reports')
    // More days than the hub reports on: it says so itself.
    await desk.visit('/work-reports?from=2020-01-01&to=2026-01-07')
    await page.getByText('不超过 366 天').waitFor()
    const problem = { code: 'request.failed', detail: '系统内部错误，请稍后再试', requestId: '0a1b2c3d-4e5f' }
    for (const [route, path] of [
      ['/api/staff/work-order-reports', '/work-reports'],
      ['/api/staff/call-reports/days', '/reports'],
      ['/api/staff/call-reports/agents', '/reports'],
    ] as const) {
      await desk.pretend(route, problem, 500)
      await desk.visit(path)
      await page.getByText('参考编号 0A1B2C3D').first().waitFor()
      await page.getByRole('button', { name: '重试' }).first().waitFor()
    }
    await desk.shoot('refused-reports')
    expect(await faultsOf(desk, 'refused')).toEqual([])
    await desk.close()

    const cashier = await enter(deskScreens.old, 'qian.jun')
    for (const path of ['/work-reports', '/reports']) {
      await cashier.visit(path)
      await cashier.page.getByText('您没有查看此页的权限').waitFor()
    }
    await cashier.close()
  })
})

/** A sheet's row ends with its last value. */
function withoutEnd(values: SheetValue[]): SheetValue[] {
  const last = values.findLastIndex((value) => value !== null)
  return values.slice(0, last + 1)
}
