import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AgentCall } from '#core/contract/calls.ts'
import type { SeatView } from '#core/contract/seats.ts'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'
import * as pretended from './pretended.ts'
import { openSipExchange, type SipExchange } from './sipExchange.ts'

const { callId } = pretended
const number = '13800000001'

describe('The softphone', () => {
  let browser: Browser
  let town: ConsoleTown
  let desk: Desk
  let exchange: SipExchange
  /** What the hub says of the seat and the call. */
  let seat: SeatView
  let call: AgentCall | null
  /** What was asked of the hub, with the body. */
  let asked: string[]

  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(), openConsoleTown()])
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })

  const softphone = () => desk.page.getByRole('region', { name: '话机' })
  const becomes = (state: string) => desk.page.locator(`[aria-label="话机"][data-state="${state}"]`).waitFor()

  beforeEach(async () => {
    seat = pretended.seatOf(1, { state: 'free', registered: true })
    call = null
    asked = []
    desk = await openDesk(browser, town.hub.url, deskScreens.old)
    exchange = await openSipExchange(desk.page)
    await desk.page.route('**/api/staff/softphone/**', (route) => {
      const { pathname } = new URL(route.request().url())
      asked.push(`${route.request().method()} ${pathname.slice(11)} ${route.request().postData() ?? ''}`.trim())
      if (pathname.endsWith('/account')) return route.fulfill({ json: pretended.softphoneAccount() })
      if (pathname.endsWith('/call')) return route.fulfill({ json: call })
      return route.fulfill({ json: pathname.endsWith('/seat') ? { seat, exchange: 'up' } : seat })
    })
    await desk.pretend(`/api/staff/calls/${callId}/caller`, pretended.caller())
    await desk.pretend('/api/staff/colleagues', pretended.seats())
    await desk.page.route(`**/api/staff/calls/${callId}/transfer`, (route) => {
      asked.push(`${route.request().method()} transfer ${route.request().postData() ?? ''}`)
      return route.fulfill({ status: 204 })
    })
    await desk.logIn('li.na', housePassword)
    await softphone().getByRole('button', { name: '签入' }).click()
    await becomes('free')
  })
  afterEach(async () => {
    const { complaints } = desk
    await desk.close()
    if (complaints.length > 0) throw new Error(complaints.join('\n'))
  })

  async function ring() {
    call = { ...pretended.agentCall(), number } as AgentCall
    seat = { ...seat, state: 'ringing', callId }
    await exchange.ring(number)
    await becomes('ringing')
  }
  async function talk() {
    await ring()
    seat = { ...seat, state: 'talking' }
    await desk.page.keyboard.press('F2')
    await becomes('talking')
  }

  it('rings, and the caller’s page opens by itself', async () => {
    await desk.visit('/articles')
    await becomes('free')
    await ring()
    await desk.page.waitForURL(`**/console/call/${callId}`)
    await desk.page.getByRole('region', { name: '来电人' }).getByText('欧阳建国').first().waitFor()
    expect(await desk.page.getByRole('status', { name: '话机状态' }).innerText()).toContain('138 0000 0001')
    await desk.shoot('ringing')
    expect(await desk.faults()).toEqual([])
  })

  it('is answered, held, resumed, muted and hung up by keys, also while one types', async () => {
    await talk()
    await desk.page.getByLabel('情况描述').click()
    await desk.page.keyboard.press('F8')
    await becomes('held')
    await desk.page.keyboard.press('F8')
    await becomes('talking')
    await desk.page.keyboard.press('F9')
    await desk.page.getByText('通话（已静音）').waitFor()
    await desk.shoot('talking')
    expect(await desk.faults()).toEqual([])
    seat = { ...seat, state: 'wrapUp', until: Date.now() + 30_000, callId: null }
    call = null
    await desk.page.keyboard.press('F4')
    await becomes('wrapUp')
    expect(exchange.heard).toContain('BYE')
    await desk.page.getByText('欧阳建国').first().waitFor()
    await desk.shoot('wrap-up')
    await desk.page.keyboard.press('F2')
    await vi.waitFor(() => expect(asked).toContain('POST softphone/wrap-up {"act":"end"}'))
  })

  it('hands the caller to a colleague who is free, and to no other', async () => {
    await talk()
    await desk.page.keyboard.press('F7')
    const choice = desk.page.getByRole('button', { name: '欧阳春晓 · 空闲' })
    await choice.waitFor()
    expect(await desk.page.getByRole('button', { name: '王强 · 示忙' }).isDisabled()).toBe(true)
    await desk.shoot('transfer')
    await choice.click()
    await vi.waitFor(() => expect(asked).toContain('POST transfer {"seat":"seat2"}'))
  })

  it('keeps the call when the connection breaks, says so, and tells the exchange where it is again', async () => {
    await talk()
    exchange.heard.length = 0
    await exchange.breakConnection()
    await desk.page.locator('[aria-label="话机"][data-state="talking"][data-disconnected="true"]').waitFor()
    await desk.shoot('connection-lost')
    await desk.page.locator('[aria-label="话机"][data-state="talking"][data-disconnected="false"]').waitFor()
    await vi.waitFor(() => expect(exchange.heard).toEqual(['REGISTER', 'INVITE', 'ACK']), 5_000)
    exchange.hangUp()
    seat = { ...seat, state: 'free', callId: null }
    call = null
    await becomes('free')
  })

  it('gets another account when the exchange has forgotten it', async () => {
    exchange.registers.status = 403
    await exchange.breakConnection()
    await vi.waitFor(
      () => expect(exchange.heard.filter((what) => what === 'REGISTER').length).toBeGreaterThan(1),
      10_000,
    )
    exchange.registers.status = 200
    await vi.waitFor(() => expect(asked.filter((one) => one === 'POST softphone/account')).toHaveLength(2), 10_000)
    await becomes('free')
  })

  it('signs in again by itself when the page is loaded anew, and not after one has signed out', async () => {
    await desk.page.reload()
    await becomes('free')
    await softphone().getByRole('button', { name: '话机选项' }).click()
    await desk.page.getByRole('menuitem', { name: '签出' }).click()
    await becomes('off')
    expect(asked).toContain('DELETE softphone/account')
    await desk.page.reload()
    await becomes('off')
  })

  it('pauses with a reason', async () => {
    await softphone().getByRole('button', { name: '话机选项' }).click()
    seat = { ...seat, state: 'paused', reason: 'meal' }
    await desk.page.getByRole('menuitem', { name: '示忙 · 用餐' }).click()
    await becomes('paused')
    expect(asked).toContain('POST softphone/pause {"reason":"meal"}')
    await desk.shoot('paused')
    seat = { ...seat, state: 'free', reason: null }
    await softphone().getByRole('button', { name: '恢复接听' }).click()
    await becomes('free')
  })

  it('is in one tab at a time, and goes to the second when the first closes', async () => {
    const second = await desk.page.context().newPage()
    await openSipExchange(second)
    await second.route('**/api/staff/softphone/**', (route) => {
      const { pathname } = new URL(route.request().url())
      return route.fulfill({
        json: pathname.endsWith('/account')
          ? pretended.softphoneAccount()
          : pathname.endsWith('/call')
            ? null
            : { seat, exchange: 'up' },
      })
    })
    await second.goto(`${town.hub.url}/console/articles`)
    await second.getByRole('button', { name: '签入' }).click()
    await second.getByText('话机在另一个标签页中').waitFor()
    await desk.page.close()
    const bar = second.getByRole('region', { name: '话机' })
    await vi.waitFor(async () => expect(await bar.getAttribute('data-state')).toBe('free'), 10_000)
  })
})

describe('Without a microphone', () => {
  it('nobody is signed in, and the bar says what to do', async () => {
    const [browser, town] = await Promise.all([openDeskChromium(false), openConsoleTown()])
    const desk = await openDesk(browser, town.hub.url, deskScreens.old)
    await desk.logIn('li.na', housePassword)
    await desk.page.getByRole('button', { name: '签入' }).click()
    await desk.page.locator('[aria-label="话机"][data-state="blocked"]').waitFor()
    expect(await desk.page.getByRole('status', { name: '话机状态' }).innerText()).toContain('麦克风')
    await desk.shoot('no-microphone')
    expect(await desk.faults()).toEqual([])
    await browser.close()
    await town.close()
  })
})
