import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { placesFor } from '#callcenter/console/frame/navigation.ts'
import { standardRoles } from '#core/staff/standardRoles.ts'
import { housePassword } from '../staffHouse.ts'
import { thingsOf } from '../staff/thingsOf.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'
import { addressOf, type ConsolePage, consolePages } from './pagesOfConsole.ts'

const forbidden = '您没有查看此页的权限'

/** Each route once: an address may lead to several views of it. The first page of all is where a log-in leads to. */
const pages = consolePages.filter(
  ({ route }, index) => route !== '' && consolePages.findIndex((page) => page.route === route) === index,
)

describe('A role at the console', () => {
  let browser: Browser
  let town: ConsoleTown
  /** Of one thing of every kind that there is in the town. */
  let ids: Readonly<Record<string, string>>

  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(false), openConsoleTown()])
    const { hub, database } = town
    const { params } = await thingsOf(database, hub, hub.house.root.id)
    const [article] = (await database.read.query('select id, slug from article order by slug')) as {
      id: string
      slug: string
    }[]
    // Who is calling is told to nobody but the agent who has the call.
    const { callId: _theirs, ...shown } = params
    ids = { ...shown, articleId: article?.id ?? '', slug: article?.slug ?? '' }
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })

  /** As a link does, without loading everything anew; resolves when the page has what it will have. */
  async function go({ page }: Desk, path: string) {
    await page.evaluate(
      `document.querySelector('main').dataset.left = ''
       history.pushState(null, '', '/console' + ${JSON.stringify(path)})
       dispatchEvent(new PopStateEvent('popstate'))`,
    )
    await page.locator('main:not([data-left])').waitFor()
    await page.locator('main .ant-skeleton, main [aria-busy=true]').first().waitFor({ state: 'detached' })
  }

  async function faultsAt(desk: Desk, page: ConsolePage, isAllowed: boolean): Promise<string[]> {
    const main = desk.page.getByRole('main')
    const [text, title] = await Promise.all([main.innerText(), main.getByRole('heading', { level: 1 }).innerText()])
    const back = await main.getByRole('link', { name: '回到首页' }).count()
    return [
      ...(title === '' ? ['has no title'] : []),
      ...(text.includes(forbidden) === isAllowed ? [isAllowed ? 'is refused' : 'is shown'] : []),
      ...(isAllowed || back === 1 ? [] : ['leads nowhere']),
      ...(text.trim() === title.trim() ? ['is empty'] : []),
      ...desk.complaints.splice(0),
    ].map((fault) => `${page.name}: ${fault}`)
  }

  // Beside each other: most of the time each of them waits.
  it.concurrent.each(standardRoles)(
    '$code finds what it may do, and is told of the rest',
    async ({ code, permissions }) => {
      const { hub } = town
      const login = `only.${code.toLowerCase()}`
      await hub.house.hire(login, hub.house.root.id, [code])
      const desk = await openDesk(browser, hub.url, deskScreens.old)
      await desk.logIn(login, housePassword)
      const navigation = desk.page.getByRole('navigation')
      await navigation.waitFor()
      expect(await desk.page.getByRole('main').innerText()).not.toContain(forbidden)
      const may = (needs: ConsolePage['needs']) => needs === null || permissions.includes(needs)
      const offered = placesFor(may, may).flatMap(({ places }) => places.map(({ name }) => name))
      expect(await navigation.getByRole('link').allInnerTexts()).toEqual(offered)

      const faults: string[] = []
      // Away from where the first of the pages may already be.
      await go(desk, '/me')
      for (const page of pages) {
        await go(desk, addressOf(page, ids))
        faults.push(...(await faultsAt(desk, page, may(page.needs))))
      }
      await desk.shoot(`role-${code}`)
      expect(faults).toEqual([])

      const closed = pages.find(({ needs }) => !may(needs))
      if (closed) {
        await desk.visit(addressOf(closed, ids))
        await desk.page.getByRole('main').getByRole('link', { name: '回到首页' }).click()
        await desk.page.getByText(forbidden).waitFor({ state: 'detached' })
        expect(await desk.page.getByRole('main').getByRole('heading', { level: 1 }).innerText()).not.toBe('')
      }
      await desk.close()
    },
  )
})
