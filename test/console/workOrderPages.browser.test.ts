import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#core/kernel/clock.ts'
import { newId } from '#core/kernel/id.ts'
import { OrgUnitTable, StaffTable } from '#core/staff/staff.table.ts'
import { WorkOrderTable } from '#core/workorders/workOrder.table.ts'
import { shortMoment } from '#callcenter/console/format/moment.ts'
import { staffCaller, staffCookieFor } from '../hub/callers.ts'
import { housePassword } from '../staffHouse.ts'
import { phoneJpeg, png } from '../uploads/photos.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'

const unitNames = ['供水公司', '城北供水服务中心', '管网抢修部', '抢修一班（安平片区）']

describe('A work order at the console', () => {
  let browser: Browser
  let town: ConsoleTown

  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(false), openConsoleTown()])
    const { house } = town.hub
    const crewUnit = { id: newId(systemClock()), parentId: house.east.id, path: '/root/north/east/one/' }
    const ids = [house.root.id, house.north.id, house.east.id]
    await town.database.transaction(async (tx) => {
      await tx.insert(OrgUnitTable, { ...crewUnit, name: unitNames[3] ?? '' })
      for (const [index, id] of ids.entries()) await tx.update(OrgUnitTable, { id }, { name: unitNames[index] ?? '' })
      await tx.update(OrgUnitTable, { id: house.south.id }, { name: '城南供水服务中心' })
    })
    const people = [
      ['zhou.lei', '周磊', crewUnit.id, 'crew'],
      ['zhao.min', '赵敏', house.root.id, 'dispatcher'],
    ] as const
    for (const [login, name, unitId, role] of people) {
      const { staffId } = await house.hire(login, unitId, [role])
      await town.database.transaction((tx) => tx.update(StaffTable, { id: staffId }, { name }))
    }
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })

  async function enter(login: string, screen: { width: number; height: number } = deskScreens.old): Promise<Desk> {
    const desk = await openDesk(browser, town.hub.url, screen)
    await desk.logIn(login, housePassword)
    await desk.page.getByRole('navigation').waitFor()
    return desk
  }

  async function choose({ page }: Desk, label: string, option: string) {
    await page.getByRole('combobox', { name: label }).click()
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText(option).click()
  }

  /** What is no photo is refused, and said to be; what is one is seen before it is sent. */
  async function addPhotos({ page }: Desk) {
    const dialog = page.getByRole('dialog')
    const finish = dialog.locator('.ant-btn-primary')
    const jpeg = { name: '井下.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(phoneJpeg()) }
    await dialog
      .getByLabel('选择处理前照片')
      .setInputFiles([
        { name: '笔记.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('不是照片') },
        { name: '全景.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(10 * 1024 * 1024 + 1) },
        jpeg,
      ])
    await dialog.getByRole('img', { name: '处理前照片 3' }).waitFor()
    await dialog.getByText('不支持这种文件').waitFor()
    await dialog.getByText('照片超过 10 MB').waitFor()
    expect(await finish.isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: '移除处理前照片 2' }).click()
    await dialog.getByRole('button', { name: '移除处理前照片 1' }).click()
    const pngFile = { name: '修好.png', mimeType: 'image/png', buffer: Buffer.from(png()) }
    await dialog.getByLabel('选择处理后照片').setInputFiles([jpeg, pngFile])
    await dialog.getByRole('img', { name: '处理后照片 2' }).waitFor()
    await dialog.getByRole('img', { name: '处理后照片 1' }).waitFor()
    await dialog.getByText('有照片没有传上去').waitFor({ state: 'detached' })
  }
  const widthOf = (image: unknown) => (image as { naturalWidth: number }).naturalWidth

  it('is dispatched down three levels, accepted, finished and closed by clicking', async () => {
    const faults: string[] = []
    const look = async (desk: Desk, name: string) => {
      await desk.page.waitForTimeout(400)
      await desk.shoot(`old-${name}`)
      faults.push(...(await desk.faults()).map((fault) => `${name}: ${fault}`))
    }
    const dispatcher = await enter('zhao.min')
    const { page } = dispatcher
    await dispatcher.visit('/workorders')
    await page.getByRole('link', { name: town.workOrder.number }).click()
    // A leak, just reported, has four hours.
    await page.getByText(/^还剩 (4 小时|3 小时 \d+ 分)$/).waitFor()
    await page.getByRole('button', { name: '派单' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(town.workOrder.number).waitFor()
    await choose(dispatcher, '服务中心', '城北供水服务中心')
    await choose(dispatcher, '部门', '管网抢修部')
    await choose(dispatcher, '班组', '抢修一班')
    await choose(dispatcher, '指定处理人', '周磊')
    await dialog.getByLabel('派单说明').fill('先关阀，再开挖')
    await look(dispatcher, 'workorder-dispatch')
    await dialog.getByRole('button', { name: '派给 抢修一班' }).click()
    const timeline = page.getByRole('region', { name: '经过' })
    await timeline.getByText('赵敏 → 抢修一班（安平片区） 周磊').waitFor()
    await look(dispatcher, 'workorder-dispatched')

    const crew = await enter('zhou.lei')
    await crew.visit('/workorders?mine=true')
    await crew.page.getByRole('link', { name: town.workOrder.number }).click()
    await crew.page.getByRole('button', { name: '接单' }).click()
    await crew.page.getByRole('button', { name: '处理完成' }).click()
    await crew.page.getByRole('dialog').getByRole('button', { name: '处理完成' }).click()
    await crew.page.getByText('请填写处理结果').waitFor()
    await crew.page.getByLabel('处理结果').fill('更换接头，已不漏')
    await addPhotos(crew)
    await look(crew, 'workorder-finish')
    await crew.page.getByRole('dialog').getByRole('button', { name: '处理完成' }).click()
    await crew.page.getByText('待回访', { exact: true }).waitFor()
    expect(await crew.page.getByRole('button', { name: '回访办结' }).count()).toBe(0)
    await crew.close()

    // Whoever has the page open sees what the crew did without asking.
    await page.getByText('待回访', { exact: true }).waitFor()
    await page.getByRole('button', { name: '回访办结' }).click()
    await dialog.getByLabel('回访情况').fill('用户满意')
    await dialog.getByRole('button', { name: '办结', exact: true }).click()
    await page.getByText('已办结', { exact: true }).waitFor()
    await page.getByText('按时完成').waitFor()
    for (const [name, photos] of [
      ['处理前照片', 1],
      ['处理后照片', 2],
    ] as const) {
      const group = timeline.getByRole('figure', { name })
      expect(await group.getByRole('img').count(), name).toBe(photos)
      // What the link shows is the photo.
      await expect.poll(() => group.getByRole('img').first().evaluate(widthOf), { timeout: 30_000 }).toBeGreaterThan(0)
    }
    await look(dispatcher, 'workorder-closed')

    await page.getByRole('button', { name: '重新处理' }).click()
    await dialog.getByLabel('原因').fill('又漏了')
    await dialog.getByRole('button', { name: '重新处理' }).click()
    await page.getByRole('button', { name: '撤销' }).click()
    await dialog.getByText('撤销工单').first().waitFor()
    await dialog.getByRole('button', { name: '保留' }).click()
    expect(faults).toEqual([])
    expect(dispatcher.complaints).toEqual([])
    await dispatcher.close()
  })

  it('is taken down at a place, and the board shows where it stands', async () => {
    const faults: string[] = []
    const desk = await enter('wang.fang', deskScreens.wide)
    const { page } = desk
    await desk.visit('/workorders')
    await page.getByRole('link', { name: '新建工单' }).click()
    await page.getByLabel('查找来电人的户号').fill(town.home.account.number)
    await page.getByRole('button', { name: town.home.customer.name }).click()
    await page.getByRole('button', { name: '不关联' }).click()
    await choose(desk, '类别', '井盖缺损')
    await page.getByRole('textbox', { name: '其他地点' }).fill('滨河街与兴华路路口东北角')
    await page.getByLabel('情况描述').fill('井盖破了一半')
    await desk.shoot('wide-workorder-new')
    faults.push(...(await desk.faults()))
    await page.getByRole('button', { name: '建立工单' }).click()
    await page.getByText('已建工单').waitFor()
    await desk.visit('/workorders?view=board')
    const waiting = page.getByRole('region', { name: '待派单' })
    await waiting.getByText('滨河街与兴华路路口东北角').waitFor()
    for (const [way, screen] of Object.entries(deskScreens)) {
      await page.setViewportSize(screen)
      await desk.shoot(`${way}-workorder-board`)
      faults.push(...(await desk.faults()))
    }
    await page.getByText('列表').click()
    await page.getByRole('cell', { name: '滨河街与兴华路路口东北角' }).waitFor()
    await desk.shoot('wide-workorders')
    faults.push(...(await desk.faults()))
    expect(faults).toEqual([])
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('lies on the map where it is, and in the list beside it', async () => {
    const admin = staffCaller(town.hub.url, await staffCookieFor(town.hub.url, 'admin', housePassword))
    for (const [index, place] of ['东关桥头', '西关菜市场南门', '火车站出站口'].entries()) {
      await admin('POST /api/staff/work-orders', {
        body: {
          id: newId(systemClock()),
          kind: 'leak',
          accountId: null,
          place,
          position: { longitude: 117.93 + index / 100, latitude: 40.97 + (index % 2) / 100 },
          description: '路面冒水',
          contactPhone: null,
          photoIds: [],
          unitId: town.hub.house.root.id,
        },
      })
    }
    const faults: string[] = []
    const desk = await enter('wang.fang')
    const { page } = desk
    await desk.visit('/workorders?view=map')
    const list = page.getByRole('list', { name: '图上的工单' })
    await list.getByText('火车站出站口').waitFor()
    await page.getByText(/张工单没有定位/).waitFor()
    for (const [way, screen] of Object.entries(deskScreens)) {
      await page.setViewportSize(screen)
      await page.waitForTimeout(600)
      await desk.shoot(`${way}-workorder-map`)
      faults.push(...(await desk.faults()))
    }
    // Its point stands out for whoever goes through the list by keyboard.
    await list.getByRole('link').nth(1).focus()
    expect(await list.getByRole('listitem').nth(1).getAttribute('class')).toContain('chosen')
    expect(faults).toEqual([])
    expect(desk.complaints).toEqual([])
    await desk.close()
  })

  it('that is late is seen to be so, and found among the others', async () => {
    const admin = staffCaller(town.hub.url, await staffCookieFor(town.hub.url, 'admin', housePassword))
    const report = (place: string) => ({
      id: newId(systemClock()),
      kind: 'noWater' as const,
      accountId: null,
      place,
      position: { longitude: 117.95, latitude: 40.98 },
      description: '整栋没水',
      contactPhone: null,
      photoIds: [],
      unitId: town.hub.house.north.id,
    })
    const late = await admin('POST /api/staff/work-orders', { body: report('老街幼儿园') })
    await admin('POST /api/staff/work-orders', { body: report('新街幼儿园') })
    const dueAt = systemClock() - 125 * 60_000
    await town.database.transaction((tx) => tx.update(WorkOrderTable, { id: late.id }, { dueAt }))
    const faults: string[] = []
    const desk = await enter('zhao.min', deskScreens.wide)
    const { page } = desk
    await desk.visit('/workorders')
    await page.getByRole('cell', { name: '新街幼儿园' }).waitFor()
    await page.getByText('只看已超时').click()
    await page.getByRole('cell', { name: '新街幼儿园' }).waitFor({ state: 'detached' })
    const row = page.getByRole('row').filter({ hasText: '老街幼儿园' })
    await row.getByText(/^已超时 2 小时 \d+ 分$/).waitFor()
    await row.getByText(shortMoment(dueAt)).waitFor()
    expect(new URL(page.url()).searchParams.get('late')).toBe('true')
    for (const [way, screen] of Object.entries(deskScreens)) {
      await page.setViewportSize(screen)
      await desk.shoot(`${way}-workorders-late`)
      faults.push(...(await desk.faults()))
    }
    await page.getByText('看板').click()
    await page
      .getByRole('region', { name: '待派单' })
      .getByText(/^已超时/)
      .waitFor()
    await desk.shoot('wide-workorder-board-late')
    faults.push(...(await desk.faults()))
    await page.getByText('地图').click()
    await page
      .getByRole('list', { name: '图上的工单' })
      .getByText(/^已超时/)
      .waitFor()
    faults.push(...(await desk.faults()))
    // A service centre has what its crews have.
    await desk.visit(`/workorders?unit=${town.hub.house.root.id}`)
    await page.getByRole('cell', { name: '老街幼儿园' }).waitFor()
    expect(faults).toEqual([])
    expect(desk.complaints).toEqual([])
    await desk.close()
  })
})
