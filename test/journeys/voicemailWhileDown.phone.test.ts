import { copyFileSync, existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rate } from '#callcenter/asterisk/sounds/wav.ts'
import { systemClock } from '#core/kernel/clock.ts'
import { type Desk, deskScreens, openDesk } from '#test/console/desk.ts'
import { until } from '#test/kernel/until.ts'
import { openCaller } from '#test/telephones/baresip.ts'
import { openChromiumInside } from '#test/telephones/chromium.ts'
import { hearsPrompt } from '#test/telephones/heardPrompt.ts'
import { type HubHouse, openHubHouse } from '#test/telephones/hubHouse.ts'
import { openNetwork } from '#test/telephones/network.ts'
import { type Sound, soundIn, soundOf, strengthOf, writeTone } from '#test/telephones/sound.ts'

const spokenHertz = 700
/** Of a message, at the least. */
const spokenSeconds = 5
/** So long nothing must have been written to a recording that the hub did not see begin. */
const settleMs = 30_000

interface Kept {
  id: string
  number: string
  callerNumber: string
  accountId: string
  lengthMs: number
  takenAt: number
}

const audio = "document.querySelector('audio')"
/** The recording as the page plays it: its first channel at 8 kHz. */
const played = `(async () => {
  const sound = await (await fetch(${audio}.src)).arrayBuffer()
  const decoded = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(sound)
  return Array.from(decoded.getChannelData(0))
})()`

/** How much of it is what was spoken. Of a tone that was interrupted, the parts are out of step. */
function secondsOfTone({ samples }: Sound): number {
  const part = rate / 4
  const parts = Array.from({ length: Math.floor(samples.length / part) }, (_, index) =>
    soundOf(samples.subarray(index * part, (index + 1) * part)),
  )
  return parts.filter((sound) => strengthOf(sound, spokenHertz) > 0.1).length / 4
}

