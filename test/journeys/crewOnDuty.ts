import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { openChromium, type Phone, screens } from '../browser/phone.ts'
import { type CrewTown, keepsPage, logInCrew, openCrewTown, visitCrew } from './crewTown.ts'
import { look, phoneForEach } from './residentPhone.ts'
import { openResidentTown, type ResidentTown } from './residentTown.ts'

/** A hub, a crew, whoever sends it, and a browser for the tests of a file. */
export function crewOnDuty() {
  let browser: Browser
  let town: ResidentTown
  let crew: CrewTown
  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openChromium(), openResidentTown()])
    crew = await openCrewTown(town.hub)
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })
  const phoneOf = phoneForEach(() => ({ browser, hub: town.hub, screen: screens.usual }))
  const logIn = (login: string, password?: string) => logInCrew(phoneOf(), town.hub, login, password)
  return {
    town: () => town,
    crew: () => crew,
    phoneOf,
    logIn,
    see: (what: string) => look(phoneOf(), `crew-${what}`),
    visit: (page: string, id?: string) => visitCrew(phoneOf(), town.hub, page, id),
    /** Waits until the hub has it so. */
    async synced(id: string, what: object): Promise<void> {
      await expect.poll(() => crew.seen(id), { timeout: 45_000 }).toMatchObject(what)
    },
    /** Somebody who is logged in, and whose page opens without a network. */
    async onDuty(name: string): Promise<{ phone: Phone; person: Awaited<ReturnType<CrewTown['settled']>> }> {
      const [phone, person] = [phoneOf(), await crew.settled(name)]
      await logIn(person.login)
      await phone.sees('我的工单')
      await keepsPage(phone)
      return { phone, person }
    },
  }
}
