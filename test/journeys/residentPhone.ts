import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterEach, beforeEach, expect } from 'vitest'
import { faultsOf } from '../browser/lookAt.ts'
import { openPhone, type Phone, type Screen, screenshots, screens } from '../browser/phone.ts'
import type { TestHub } from '../hub/testHub.ts'

/** Screens and letters that people have. */
export const ways = [
  { way: 'usual', screen: screens.usual, elderly: false },
  { way: 'small', screen: screens.small, elderly: false },
  { way: 'usual-elderly', screen: screens.usual, elderly: true },
  { way: 'small-elderly', screen: screens.small, elderly: true },
]

/** A telephone of its own for each test. What the browser complained of fails the test; a failed one leaves a picture. */
export function phoneForEach(open: () => { browser: Browser; hub: TestHub; screen: Screen }): () => Phone {
  let phone: Phone | null = null
  beforeEach(async () => {
    const { browser, hub, screen } = open()
    phone = await openPhone(browser, hub.url, screen)
  })
  afterEach(async ({ task }) => {
    if (!phone) return
    if (task.result?.state === 'fail') {
      await phone.page.screenshot({ path: join(screenshots, `failed-${task.id}.png`) })
    }
    const { complaints } = phone
    await phone.close()
    expect(complaints).toEqual([])
  })
  return () => {
    if (!phone) throw new Error('no test is running')
    return phone
  }
}

let people = 0
/** A name that nobody else logs in by. */
export const somebody = (): string => `wang-${++people}`

/** Logs in by the page, and comes to the first page. */
export async function logIn(phone: Phone, name: string, elderly = false): Promise<void> {
  await phone.visit('login')
  await phone.fill('name', name)
  await phone.press('log-in')
  await phone.press('agree-privacy')
  await phone.sees('设置、大字版')
  if (elderly) await chooseLargeText(phone)
}

export async function chooseLargeText(phone: Phone): Promise<void> {
  await phone.visit('settings')
  await phone.press('large-text')
  await phone.visit('home')
}

/** At the channel's page: pays, and comes back. */
export async function payAtCashier(phone: Phone): Promise<void> {
  await phone.page.waitForURL(/\/cashier\//)
  await phone.page.getByRole('button', { name: '支付', exact: true }).click()
  await phone.page.getByRole('link', { name: '立即返回商户' }).click()
  await phone.page.waitForURL(/#\/pages\/payment/)
}

/** Keeps a picture of what is shown, and says what nobody should see on it. */
export async function look(phone: Phone, name: string): Promise<void> {
  await phone.shoot(name)
  expect(await faultsOf(phone.page), name).toEqual([])
}

/** Loses the log-in: what the phone still has of it, the hub does not take any more. */
export const endLogIn = (phone: Phone) => changeTokens(phone, { accessToken: 'x', refreshToken: 'y' })

/** Lets the log-in be in need of new tokens. */
export const ageLogIn = (phone: Phone) => changeTokens(phone, { accessExpiresAt: 0 })

async function changeTokens(phone: Phone, change: object): Promise<void> {
  await phone.page.evaluate(`{
    const tokens = JSON.parse(JSON.parse(localStorage.getItem('water.session')).data)
    const changed = JSON.stringify({ ...tokens, ...${JSON.stringify(change)} })
    localStorage.setItem('water.session', JSON.stringify({ data: changed }))
  }`)
}

/** The next request of this kind arrives, and its answer is lost. */
export async function loseAnswer(phone: Phone, method: string, path: RegExp): Promise<void> {
  let lost = false
  await phone.page.route(path, async (route) => {
    if (lost || route.request().method() !== method) return route.fallback()
    lost = true
    await route.fetch()
    await route.abort('connectionreset')
  })
}