describe('A message that was left while the hub was down', () => {
  let hub: HubHouse
  let browser: Browser
  let says: string

  beforeAll(async () => {
    const network = await openNetwork()
    says = await writeTone(join(network.folder, 'caller.wav'), spokenHertz, 300)
    hub = await openHubHouse(network)
    browser = await openChromiumInside(network, says)
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await hub?.close()
  })

  const folder = () => join(hub.network.folder, 'data/asterisk/spool/offline')
  const recordings = () => readdirSync(folder()).filter((name) => name.endsWith('.wav'))
  const kept = () => hub.rows<Kept>('select id, number, callerNumber, accountId, lengthMs, takenAt from voicemail')

  async function openDesks(): Promise<[agent: Desk, dispatcher: Desk]> {
    const open = async (login: string) => {
      const person = hub.made.staff.find((one) => one.login === login)
      if (!person) throw new Error(`the demonstration has no ${login}`)
      const desk = await openDesk(browser, hub.inside, deskScreens.old)
      await desk.logIn(login, person.password)
      await desk.page.getByRole('navigation').waitFor()
      return desk
    }
    return [await open('agent'), await open('dispatcher')]
  }

  /** Is greeted by the exchange alone, speaks after the beep and hangs up; resolves to the recording's file. */
  async function leaveMessage(number: string): Promise<string> {
    const caller = await openCaller(hub.network, { number, says })
    await caller.dial()
    await hearsPrompt(hub, caller, 'offline-greeting')
    await until(() => recordings().length === 1, 30_000)
    const file = join(folder(), recordings()[0] ?? '')
    await until(() => soundIn(readFileSync(file)).seconds > spokenSeconds, 30_000)
    caller.hangUp()
    await caller.untilClosed()
    await caller.close()
    return file
  }

  /** What would otherwise be waited for. */
  function letSettle(file: string) {
    const at = (systemClock() - 2 * settleMs) / 1_000
    utimesSync(file, at, at)
  }

  it('is kept once, listened to, and becomes a work order', { timeout: 300_000 }, async () => {
    const home = hub.made.accounts.find(({ phone }) => phone !== '')
    if (!home) throw new Error('nobody has a telephone')
    const [{ page, visit, shoot, complaints }, dispatcher] = await openDesks()
    await visit('/voicemails')
    await page.getByText('没有留言').waitFor()

    await hub.kill()
    const begun = systemClock()
    const file = await leaveMessage(home.phone)
    const copy = join(hub.network.folder, 'copy.wav')
    copyFileSync(file, copy)
    letSettle(file)
    await hub.start()

    // A page that was open all the time shows it by itself.
    const row = page.getByRole('row').filter({ hasText: home.accountNumber })
    await row.waitFor({ timeout: 60_000 })
    await shoot('journey-voicemail-01-list')
    await until(() => !existsSync(file))
    const [message] = kept()
    if (!message) throw new Error('nothing was kept')
    expect(message).toMatchObject({ callerNumber: home.phone, number: expect.stringMatching(/^YY\d{8}-\d{4}$/) })
    expect(message.lengthMs).toBeGreaterThan(spokenSeconds * 1_000)
    expect(message.takenAt).toBeGreaterThan(begun - 1_000)
    expect(message.takenAt).toBeLessThan(begun + 120_000)

    // As it would be found had the hub been killed before it could remove the file.
    await hub.kill()
    copyFileSync(copy, file)
    letSettle(file)
    await hub.start()
    await until(() => !existsSync(file), 60_000)
    expect(kept()).toEqual([message])

    await row.getByRole('link', { name: message.number }).click()
    await page.getByRole('button', { name: '播放留言' }).click()
    await page.getByLabel('留言录音').waitFor()
    await until(async () => (await page.evaluate<number>(`${audio}.currentTime`)) > 1, 20_000)
    const seconds = await page.evaluate<number>(`${audio}.duration`)
    expect(Math.abs(seconds * 1_000 - message.lengthMs)).toBeLessThan(500)
    const heard = soundOf(Float32Array.from(await page.evaluate<number[]>(played)))
    expect(heard.seconds).toBeGreaterThan(spokenSeconds)
    expect(secondsOfTone(heard)).toBeGreaterThan(0.8 * spokenSeconds)
    await shoot('journey-voicemail-02-listening')
    const listened = `select s.login from audit a join staff s on s.id = a.actorId
      where a.action = 'voicemail.listened' and a.subjectId = ?`
    expect(hub.rows(listened, [message.id])).toEqual([{ login: 'agent' }])

    const description = '楼道里的水管从早上起一直滴水'
    await page.getByLabel('问题类别').click()
    await page.getByTitle('漏水爆管').click()
    await page.getByLabel('情况描述').fill(description)
    await page.getByRole('button', { name: '建立工单' }).click()
    await page.getByText('已办结').first().waitFor()
    await shoot('journey-voicemail-03-done')
    const orders = hub.rows<{ number: string }>(
      `select w.number, w.kind, w.contactPhone, w.description, a.number as accountNumber
        from work_order w join voicemail v on v.workOrderId = w.id join account a on a.id = w.accountId`,
    )
    const [order] = orders
    expect(orders).toMatchObject([
      { kind: 'leak', contactPhone: home.phone, description, accountNumber: home.accountNumber },
    ])
    expect(hub.rows('select id from work_order where description = ?', [description])).toHaveLength(1)
    await page.getByRole('link', { name: order?.number ?? '' }).waitFor()

    // Whoever sends the crew finds it.
    await dispatcher.page.getByRole('link', { name: '工单查询' }).click()
    const listed = dispatcher.page.getByRole('row').filter({ hasText: order?.number ?? '' })
    await listed.getByText(description).waitFor()
    await listed.getByText('待派单').waitFor()
    await dispatcher.shoot('journey-voicemail-04-workorders')
    expect([...complaints, ...dispatcher.complaints]).toEqual([])
  })
})
