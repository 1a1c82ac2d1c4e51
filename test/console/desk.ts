import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { axeFaults, wordFaults } from '../browser/lookAt.ts'
import type { Screen } from '../browser/phone.ts'

export const deskScreens = { old: { width: 1366, height: 768 }, wide: { width: 1920, height: 1080 } } as const

const screenshots = join(import.meta.dirname, '../../.cache/screenshots')

/** With a microphone that hums, and without a question whether it may be used. */
export const openDeskChromium = (microphone = true): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(microphone ? ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'] : []),
    ],
  })

/** A staff member's screen with the console open. */
export interface Desk {
  page: Page
  /** Until the hub has answered: a page opened before that would break the log-in off. */
  logIn(login: string, password: string): Promise<void>
  /** Opens a page of the console as a link does. */
  visit(path: string): Promise<void>
  /** Answers this route, as the browser sees it, with a value: what the hub behind cannot be brought to in a test. */
  pretend(route: string, answer: unknown, status?: number): Promise<void>
  /** A picture of the screen, under `.cache/screenshots/`. */
  shoot(name: string): Promise<void>
  /**
   * Everything about the page that nobody should see, each fault as a line. `beyond`: selectors of what is more of the
   * same, and would take long to look at.
   */
  faults(beyond?: readonly string[]): Promise<string[]>
  /** What the browser complained of, but for answers that were no good ones. */
  complaints: string[]
  close(): Promise<void>
}

/** Keys, and what people who look for a word in another script see in the tests. */
const known = /\bF\d+\b|\bEnter\b|\bExcel\b|\bhttps\b|\b(?:YY|TS)\d+\b/g

/** By how much the page, or the part of the frame that it is in, is wider than there is room, and what reaches so far. */
const wider = `(() => {
  const places = [document.documentElement, ...document.querySelectorAll('.frame-main')]
  const wide = Math.max(...places.map((element) => element.scrollWidth - element.clientWidth))
  if (wide <= 1) return null
  const right = (element) => element.getBoundingClientRect().right
  const all = [...document.querySelectorAll('body *')]
  const farthest = all.reduce((one, other) => (right(other) > right(one) ? other : one), document.body)
  return 'the page is ' + wide + ' px wider than the screen: ' + farthest.outerHTML.slice(0, 160)
})()`

/** What Ant Design measures text areas with: nobody gets there by keyboard. */
const measuring = 'name="hiddenTextarea"'

export async function openDesk(browser: Browser, url: string, screen: Screen): Promise<Desk> {
  const context = await browser.newContext({
    viewport: screen,
    locale: 'zh-CN',
    // Shanghai's time is shown wherever the machine believes to be.
    timezoneId: 'America/New_York',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.text().startsWith('Warning')
    if (isComplaint && !/^Failed to load resource|WebSocket connection to/.test(message.text()))
      complaints.push(message.text())
  })
  return {
    page,
    complaints,
    async logIn(login, password) {
      await page.goto(`${url}/console/`)
      await page.getByLabel('工号').fill(login)
      await page.getByLabel('密码', { exact: true }).fill(password)
      const answered = page.waitForResponse(
        (answer) => answer.request().method() === 'POST' && answer.url().endsWith('/api/staff/sessions'),
      )
      await page.getByRole('button', { name: '登录' }).click()
      await answered
    },
    async visit(path) {
      await page.goto(`${url}/console${path}`)
      await page.getByRole('main').waitFor()
    },
    async pretend(route, answer, status = 200) {
      await page.route(
        (address) => address.pathname === route,
        (request) => request.fulfill({ status, json: answer, headers: { date: new Date().toUTCString() } }),
      )
    },
    async shoot(name) {
      await mkdir(screenshots, { recursive: true })
      await page.screenshot({ path: join(screenshots, `console-${name}.png`), animations: 'disabled' })
    },
    async faults(beyond = []) {
      const wide = (await page.evaluate(wider)) as string | null
      return [
        ...(await axeFaults(page, beyond)).filter((fault) => !fault.includes(measuring)),
        ...(wide === null ? [] : [wide]),
        ...wordFaults(await page.locator('body').innerText(), known),
      ]
    },
    close: () => context.close(),
  }
}
