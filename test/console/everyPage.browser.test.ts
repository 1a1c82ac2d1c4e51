import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { placesFor } from '#callcenter/console/frame/navigation.ts'
import { StaffTable } from '#core/staff/staff.table.ts'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'
import { type HubState, pretendHub } from './hubPretended.ts'
import { addressOf, type ConsolePage, consolePages, routesOfConsole } from './pagesOfConsole.ts'

// Every page of the console with everything that the contract allows to be there: the longest names, a thousand rows,
// nothing, an error, no network, no permission. Pages are described in pagesOfConsole.ts; answers are made from the
// contract.

/** Pages that wait for their answers do so beside each other. */
const lanes = 3

/** All of them, on two cores that have other work as well. */
const patience = 400_000

/** Those that have nothing to show before the hub has answered. */
const asking = consolePages.filter(({ asksNothing }) => asksNothing !== true)

/** What would take long to look at, and is like what is above it. */
const moreOfTheSame = ['tbody tr:nth-child(n+12)', 'li:nth-child(n+12)']

describe('Every page of the console', () => {
  let browser: Browser
  let town: ConsoleTown
  const desks: { desk: Desk; hub: Awaited<ReturnType<typeof pretendHub>> }[] = []

  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(false), openConsoleTown()])
    for (let lane = 0; lane < lanes; lane++) {
      const desk = await enter('admin')
      desks.push({ desk, hub: await pretendHub(desk.page) })
    }
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })

  async function enter(login: string): Promise<Desk> {
    const desk = await openDesk(browser, town.hub.url, deskScreens.old)
    await desk.logIn(login, housePassword)
    await desk.page.getByRole('navigation').waitFor()
    return desk
  }

  /** The page has what it will have, and has taken its place. */
  async function settle({ page }: Desk) {
    await page.getByRole('main').waitFor()
    await page
      .locator('main .ant-skeleton, main .drawing:empty, main [aria-busy=true]')
      .first()
      .waitFor({ state: 'detached' })
    // Where nobody looks at a window it may draw nothing.
    await page.evaluate(
      'new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); setTimeout(done, 300) })',
    )
  }

  /** Everything about the page on both screens that nobody should see, each fault as a line. */
  async function faultsOn(desk: Desk, name: string): Promise<string[]> {
    const faults: string[] = []
    for (const [way, screen] of Object.entries(deskScreens)) {
      await desk.page.setViewportSize(screen)
      await settle(desk)
      await desk.shoot(`${name}-${way}`)
      // Its colours and names are the same on a wide screen, and those of a refusal are looked at where the hub fails.
      const isSeen = name.endsWith('-long') || (way === 'old' && !name.endsWith('-gone'))
      const found = await desk.faults(isSeen ? moreOfTheSame : ['main'])
      faults.push(...found.map((fault) => `${name} ${way}: ${fault}`))
    }
    await desk.page.setViewportSize(deskScreens.old)
    faults.push(...desk.complaints.splice(0).map((complaint) => `${name}: ${complaint}`))
    return faults
  }

  async function says({ page }: Desk, name: string, words: string): Promise<string[]> {
    try {
      await page.getByRole('main').getByText(words).first().waitFor({ timeout: 15_000 })
      return []
    } catch {
      return [`${name}: does not say ${words}`]
    }
  }

  /** Looks at these pages, as many at once as there are desks; resolves to all faults. */
  async function lookAt(
    pages: readonly ConsolePage[],
    state: string,
    at: readonly Desk[],
    saying: (page: ConsolePage) => readonly string[],
  ): Promise<string[]> {
    const left = [...pages]
    const faults: string[] = []
    await Promise.all(
      at.map(async (desk) => {
        for (let page = left.shift(); page; page = left.shift()) {
          const name = `${page.name}-${state}`
          try {
            await desk.visit(addressOf(page))
            for (const words of saying(page)) faults.push(...(await says(desk, name, words)))
            faults.push(...(await faultsOn(desk, name)))
          } catch (error) {
            // The others are looked at all the same.
            faults.push(`${name}: ${String(error)}`)
          }
        }
      }),
    )
    return faults
  }

  /** The same with the hub in a state. */
  async function look(
    state: HubState,
    pages: readonly ConsolePage[],
    saying: (page: ConsolePage) => readonly string[] = () => [],
  ): Promise<string[]> {
    for (const { hub } of desks) hub.set(state)
    const faults = await lookAt(
      pages,
      state,
      desks.map(({ desk }) => desk),
      saying,
    )
    return [...faults, ...desks.flatMap(({ hub }) => hub.unknown.splice(0))]
  }

  it('is described, and is where the navigation leads to', () => {
    const described = new Set(consolePages.map(({ route }) => route))
    const routes = new Set(routesOfConsole())
    expect(routes.size).toBeGreaterThan(30)
    expect([...routes].filter((route) => !described.has(route))).toEqual([])
    expect([...described].filter((route) => route !== '' && !routes.has(route))).toEqual([])
    const everything = () => true
    const places = placesFor(everything, everything).flatMap((job) => job.places)
    const pageAt = (path: string) => consolePages.find((page) => [page.route, page.address].includes(path.slice(1)))
    expect(places.filter(({ path, needs }) => pageAt(path)?.needs !== needs)).toEqual([])
  })

  it(
    'is whole and in Chinese with the longest names, addresses and notes',
    async () => {
      expect(await look('long', consolePages)).toEqual([])
    },
    patience,
  )

  it(
    'is whole with a thousand rows',
    async () => {
      expect(await look('many', asking)).toEqual([])
    },
    patience,
  )

  it(
    'says what would be there where there is nothing',
    async () => {
      expect(await look('none', asking, ({ none }) => (none === null ? [] : [none]))).toEqual([])
    },
    patience,
  )

  it(
    'says what happened and what to do when the hub fails',
    async () => {
      expect(await look('broken', asking, () => ['参考编号 0A1B2C3D', '重试'])).toEqual([])
    },
    patience,
  )

  it(
    'says that the hub is not to be reached when the network is gone',
    async () => {
      expect(await look('gone', asking, () => ['连不上服务器，请检查网络后重试', '重试'])).toEqual([])
    },
    patience,
  )

  it(
    'says so to whoever may not see it, and leads back',
    async () => {
      const { house } = town.hub
      const { staffId } = await house.hire('idle', house.root.id)
      await town.database.transaction((tx) => tx.update(StaffTable, { id: staffId }, { name: '欧阳春晓' }))
      const idle = await Promise.all(desks.map(() => enter('idle')))
      const closed = consolePages.filter(({ needs }) => needs !== null)
      expect(await lookAt(closed, 'forbidden', idle, () => ['您没有查看此页的权限', '回到首页'])).toEqual([])
    },
    patience,
  )
})
