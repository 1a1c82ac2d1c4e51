import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '#test/kernel/until.ts'
import { type Agent, openAgent } from '#test/telephones/agent.ts'
import { type Caller, openCaller } from '#test/telephones/baresip.ts'
import { comesToHear, type Heard } from '#test/telephones/callerHears.ts'
import { openChromiumInside } from '#test/telephones/chromium.ts'
import { type HubHouse, openHubHouse } from '#test/telephones/hubHouse.ts'
import { openNetwork } from '#test/telephones/network.ts'
import { writeTone } from '#test/telephones/sound.ts'

const tones = { caller: 700, first: 1_000, second: 1_500 }

interface Leg {
  leg: number
  seat: string
  staffId: string
  answeredAt: number | null
  endedAt: number | null
  ending: string | null
  transferredFrom: number | null
  wrapUpEndedAt: number | null
}

const agents = [tones.first, tones.second]
const hears = (caller: Caller, what: Heard) => comesToHear(caller, what, agents)

describe('A caller, and agents in their browsers', { timeout: 180_000 }, () => {
  let hub: HubHouse
  let browser: Browser
  let first: Agent
  let second: Agent
  let staffOf: Record<'first' | 'second', string>

  beforeAll(async () => {
    const network = await openNetwork()
    const microphone = await writeTone(join(network.folder, 'microphone.wav'), tones.first, 10)
    hub = await openHubHouse(network, { WRAP_UP_SECONDS: '300' })
    browser = await openChromiumInside(network, microphone)
    const agent = hub.made.staff.find(({ login }) => login === 'agent')
    if (!agent) throw new Error('the demonstration has no agent')
    const colleague = await hub.hire('colleague')
    const [known] = hub.rows<{ id: string }>('select id from staff where login = ?', ['agent'])
    staffOf = { first: known?.id ?? '', second: colleague.staffId }
    first = await openAgent(hub, browser, agent)
    await first.signIn()
    second = await openAgent(hub, browser, colleague, { hums: tones.second })
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await hub?.close()
  })

  it('go together from the menu to the wrap-up', async () => {
    const [debtor] = hub.rows<{ phone: string; number: string; name: string }>(
      `select c.phone, a.number, c.name from account a join customer c on c.id = a.customerId
       where exists (select 1 from bill b where b.accountId = a.id and b.state = 'open')
       and c.phone in (select x.phone from customer x join account y on y.customerId = x.id group by x.phone having count(*) = 1)
       limit 1`,
    )
    if (!debtor) throw new Error('nobody owes anything')
    const says = await writeTone(join(hub.network.folder, 'caller.wav'), tones.caller, 300)
    const caller = await openCaller(hub.network, { number: debtor.phone, says })
    await caller.dial()
    await hears(caller, 'something')
    await hub.untilRow(
      `select id from call_record where number = ? and state like '%"node":"menu"%'`,
      [debtor.phone],
      60_000,
    )
    await caller.press('0')

    // The page rings, and shows who it is while it rings.
    await first.becomes('ringing')
    const card = first.page.getByRole('article', { name: `户号 ${debtor.number}` })
    await card.getByText('欠费', { exact: false }).first().waitFor()
    expect(await card.innerText()).not.toContain(debtor.name)

    await first.press('F2')
    await first.becomes('talking')
    await first.talks()
    await hears(caller, tones.first)
    await until(async () => Math.abs((await first.hears()) - tones.caller) < 30)
    await card.getByText(debtor.name).waitFor()
    const callId = await first.callId()

    await first.press('F8')
    await first.becomes('held')
    await hears(caller, 'something')
    await first.press('F8')
    await first.becomes('talking')
    await hears(caller, tones.first)

    // A page that is loaded anew is rung again, and its caller hears music meanwhile.
    await first.reload()
    await hears(caller, 'something')
    await first.becomes('ringing')
    await first.press('F2')
    await first.becomes('talking')
    await first.talks()
    await hears(caller, tones.first)
    expect(await first.callId()).toBe(callId)

    // A work order and an article from the call's own page.
    await first.page.getByLabel('问题类别').click()
    await first.page.getByTitle('漏水爆管').click()
    await first.page.getByLabel('情况描述').fill('水表井里一直有水冒出来')
    await first.page.getByRole('button', { name: '建立工单' }).click()
    await first.page.getByText('已建工单').waitFor()
    await first.page.getByLabel('查找知识条目').fill('阶梯水价')
    await first.page.locator('.articles mark').first().waitFor()

    await second.signIn()
    await first.press('F7')
    await first.page.getByRole('button', { name: '坐席colleague · 空闲' }).click()
    await second.becomes('ringing')
    await hears(caller, tones.first)
    await second.press('F2')
    await second.becomes('talking')
    await second.talks()
    await hears(caller, tones.second)
    await first.becomes('wrapUp')
    await first.press('F2')
    await first.becomes('free')

    await second.press('F4')
    await caller.untilClosed()
    await second.becomes('wrapUp')
    await second.press('F2')
    await second.becomes('free')

    const [record] = hub.rows<Record<string, unknown>>('select * from call_record where id = ?', [callId])
    expect(record).toMatchObject({
      kind: 'inbound',
      number: debtor.phone,
      phase: 'over',
      outcome: 'answered',
      live: 0,
      staffId: staffOf.second,
    })
    const legs = hub.rows<Leg>('select * from call_leg where callId = ? order by leg', [callId])
    const ended = { answeredAt: expect.any(Number), endedAt: expect.any(Number), wrapUpEndedAt: expect.any(Number) }
    expect(legs).toMatchObject([
      { staffId: staffOf.first, ending: 'lost', transferredFrom: null, endedAt: expect.any(Number) },
      { staffId: staffOf.first, ending: 'moved', transferredFrom: null, ...ended },
      { staffId: staffOf.second, ending: 'agent', transferredFrom: legs[1]?.leg, ...ended },
    ])
    const [order] = hub.rows<{ kind: string; contactPhone: string }>(
      `select w.kind, w.contactPhone from work_order w where w.description = '水表井里一直有水冒出来'`,
    )
    expect(order).toMatchObject({ kind: 'leak', contactPhone: debtor.phone })
    await caller.close()
  })
})
