import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch, type MiniProgram } from '../miniprograms/launch.ts'
import type { NativeApi } from '../miniprograms/native.ts'
import { filesOf, folderOf, type PackageType } from '../miniprograms/packages.ts'
import { plainJpeg } from '../uploads/photos.ts'
import { startPlatforms } from '../vendors/platforms.ts'
import { logInCrewOf, openCrewTown } from './crewTown.ts'
import { announceOutages, openResidentTown, type ResidentTown } from './residentTown.ts'

// The packages as they are published, run in Node against a real hub. Devices and the platforms' own tools are not seen.

const ways: readonly { type: PackageType; words: string }[] = [
  { type: 'weapp', words: '用微信登录' },
  { type: 'alipay', words: '用支付宝登录' },
]

describe.each(ways)('The package for $type', ({ type, words }) => {
  let platforms: Awaited<ReturnType<typeof startPlatforms>>
  let town: ResidentTown
  const open: MiniProgram[] = []

  beforeAll(async () => {
    platforms = await startPlatforms()
    town = await openResidentTown({ identityPlatforms: platforms.identityPlatforms })
    await announceOutages(town.hub, town.home)
  })
  afterAll(async () => {
    await town.close()
    await platforms.close()
  })

  /** What the phone of whoever has this number at the platform does. */
  const phoneOf = (person: string): NativeApi => ({
    login: () => ({ code: platforms.wechat.codeFor(person) }),
    getAuthCode: () => ({ authCode: platforms.alipay.codeFor(person), authSuccessScopes: ['auth_base'] }),
    chooseImage: () => ({ tempFilePaths: ['wxfile://a.jpg'], apFilePaths: ['https://resource/a.image'] }),
    readFile: () => ({ data: Uint8Array.from(plainJpeg).buffer }),
    getLocation: () => ({ longitude: 117.02, latitude: 36.66 }),
    downloadFile: ({ url }) => ({ tempFilePath: String(url), apFilePath: String(url), statusCode: 200 }),
    openDocument: () => ({}),
  })
  const start = async (person: string, storage?: ReadonlyMap<string, unknown>) => {
    const app = await launch({ type, hubUrl: town.hub.url, phone: phoneOf(person), ...(storage && { storage }) })
    open.push(app)
    return app
  }
  const logIn = async (person: string, finds = '绑定户号') => {
    const app = await start(person)
    await app.sees('查水费、看停水、报维修')
    await app.tap('log-in')
    await app.sees(words)
    await app.tap('log-in')
    await app.sees('使用前请您了解')
    await app.tap('agree-privacy')
    await app.sees(finds)
    return app
  }
  const vendor = () => (type === 'weapp' ? platforms.wechat : platforms.alipay)
  const asked = (app: MiniProgram, name: string) => app.calls.filter((call) => call.name === name)
  const session = (app: MiniProgram) => JSON.parse(String(app.storage.get('water.session'))) as Record<string, unknown>
  /** As after weeks in which nobody opened it. */
  const expire = (app: MiniProgram) =>
    app.storage.set(
      'water.session',
      JSON.stringify({ ...session(app), accessExpiresAt: 0, refreshToken: 'x'.repeat(43) }),
    )

  it('lets nobody in before they have agreed, and says what it is about', async () => {
    const app = await start('person-declines')
    await app.sees('查水费、看停水、报维修')
    await app.tap('log-in')
    await app.sees(words)
    await app.tap('log-in')
    await app.tap('whole-privacy')
    await app.sees('想查询、更正或删除信息')
    await app.tap('refuse-privacy')
    await app.sees('不同意就不能登录')
    expect([...asked(app, 'login'), ...asked(app, 'getAuthCode')]).toEqual([])
    await app.tap('to-privacy')
    await app.sees('我们用到哪些信息')
  })

  it('leads a resident from the log-in to water, bills, money, invoice, repair and outage', async () => {
    const { home, hub } = town
    const app = await logIn('2088000000001')

    await app.tap('to-accounts')
    await app.sees('还没有绑定户号')
    await app.tap('add')
    await app.input('number', home.account.number)
    await app.tap('next')
    await app.sees('是这一户吗')
    expect(app.text()).not.toContain(home.customer.name)
    await app.tapWords('户名和水表号')
    await app.input('name', home.customer.name)
    await app.input('meter', home.meter.serialNumber)
    await app.tap('bind')
    await app.sees(home.account.premises)

    await app.open('/pages/home/index')
    await app.sees('您有水费没有缴')
    await app.tap('water')
    await app.sees('滨河新城东门有送水车')
    await app.back()

    await app.tap('to-bills')
    await app.sees('用水变化')
    await app.back()
    await app.tap('to-pay')
    await app.sees('演示收银台')
    await app.tap('pay')
    await app.sees('付款地址已经复制')
    const [copied] = [...asked(app, 'setClipboardData'), ...asked(app, 'setClipboard')]
    expect(String(copied?.options['data'] ?? copied?.options['text'])).toContain(hub.sandbox.url)
    await hub.sandbox.pay(app.page().query['id'] ?? '')
    await app.sees('缴费成功')
    await app.sees('收据编号')

    await app.open('/pages/home/index')
    await app.tap('to-invoices')
    await app.sees('还没有开过发票')
    await app.tap('invoice')
    await app.sees('选哪些账单')
    await app.input('title-name', '王小明')
    await app.tap('save-title')
    await app.sees('开票金额')
    await app.tap('ask-invoice')
    await app.sees('下载')

    await app.open('/pages/report/index')
    await app.sees('是什么问题')
    await app.tapWords('漏水爆管')
    await app.tapWords(home.account.premises)
    await app.input('description', '单元门口往外冒水')
    await app.tap('add-photo')
    await app.sees('去掉')
    await app.tap('locate')
    await app.sees('位置会一起发给维修师傅')
    await app.tap('send')
    await app.sees('已收到，等待派人')

    expect(app.complaints).toEqual([])
    const said = [...app.received, ...app.storage.values()].join('\n')
    expect(platforms.wechat.sessionKeys.filter((key) => said.includes(key))).toEqual([])
    expect(said).not.toContain('2088000000001')
  })

  it('shows nobody what is another’s, and knows again who comes back', async () => {
    const stranger = await logIn('2088000000002')
    await stranger.tap('to-accounts')
    await stranger.sees('还没有绑定户号')
    const onAnotherPhone = await logIn('2088000000001', town.home.account.premises)
    await onAnotherPhone.tap('to-accounts')
    await onAnotherPhone.sees(town.home.account.premises)
    expect(stranger.text()).not.toContain(town.home.account.premises)
  })

  it('goes on without a word when a log-in of weeks ago has run out', async () => {
    const first = await logIn('2088000000003')
    expire(first)
    const before = vendor().requests.length
    const app = await start('2088000000003', first.storage)
    await app.tap('to-accounts')
    await app.sees('还没有绑定户号')
    expect(vendor().requests.length).toBe(before + 1)
    expect(asked(app, 'navigateTo').map(({ options }) => options['url'])).toEqual(['/pages/accounts/index'])
    expect(session(app)['refreshToken']).not.toBe('x'.repeat(43))
  })

  it('keeps what was typed when the platform does not let the person back in at once', async () => {
    const app = await logIn('2088000000004')
    await app.open('/pages/bind/index')
    await app.input('number', town.parents.account.number)
    await app.tap('next')
    await app.sees('是这一户吗')
    await app.tapWords('户名和水表号')
    await app.input('name', '写了一半')
    await app.input('meter', 'M123')
    expire(app)
    // Alipay's refusal makes the app bring another code.
    if (type === 'weapp') platforms.wechat.next('highRisk')
    else platforms.alipay.next('refused', 'refused')
    await app.tap('bind')
    await app.sees('请先登录')
    expect(app.text()).not.toContain('是这一户吗')
    await app.tap('log-in')
    await app.sees(words)
    await app.tap('log-in')
    await app.sees('是这一户吗')
    expect([app.valueOf('name'), app.valueOf('meter')]).toEqual(['写了一半', 'M123'])
  })

  it('says that the platform does not answer, and lets the person try again', async () => {
    const app = await start('2088000000005')
    await app.sees('查水费、看停水、报维修')
    await app.tap('log-in')
    await app.sees(words)
    if (type === 'weapp') platforms.wechat.next('busy', 'busy')
    else platforms.alipay.next('otherKey')
    await app.tap('log-in')
    await app.tap('agree-privacy')
    await app.sees('暂时没有答复')
    expect(app.text()).not.toContain('undefined')
    await app.tap('log-in')
    await app.sees('绑定户号')
  })

  it('forgets the consent of who takes it back', async () => {
    const app = await logIn('2088000000006')
    await app.tap('to-settings')
    await app.tap('to-privacy')
    await app.tap('withdraw-privacy')
    await app.sees('查水费、看停水、报维修')
    expect(app.storage.has('water.session')).toBe(false)
    await app.tap('log-in')
    await app.sees(words)
    await app.tap('log-in')
    await app.sees('使用前请您了解')
  })

  it('leads a crew from the log-in to a work order that is finished with photos, by a token of its own', async () => {
    const crew = await openCrewTown(town.hub)
    const person = await crew.settled('张师傅')
    const id = await crew.send({ kind: 'leak', place: '和平街 8 号' })
    const app = await start('2088000000008')
    await logInCrewOf(app, person.login)
    await app.sees('和平街 8 号')
    await app.open(`/crew/order/index?id=${id}`)
    await app.sees('旁边是幼儿园')
    await app.tap('accept')
    await app.sees('处理情况')
    await app.tap('add-before')
    await app.sees('使用前请您了解')
    await app.tap('agree-privacy')
    const kept = () => app.text().split('去掉').length - 1
    await expect.poll(kept, { timeout: 20_000 }).toBe(1)
    await app.tap('add-after')
    await expect.poll(kept, { timeout: 20_000 }).toBe(2)
    await app.input('result', '更换了管道接口')
    await expect.poll(() => app.text().includes('写明处理结果'), { timeout: 20_000 }).toBe(false)
    await app.tap('finish')
    await expect
      .poll(() => crew.seen(id), { timeout: 20_000 })
      .toMatchObject({ state: 'finished', staffName: '张师傅', before: 1, after: 1, result: '更换了管道接口' })
    expect((await crew.seen(id)).acts).toEqual(['report', 'dispatch', 'accept', 'finish'])
    // Opened again, it is the same person, until they log out.
    const again = await start('2088000000008', app.storage)
    await again.open('/crew/orders/index')
    await again.sees('今天完成的')
    await again.tap('crew-log-out')
    await again.sees('维修人员用工号登录')
    expect([...again.storage.keys()].filter((name) => name.includes(person.staffId))).toEqual([])
    expect([...app.complaints, ...again.complaints]).toEqual([])
    const sent = app.calls.filter(({ name }) => name === 'request').map(({ options }) => JSON.stringify(options))
    expect(sent.some((request) => /cookie/i.test(request))).toBe(false)
  })

  it('has no page that breaks', async () => {
    const app = await logIn('2088000000007')
    for (const page of app.pages) {
      await app.open(`/${page}`)
      await expect.poll(() => app.text().length, { timeout: 20_000 }).toBeGreaterThan(4)
    }
    for (const one of open) expect(one.complaints).toEqual([])
  })

  it('is below one megabyte, without what crews alone load', () => {
    const size = (files: ReturnType<typeof filesOf>) => files.reduce((sum, { bytes }) => sum + bytes, 0)
    const forCrews = filesOf(join(folderOf(type), 'crew'))
    const main = size(filesOf(folderOf(type))) - size(forCrews)
    expect(main).toBeGreaterThan(100_000)
    expect(main).toBeLessThan(1 << 20)
    expect(size(forCrews)).toBeGreaterThan(20_000)
    expect(size(forCrews)).toBeLessThan(1 << 20)
  })
})

describe('The page in a browser', () => {
  it('loads less than 300 KB of script, as it goes over the network', () => {
    const folder = folderOf('h5')
    const page = readFileSync(join(folder, 'index.html'), 'utf8')
    const scripts = [...page.matchAll(/<script[^>]*\bsrc="([^"]+)"/g)].map(([, path = '']) => path)
    expect(scripts.length).toBeGreaterThan(0)
    const sizes = scripts.map((path) => gzipSync(readFileSync(join(folder, path))).length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300 * 1024)
  })
})
