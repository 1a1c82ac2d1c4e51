import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openPhone, screens } from '../browser/phone.ts'
import { deskScreens, openDesk, openDeskChromium } from '../console/desk.ts'
import { logIn } from '../journeys/residentPhone.ts'

// The pictures of the READMEs, taken of the demo city: `npm run pictures`, or, of a hub that runs already,
// `npm run pictures -- http://127.0.0.1:9665 .data/first-start.json`.

const root = join(import.meta.dirname, '../..')
const [runningAt, firstStartFile] = process.argv.slice(2)

interface FirstStart {
  staff: { login: string; password: string; role: string }[]
  accounts: { accountNumber: string; name: string; meterNumber: string }[]
}

/** A hub on embedded defaults in a folder of its own, its doors open. */
async function startDemo() {
  const folder = await mkdtemp(join(tmpdir(), 'hub-pictures-'))
  const child = spawn(process.execPath, ['gateway/main.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (data) => {
      said += String(data)
      const door = /residents +(http:\S+?)\/\n/.exec(said)?.[1]
      if (door) resolve(door)
    })
    child.once('exit', () => reject(new Error(`the hub has ended:\n${said}`)))
  })
  return {
    url,
    firstStart: join(folder, 'first-start.json'),
    async close() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      await rm(folder, { recursive: true })
    },
  }
}

const take = (page: Page, name: string) =>
  page.screenshot({ path: join(import.meta.dirname, `${name}.png`), animations: 'disabled' })

async function takeConsole(browser: Browser, url: string, { staff, accounts }: FirstStart) {
  const admin = staff.find(({ role }) => role === 'admin')
  const [home] = accounts
  if (!admin || !home) throw new Error('the first start has made no admin or no accounts')
  const desk = await openDesk(browser, url, deskScreens.old)
  const { page } = desk
  await desk.logIn(admin.login, admin.password)
  await page.getByRole('navigation').waitFor()
  await desk.visit(`/accounts?q=${home.accountNumber}`)
  await page.getByRole('main').getByText(home.accountNumber).first().click()
  await page.getByRole('heading', { name: home.name }).first().waitFor()
  await page.waitForLoadState('networkidle')
  await take(page, 'console-account')
  for (const [path, name] of [
    ['/workorders?view=board', 'console-work-orders'],
    ['/work-reports', 'console-reports'],
  ] as const) {
    await desk.visit(path)
    await page.waitForLoadState('networkidle')
    await take(page, name)
  }
  await desk.close()
}

async function takeApp(browser: Browser, url: string, { accounts }: FirstStart) {
  const [home] = accounts
  if (!home) throw new Error('the first start has made no accounts')
  const phone = await openPhone(browser, url, screens.usual)
  // Somebody new, also at a hub that knows who took the last ones.
  await logIn(phone, `pictures-${process.pid}`)
  await phone.press('bind-first')
  await phone.fill('number', home.accountNumber)
  await phone.press('next')
  await phone.pressWords('户名和水表号')
  await phone.fill('name', home.name)
  await phone.fill('meter', home.meterNumber)
  await phone.press('bind')
  await phone.sees('设置、大字版')
  for (const [name, picture] of [
    ['home', 'app-home'],
    ['bills', 'app-bills'],
    ['outages', 'app-outages'],
  ] as const) {
    await phone.visit(name)
    await phone.page.waitForLoadState('networkidle')
    await take(phone.page, picture)
  }
  await phone.close()
}

const demo =
  runningAt !== undefined && firstStartFile !== undefined
    ? { url: runningAt, firstStart: firstStartFile, close: async () => undefined }
    : await startDemo()
try {
  const made = JSON.parse(await readFile(demo.firstStart, 'utf8')) as FirstStart
  const browser = await openDeskChromium(false)
  try {
    await takeConsole(browser, demo.url, made)
    await takeApp(browser, demo.url, made)
  } finally {
    await browser.close()
  }
} finally {
  await demo.close()
}
