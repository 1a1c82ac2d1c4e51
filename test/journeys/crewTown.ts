import { systemClock } from '#core/kernel/clock.ts'
import { newId } from '#core/kernel/id.ts'
import { plainJpeg, png } from '../uploads/photos.ts'
import type { Phone } from '../browser/phone.ts'
import { staffCaller, staffCookieFor } from '../hub/callers.ts'
import type { TestHub } from '../hub/testHub.ts'
import type { MiniProgram } from '../miniprograms/launch.ts'
import { housePassword } from '../staffHouse.ts'

export const firstPassword = 'only for the first day'
export const ownPassword = 'valves turn to the left'
const act = () => newId(systemClock())

/** A repair crew of the utility, and whoever sends it. */
export async function openCrewTown(hub: TestHub) {
  const { house, url } = hub
  const admin = staffCaller(url, await staffCookieFor(url, 'admin', housePassword))
  const unit = await admin('POST /api/staff/units', {
    body: { parentId: house.root.id, code: 'repair', name: '安平抢修班' },
  })
  let people = 0

  /** Takes somebody on; the first password has to be changed. */
  async function hire(name: string, roles: readonly string[] = ['crew'], unitId = unit.id) {
    const login = `w10${++people}`
    const body = {
      login,
      name,
      unitId,
      password: firstPassword,
      roles: roles.map((role) => ({ role, unitId })),
    }
    const { staffId } = await admin('POST /api/staff/staff', { body })
    return { login, name, staffId }
  }

  /** Somebody of the crew who has a password of their own. */
  async function settled(name: string, roles?: readonly string[], unitId?: string) {
    const person = await hire(name, roles, unitId)
    const call = staffCaller(url, await staffCookieFor(url, person.login, firstPassword))
    await call('PUT /api/staff/me/password', { body: { current: firstPassword, next: ownPassword } })
    return { ...person, call }
  }

  const { call: dispatcher } = await settled('王调度', ['dispatcher'], house.root.id)

  interface Report {
    kind: 'leak' | 'cover' | 'noWater'
    place: string
    position?: { longitude: number; latitude: number }
  }
  /** Somebody rings up, and the crew is sent, or one of them by name. */
  async function send({ kind, place, position }: Report, staffId: string | null = null): Promise<string> {
    const id = act()
    const body = {
      id,
      kind,
      accountId: null,
      place,
      position: position ?? null,
      description: '路面往外冒水，已经有半个小时。\n旁边是幼儿园，请尽快。',
      contactPhone: '13800000001',
      photoIds: [],
    }
    await dispatcher('POST /api/staff/work-orders', { body: { ...body, unitId: house.root.id } })
    await give(id, staffId)
    return id
  }

  const params = (workOrderId: string) => ({ params: { workOrderId } })
  const give = (id: string, staffId: string | null = null) =>
    dispatcher('POST /api/staff/work-orders/:workOrderId/dispatch', {
      ...params(id),
      body: { id: act(), unitId: unit.id, staffId, note: '带上堵漏管卡' },
    })
  return {
    unit,
    hire,
    settled,
    send,
    give,
    cancel: (id: string) =>
      dispatcher('POST /api/staff/work-orders/:workOrderId/cancellation', {
        ...params(id),
        body: { id: act(), reason: '用户说已经好了' },
      }),
    /** What the hub has of it. */
    async seen(id: string) {
      const order = await dispatcher('GET /api/staff/work-orders/:workOrderId', params(id))
      const photos = (purpose: string) => order.photos.filter((photo) => photo.purpose === purpose).length
      return {
        state: order.state,
        staffName: order.staffName,
        result: order.result,
        acts: order.steps.map((step) => step.act),
        before: photos('before'),
        after: photos('result'),
      }
    },
  }
}
export type CrewTown = Awaited<ReturnType<typeof openCrewTown>>

let visits = 0
/** Opens a page of the crew's as if the app had been closed. */
export async function visitCrew(phone: Phone, hub: TestHub, page: string, id?: string): Promise<void> {
  const query = id === undefined ? '' : `?id=${id}`
  await phone.page.goto(`${hub.url}/?crew${++visits}#/crew/${page}/index${query}`)
  await phone.page.locator('.taro_page:last-child .page').last().waitFor()
}

export async function logInCrew(phone: Phone, hub: TestHub, login: string, password = ownPassword): Promise<void> {
  await visitCrew(phone, hub, 'login')
  await phone.fill('login', login)
  await phone.fill('password', password)
  await phone.press('log-in')
}

export const jpegFile = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: plainJpeg }
export const pngFile = { name: 'b.png', mimeType: 'image/png', buffer: png() }

/** Takes photos of before or after the work. */
export async function takePhotos(
  phone: Phone,
  side: 'before' | 'after',
  ...files: { name: string; mimeType: string; buffer: Buffer }[]
): Promise<void> {
  const choosing = phone.page.waitForEvent('filechooser')
  await phone.press(`add-${side}`)
  const consent = phone.page.locator('.taro_page:last-child #agree-privacy')
  const asked = consent.waitFor().then(
    () => true,
    () => false,
  )
  if (await Promise.race([choosing.then(() => false), asked])) await consent.click()
  await (await choosing).setFiles(files)
}

/** Waits until the browser keeps the page, as it does after its first visit. */
export async function keepsPage(phone: Phone): Promise<void> {
  await phone.page.waitForFunction(
    "caches.open('crew-shell').then((kept) => kept.match('/')).then(Boolean).then((page) => page && Boolean(navigator.serviceWorker.controller))",
  )
}

/** The same in a package of WeChat's or Alipay's. */
export async function logInCrewOf(app: MiniProgram, login: string): Promise<void> {
  await app.open('/crew/login/index')
  await app.input('login', login)
  await app.input('password', ownPassword)
  await app.tap('log-in')
  await app.sees('按时限')
}
