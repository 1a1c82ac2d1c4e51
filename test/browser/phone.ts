import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { pageAddress, type PageParams } from './pageAddress.ts'

export interface Screen {
  width: number
  height: number
}
export const screens = { usual: { width: 390, height: 844 }, small: { width: 360, height: 640 } } as const

export const screenshots = join(import.meta.dirname, '../../.cache/screenshots')

/** Debian's Chromium; root has no sandbox of its own. */
export const openChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })

/** A telephone with the residents' page open. */
export interface Phone {
  page: Page
  context: BrowserContext
  /** Opens a page as a link from outside does: everything is loaded anew. */
  visit(name: string, params?: PageParams): Promise<void>
  /** Goes to a page without loading anything: the address changes behind `#`. */
  visitInside(name: string): Promise<void>
  /** Presses what bears this id on the page that is shown. */
  press(id: string): Promise<void>
  /** Presses it twice at once, as hasty fingers do. */
  pressTwice(id: string): Promise<void>
  /** Back to the page before, by the bar above. */
  back(): Promise<void>
  fill(id: string, text: string): Promise<void>
  /** What stands in the field. */
  written(id: string): Promise<string>
  /** Waits for this text on the page that is shown. */
  sees(text: string | RegExp): Promise<void>
  /** Presses the first thing that says these words on the page that is shown. */
  pressWords(words: string): Promise<void>
  /** What the page that is shown says. */
  text(): Promise<string>
  /** A picture of all of the page, under `.cache/screenshots/`. */
  shoot(name: string): Promise<void>
  /** What the browser complained of, but for answers that were no good ones. */
  complaints: string[]
  close(): Promise<void>
}

/** The page that is shown: those before it stay in the document, out of sight. */
const shown = '.taro_page:last-child .page'

export async function openPhone(browser: Browser, url: string, screen: Screen): Promise<Phone> {
  const context = await browser.newContext({
    viewport: screen,
    deviceScaleFactor: 1,
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
    timezoneId: 'America/New_York',
  })
  const page = await context.newPage()
  // A loaded machine takes its time; and the hub asks after a payment that it has not heard of after 20 seconds.
  page.setDefaultTimeout(45_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  let visits = 0
  const at = (id: string) => page.locator(`${shown} #${id}`).last()
  /** Nobody presses what is about to move because something above it is still coming. */
  const settled = () => page.locator(`${shown} .skeleton:visible`).first().waitFor({ state: 'detached' })
  return {
    page,
    context,
    complaints,
    async visit(name, params) {
      await page.goto(`${url}/?${++visits}#${pageAddress(name, params)}`)
      await page.locator(shown).last().waitFor()
    },
    async visitInside(name) {
      await page.evaluate(`location.hash = ${JSON.stringify(pageAddress(name))}`)
      await page.locator(shown).last().waitFor()
    },
    async press(id) {
      await settled()
      await at(id).click()
    },
    async pressTwice(id) {
      await settled()
      await at(id).dblclick()
    },
    back: () => page.locator(shown).last().getByLabel('返回').click(),
    fill: (id, text) => at(id).fill(text),
    written: (id) => at(id).inputValue(),
    async sees(text) {
      await page.locator(shown).last().getByText(text).filter({ visible: true }).first().waitFor()
    },
    async pressWords(words) {
      await settled()
      await page.locator(shown).last().getByText(words).filter({ visible: true }).first().click()
    },
    text: () => page.locator(shown).last().innerText(),
    async shoot(name) {
      await mkdir(screenshots, { recursive: true })
      // Pages scroll by themselves, so that the screen has to be as long as what is on it.
      const height = await page
        .locator(shown)
        .last()
        .evaluate((element) => element.scrollHeight)
      await page.setViewportSize({ ...screen, height: Math.max(screen.height, height) })
      await page.screenshot({ path: join(screenshots, `${name}.png`), animations: 'disabled' })
      await page.setViewportSize(screen)
    },
    close: () => context.close(),
  }
}
