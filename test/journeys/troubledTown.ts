import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { openChromium, type Phone, screens } from '../browser/phone.ts'
import { plainJpeg } from '../uploads/photos.ts'
import { logIn, phoneForEach, somebody } from './residentPhone.ts'
import { bind, openResidentTown, residentNamed, type ResidentTown } from './residentTown.ts'

export const jpeg = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: plainJpeg }
export const offline = (phone: Phone): Promise<void> => phone.context.setOffline(true)
export const online = (phone: Phone): Promise<void> => phone.context.setOffline(false)

/** What a page says without a network. */
export async function isTold(phone: Phone): Promise<void> {
  await phone.sees('网络连接不上')
  await phone.sees('请检查手机网络后再试')
}

export async function choosePhotos(
  phone: Phone,
  ...photos: { name: string; mimeType: string; buffer: Buffer }[]
): Promise<void> {
  const choosing = phone.page.waitForEvent('filechooser')
  await phone.press('add-photo')
  await (await choosing).setFiles(photos)
}

export async function startReport(phone: Phone, premises: string, description: string): Promise<void> {
  await phone.visit('report')
  await phone.page.getByRole('button', { name: '漏水爆管' }).click()
  await phone.page.getByRole('button', { name: premises }).click()
  await phone.fill('description', description)
}

/** A town and a browser for the tests of a file, and residents who move in. */
export function troubledTown() {
  let browser: Browser
  let town: ResidentTown
  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openChromium(), openResidentTown()])
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })
  const phoneOf = phoneForEach(() => ({ browser, hub: town.hub, screen: screens.usual }))
  return {
    town: () => town,
    phoneOf,
    /** Somebody new who is logged in and bound to a household of their own. */
    async settle() {
      const [phone, name, home] = [phoneOf(), somebody(), await town.moveIn()]
      await bind(town.hub, name, home)
      await logIn(phone, name)
      await phone.sees('您有水费没有缴')
      const call = await residentNamed(town.hub, name)
      const params = { accountId: home.account.id }
      const paidHere = async () => {
        const receipts = await call('GET /api/resident/accounts/:accountId/receipts', { params })
        return receipts.filter(({ channel }) => channel === 'sandbox')
      }
      return { phone, name, home, call, params, paidHere }
    },
    codesSentTo: async (to: string): Promise<unknown[]> =>
      (await fetch(`${town.hub.sandbox.url}/control/sms?to=${to}`)).json() as Promise<unknown[]>,
  }
}
