import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FirstStart } from '#gateway/firstStart.ts'
import { openPhone, type Phone, screens, screenshots } from '#test/browser/phone.ts'
import { type Desk, deskScreens, openDesk } from '#test/console/desk.ts'
import { anybody, residentCaller } from '#test/hub/callers.ts'
import { type Agent, openAgent } from '#test/telephones/agent.ts'
import { openChromiumInside } from '#test/telephones/chromium.ts'
import { type HubHouse, openHubHouse } from '#test/telephones/hubHouse.ts'
import { openNetwork } from '#test/telephones/network.ts'
import { writeTone } from '#test/telephones/sound.ts'
import { type HotlineCaller, hearsOfBurst, hearsOfNothing, ringHotline } from './hotlineCaller.ts'
import { announceBurst, type BurstPipe, restoreWater } from './outageAtDesk.ts'
import { logIn, look, somebody } from './residentPhone.ts'

type Home = FirstStart['accounts'][number]

const tones = { caller: 700, agent: 1_000 }
const ground = "getComputedStyle(document.querySelector('article .line')).backgroundColor"
const danger = 'rgb(253, 236, 234)'

describe('An outage that is announced at the console', () => {
  let hub: HubHouse
  let browser: Browser
  let says: string

  beforeAll(async () => {
    const network = await openNetwork()
    const microphone = await writeTone(join(network.folder, 'microphone.wav'), tones.agent, 10)
    says = await writeTone(join(network.folder, 'caller.wav'), tones.caller, 300)
    hub = await openHubHouse(network, { WRAP_UP_SECONDS: '300' })
    browser = await openChromiumInside(network, microphone)
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await hub?.close()
  })

  /** One in the street that is cut off, one elsewhere that is cut off with it, and one far from both. */
  function homes(): [home: Home, listed: Home, away: Home] {
    // The demonstration's own outages are at the first two.
    const [, , away, home, listed] = hub.made.accounts
    if (!away || !home || !listed) throw new Error('the demonstration shows too few accounts')
    return [home, listed, away]
  }

  function logInOf(login: string) {
    const person = hub.made.staff.find((one) => one.login === login)
    if (!person) throw new Error(`the demonstration has no ${login}`)
    return person
  }

  async function openDispatcher(): Promise<Desk> {
    const { login, password } = logInOf('dispatcher')
    const desk = await openDesk(browser, hub.inside, deskScreens.old)
    await desk.logIn(login, password)
    await desk.page.getByRole('navigation').waitFor()
    return desk
  }

  /** Somebody who is bound to a home, and whose telephone shows that there is water. */
  async function openResident({ accountNumber, name, meterNumber }: Home): Promise<Phone> {
    const known = somebody()
    const development = { body: { name: known } }
    const { accessToken } = await anybody(hub.outside)('POST /api/resident/sessions/development', development)
    const claim = { proof: 'meterNumber', accountNumber, name, meterNumber } as const
    await residentCaller(hub.outside, accessToken)('POST /api/resident/bindings', { body: claim })
    const phone = await openPhone(browser, hub.inside, screens.usual)
    await logIn(phone, known)
    await phone.sees('您家没有停水通知')
    return phone
  }

  /** Whom it concerns, as the city's accounts say it: how many of them, telephones on file, and residents. */
  function concerned(street: string, { accountNumber }: Home): { affected: number; people: string[] } {
    const accounts = hub.rows<{ id: string; phone: string }>(
      `select a.id, c.phone from account a join customer c on c.id = a.customerId
        where a.closedOn is null and (a.premises like ? or a.number = ?)`,
      [`${street}%`, accountNumber],
    )
    const ids = accounts.map(({ id }) => id)
    const bound = hub
      .rows<{ accountId: string; residentId: string }>('select accountId, residentId from binding')
      .filter(({ accountId }) => ids.includes(accountId))
    const people = [...accounts.map(({ phone }) => `sms ${phone}`), ...bound.map((one) => `app ${one.residentId}`)]
    return { affected: ids.length, people: [...new Set(people)].toSorted() }
  }

  const toldAt = (outageId: string, stage: number): string[] =>
    hub
      .rows<{ channel: string; recipient: string }>(
        `select channel, recipient from notice where subjectId = ? and stage = ? and state = 'sent'`,
        [outageId, stage],
      )
      .map(({ channel, recipient }) => `${channel} ${recipient}`)
      .toSorted()

  async function seesNothing(phone: Phone) {
    await phone.visit('home')
    await phone.sees('您家没有停水通知')
    expect(await phone.text()).not.toContain('条未读')
    await phone.visit('notices')
    await phone.sees('还没有通知')
  }

  /** Goes on from the menu to the agent, whose page shows in red what is the matter at the caller's home. */
  async function asksAgent({ telephone }: HotlineCaller, agent: Agent, home: Home, burst: BurstPipe) {
    await telephone.press('0')
    await agent.becomes('ringing')
    await agent.press('F2')
    await agent.becomes('talking')
    await agent.talks()
    const card = agent.page.getByRole('article', { name: `户号 ${home.accountNumber}` })
    await card.getByText(home.name).waitFor()
    const line = card.locator('.line').filter({ hasText: '正在停水' })
    await line.getByText(burst.place).waitFor()
    expect(await agent.page.evaluate(ground)).toBe(danger)
    await agent.page.screenshot({ path: join(screenshots, 'console-journey-outage-05-agent.png') })
    return line
  }

  async function endsCall(agent: Agent, { telephone }: HotlineCaller) {
    await agent.press('F4')
    await telephone.untilClosed()
    await agent.becomes('wrapUp')
    await agent.press('F2')
  }

  it(
    'is heard, seen and shown where it concerns people, and over for just the same',
    { timeout: 300_000 },
    async () => {
      const [home, listed, away] = homes()
      const phone = await openResident(home)
      const phoneAway = await openResident(away)
      const agent = await openAgent(hub, browser, logInOf('agent'))
      await agent.signIn()
      const desk = await openDispatcher()
      const street = home.premises.slice(0, home.premises.indexOf('号') + 1)
      const { affected, people } = concerned(street, listed)
      expect(people.length).toBeGreaterThan(20)
      const burst: BurstPipe = {
        place: `${street}及周边`,
        street,
        accountNumber: listed.accountNumber,
        premises: [home.premises, listed.premises],
        affected,
      }

      const outageId = await announceBurst(desk, burst)
      expect(toldAt(outageId, 1)).toEqual(people)

      await phone.visit('home')
      await phone.sees('正在停水抢修')
      await phone.sees('1 条未读')
      await look(phone, 'journey-outage-03-home')
      await phone.press('to-notices')
      await phone.sees(new RegExp(burst.place))
      await look(phone, 'journey-outage-04-notice')
      await seesNothing(phoneAway)

      const caller = await ringHotline(hub, { number: home.phone, says })
      const callerAway = await ringHotline(hub, { number: away.phone, says })
      await Promise.all([hearsOfBurst(hub, caller), hearsOfNothing(hub, callerAway)])
      callerAway.telephone.hangUp()
      const line = await asksAgent(caller, agent, home, burst)

      await restoreWater(desk, burst)
      expect(toldAt(outageId, 2)).toEqual(people)
      // The agent who is just talking with somebody about it sees it go.
      await line.waitFor({ state: 'detached' })
      await agent.page.screenshot({ path: join(screenshots, 'console-journey-outage-07-agent.png') })
      await endsCall(agent, caller)

      await phone.visit('home')
      await phone.sees('您家没有停水通知')
      await phone.sees('2 条未读')
      await phone.press('to-notices')
      await phone.sees('恢复供水')
      await look(phone, 'journey-outage-08-restored')
      await seesNothing(phoneAway)
      const again = await ringHotline(hub, { number: home.phone, says, telephone: caller.telephone })
      await hearsOfNothing(hub, again)
      expect(desk.complaints).toEqual([])
      expect([...phone.complaints, ...phoneAway.complaints]).toEqual([])
    },
  )
})
